import { Alert, Button, Flex } from 'antd'
import { useState } from 'react'
import { readReconciliation, type WireReconciliation } from '#contract/accounting/cash-book.ts'
import { firstReconciled } from '#core/accounting/reconciliation.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'

type Table = NonNullable<WireReconciliation['table']>

/** 银行存款余额调节表: what explains the difference between the statements and account 102; printed and signed. */
export function ReconciliationPanel(props: { book: OpenedBook; lastDays: readonly (string | null)[] }) {
  const { book } = props
  const { today } = useSession()
  const [chosen, setChosen] = useState<string>()
  const day = chosen ?? firstReconciled(today, props.lastDays)
  const answer = useCall(readReconciliation, { params: { body: book.body }, query: { day } }, { keep: true })
  const data = answer.data
  if (data === undefined) return null
  return (
    <section className="panel" aria-label="银行存款余额调节表">
      <Flex justify="space-between" wrap gap="small" className="gap-below">
        <h3>银行存款余额调节表</h3>
        <Flex wrap gap="middle" className="no-print">
          <Labelled label="截至">
            <DayPicker
              label="调节表截至"
              value={day}
              until={today}
              onChange={(next) => next !== undefined && setChosen(next)}
            />
          </Labelled>
          {data.table !== null && <Button onClick={() => window.print()}>打印</Button>}
        </Flex>
      </Flex>
      {data.table === null ? (
        <p className="faint">{lackOf(data)}</p>
      ) : (
        <Sides bodyName={book.bodyName} day={data.day} table={data.table} />
      )}
    </section>
  )
}

function lackOf({ accounts, day }: WireReconciliation): string {
  const seen = accounts.filter((one) => one.lastDay !== null)
  if (seen.length === 0) return `${day} 以前还没有导入过银行流水，不能编调节表`
  const blind = seen.filter((one) => one.balance === null).map((one) => `“${one.name}”`)
  return `${blind.join('、')}的流水没有余额一栏，不能编调节表；请导出带余额的对账单再导入`
}

function Sides(props: { bodyName: string; day: string; table: Table }) {
  const { table } = props
  return (
    <>
      <p>
        {props.bodyName}　截至 {props.day}
      </p>
      <div className="two-sides">
        <Side
          first="银行对账单余额"
          from={table.bank}
          items={table.notAtBank}
          none="没有账上已记、银行未记的"
          plus="加：账上已收、银行未收"
          minus="减：账上已付、银行未付"
          after={table.bankAfter}
        />
        <Side
          first="账面余额（102 银行存款）"
          from={table.books}
          items={table.notInBooks}
          none="没有银行已记、账上未记的"
          plus="加：银行已收、账上未收"
          minus="减：银行已付、账上未付"
          after={table.booksAfter}
        />
      </div>
      {table.difference === '0.00' ? (
        <Alert type="success" showIcon title="调节后两边相等" />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={`调节后还差 ${table.difference} 元`}
          description="常见的原因：流水没有导全、期初余额与银行不符、凭证的金额记错"
        />
      )}
      <p className="print-only">会计（签字）：　　　　　　　　理事长（签字）：　　　　　　　　日期：</p>
    </>
  )
}

interface SideProps {
  first: string
  from: string
  items: Table['notAtBank']
  none: string
  plus: string
  minus: string
  after: string
}

function Side(props: SideProps) {
  const { items } = props
  const came = items.filter((one) => !one.amount.startsWith('-'))
  const went = items.filter((one) => one.amount.startsWith('-'))
  return (
    <table className="entry">
      <tbody>
        <Row label={props.first} amount={props.from} sum />
        {items.length === 0 && <Row label={props.none} amount={null} />}
        {came.length > 0 && <Row label={props.plus} amount={null} />}
        {came.map((one, index) => (
          <Row key={index} label={`　${one.day} ${one.says}`} amount={one.amount} />
        ))}
        {went.length > 0 && <Row label={props.minus} amount={null} />}
        {went.map((one, index) => (
          <Row key={index} label={`　${one.day} ${one.says}`} amount={one.amount} />
        ))}
        <Row label="调节后的余额" amount={props.after} sum />
      </tbody>
    </table>
  )
}

function Row(props: { label: string; amount: string | null; sum?: boolean }) {
  return (
    <tr className={props.sum === true ? 'sum' : 'line'}>
      <td>{props.label}</td>
      <td className="right">{props.amount !== null && <Money yuan={props.amount} />}</td>
    </tr>
  )
}
