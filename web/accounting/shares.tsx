import { Button } from 'antd'
import { fenOfWire, printYuan } from '#core/values/money.ts'
import type { OpenedBook } from './book.ts'

interface SharesProps {
  book: OpenedBook
  onTake: (shares: OpenedBook['members']) => void
}

/** One line per member, as the share ledger or the roll has it, instead of typing each. */
export function Shares(props: SharesProps) {
  const holders = props.book.members.filter((one) => one.share !== '0.00')
  if (holders.length === 0) return null
  const total = holders.reduce((sum, one) => sum + (fenOfWire(one.share) ?? 0n), 0n)
  return (
    <p className="no-print">
      <Button
        style={{ whiteSpace: 'normal', height: 'auto', minHeight: 32 }}
        onClick={() => props.onTake(holders)}
      >
        按名册逐人填入股金（{holders.length} 人，{printYuan(total)} 元）
      </Button>
    </p>
  )
}
