import type { WireStatements } from '#contract/accounting.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { Money } from '../ui/values.tsx'

type Column = WireStatements['equity'][number]

const fen = (yuan: string | undefined): bigint => fenOfWire(yuan ?? '') ?? 0n
const total = (parts: readonly { amount: string }[]): bigint =>
  parts.reduce((sum, one) => sum + fen(one.amount), 0n)

/** 成员权益变动表: five columns and their sum. */
export function EquityTable(props: { columns: readonly Column[] }) {
  const { columns } = props
  const labels = (side: 'increases' | 'decreases') => [
    ...new Set(columns.flatMap((one) => one[side].map((part) => part.label))),
  ]
  const part = (side: 'increases' | 'decreases', label: string) => (one: Column) =>
    fen(one[side].find((found) => found.label === label)?.amount)
  return (
    <div className="wide">
      <table className="entry">
        <thead>
          <tr>
            <th>项目</th>
            {columns.map((one) => (
              <th key={one.account} className="right">
                {one.label}
              </th>
            ))}
            <th className="right">合计</th>
          </tr>
        </thead>
        <tbody>
          <Line label="年初余额" columns={columns} of={(one) => fen(one.begin)} sum />
          <Line label="本年增加数" columns={columns} of={(one) => total(one.increases)} sum />
          {labels('increases').map((label) => (
            <Line key={label} label={`　其中：${label}`} columns={columns} of={part('increases', label)} />
          ))}
          <Line label="本年减少数" columns={columns} of={(one) => total(one.decreases)} sum />
          {labels('decreases').map((label) => (
            <Line key={label} label={`　其中：${label}`} columns={columns} of={part('decreases', label)} />
          ))}
          <Line label="年末余额" columns={columns} of={(one) => fen(one.end)} sum />
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  label: string
  columns: readonly Column[]
  of: (one: Column) => bigint
  sum?: boolean
}

function Line(props: LineProps) {
  const values = props.columns.map(props.of)
  return (
    <tr className={props.sum === true ? 'sum' : 'line'}>
      <td>{props.label}</td>
      {values.map((value, index) => (
        <td key={index} className="right">
          {value === 0n && props.sum !== true ? '' : <Money yuan={wireOfFen(value)} />}
        </td>
      ))}
      <td className="right">
        <Money yuan={wireOfFen(values.reduce((sum, one) => sum + one, 0n))} />
      </td>
    </tr>
  )
}
