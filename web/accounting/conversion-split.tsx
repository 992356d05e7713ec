import { Alert } from 'antd'
import { accountLabel } from '#core/accounting/chart.ts'
import type { Conversion } from '#core/accounting/conversion.ts'
import type { ConvertedRow } from '#core/accounting/conversion-split.ts'
import type { Problem } from '#core/values/problem.ts'
import { printYuan } from '#core/values/money.ts'
import { Problems } from '../ui/problems.tsx'
import type { OpenedBook } from './book.ts'
import type { TypedConversion } from './conversion-draft.ts'
import { emptyLine, LinesEditor, type DraftLine } from './lines-editor.tsx'
import { Shares } from './shares.tsx'

/** 股金: the roll knows it member by member. */
const SHARES = '301'

interface StepProps {
  book: OpenedBook
  typed: TypedConversion
  onChange: (typed: TypedConversion) => void
  made: Conversion
}

/** Step two: each account that can not go over whole, by member, party, project or card. */
export function ConversionSplit(props: StepProps) {
  const { typed, made } = props
  const apart = made.rows.filter((row) => row.account.how === 'apart')
  const whole = made.rows.filter((row) => row.account.how === 'whole')
  const change = (code: string, lines: DraftLine[]) =>
    props.onChange({ ...typed, parts: { ...typed.parts, [code]: lines } })
  const stray = made.problems.filter((one) => one.code === 'conversion-part-stray')
  return (
    <>
      {whole.length > 0 && (
        <Alert
          type="success"
          showIcon
          className="gap-below"
          title={`${whole.length} 个科目整笔转入，不用拆：${whole.map((row) => row.account.name).join('、')}`}
        />
      )}
      {apart.length === 0 && <p className="panel">没有要拆分的科目，直接下一步。</p>}
      {stray.length > 0 && (
        <div className="panel">
          <Problems problems={stray} withPlace={false} />
        </div>
      )}
      {apart.map((row) => (
        <Account
          key={row.account.code}
          row={row}
          book={props.book}
          lines={typed.parts[row.account.code] ?? []}
          problems={made.problems.filter((one) => one.place?.field === row.account.code)}
          onChange={(lines) => change(row.account.code, lines)}
        />
      ))}
    </>
  )
}

interface AccountProps {
  row: ConvertedRow
  book: OpenedBook
  lines: readonly DraftLine[]
  problems: readonly Problem[]
  onChange: (lines: DraftLine[]) => void
}

function Account(props: AccountProps) {
  const { row, book, problems } = props
  const { account } = row
  const title = `${account.code} ${account.name}`.trim()
  const only = account.to.length === 1 ? account.to[0]! : ''
  // One empty line waits, so that the first is typed without a press.
  const lines = props.lines.length === 0 ? [emptyLine(only)] : props.lines
  return (
    <section className="panel" aria-label={`拆分 ${title}`}>
      <h3>
        旧科目 {title}：
        {row.debit > 0n && (
          <>
            借方 <span className="number">{printYuan(row.debit)}</span> 元
          </>
        )}
        {row.debit > 0n && row.credit > 0n && '，'}
        {row.credit > 0n && (
          <>
            贷方 <span className="number">{printYuan(row.credit)}</span> 元
          </>
        )}
      </h3>
      <p className="faint">{account.says}</p>
      {only === SHARES && (
        <Shares
          book={book}
          onTake={(shares) =>
            props.onChange(
              shares.map(({ id, share }) => ({ ...emptyLine(SHARES), member: id, credit: share })),
            )
          }
        />
      )}
      <LinesEditor
        lines={lines}
        book={book}
        noted
        accounts={account.to.map((value) => ({ value, label: accountLabel(value) }))}
        onChange={(next) => props.onChange(next.map((line) => filled(line, only)))}
        status={problems.length === 0 ? '已拆完，与余额相等' : '还没有拆完'}
      />
      <Problems problems={problems} withPlace={false} />
    </section>
  )
}

const filled = (line: DraftLine, only: string): DraftLine =>
  line.account === '' && only !== '' ? { ...line, account: only } : line
