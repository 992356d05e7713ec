import type { WireStatements } from '#contract/accounting.ts'
import { behindEquity, type EquityLine, type Key } from '#core/accounting/behind.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { Opening } from './opening-figure.tsx'

type Column = WireStatements['equity'][number]

const fen = (yuan: string | undefined): bigint => fenOfWire(yuan ?? '') ?? 0n
const total = (parts: readonly { amount: string }[]): bigint =>
  parts.reduce((sum, one) => sum + fen(one.amount), 0n)

/** What stands in a column on a line. */
function valueOf(column: Column, of: EquityLine): bigint {
  if ('label' in of) {
    const side = of.line === 'increase' ? column.increases : column.decreases
    return fen(side.find((one) => one.label === of.label)?.amount)
  }
  if (of.line === 'begin' || of.line === 'end') return fen(column[of.line])
  return total(column[of.line])
}

interface TableProps {
  columns: readonly Column[]
  opens: (keys: readonly Key[]) => string | null
}

/** 成员权益变动表: five columns and their sum; each figure opens the vouchers behind it. */
export function EquityTable(props: TableProps) {
  const { columns } = props
  const labels = (side: 'increases' | 'decreases') => [
    ...new Set(columns.flatMap((one) => one[side].map((part) => part.label))),
  ]
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
          <Line {...props} label="年初余额" of={{ line: 'begin' }} />
          <Line {...props} label="本年增加数" of={{ line: 'increases' }} />
          {labels('increases').map((label) => (
            <Line key={label} {...props} label={`　其中：${label}`} of={{ line: 'increase', label }} />
          ))}
          <Line {...props} label="本年减少数" of={{ line: 'decreases' }} />
          {labels('decreases').map((label) => (
            <Line key={label} {...props} label={`　其中：${label}`} of={{ line: 'decrease', label }} />
          ))}
          <Line {...props} label="年末余额" of={{ line: 'end' }} />
        </tbody>
      </table>
    </div>
  )
}

function Line(props: TableProps & { label: string; of: EquityLine }) {
  const { columns, of, opens } = props
  const sum = !('label' in of)
  const values = columns.map((one) => valueOf(one, of))
  return (
    <tr className={sum ? 'sum' : 'line'}>
      <td>{props.label}</td>
      {columns.map((one, index) => (
        <td key={one.account} className="right">
          {values[index] === 0n && !sum ? (
            ''
          ) : (
            <Opening yuan={wireOfFen(values[index]!)} to={opens(behindEquity(one, of))} />
          )}
        </td>
      ))}
      <td className="right">
        <Opening
          yuan={wireOfFen(values.reduce((all, one) => all + one, 0n))}
          to={opens(columns.flatMap((one) => behindEquity(one, of)))}
        />
      </td>
    </tr>
  )
}
