import { Input } from 'antd'
import type { WireEquityCell } from '#contract/accounting/reported.ts'
import { EQUITY_FORM, type EquityColumn } from '#core/accounting/equity-statement.ts'
import { EQUITY_LINES, equityOfCells, type EquityFormLine } from '#core/accounting/reported-equity.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { wireOfTyped } from './book.ts'
import { EquityTable } from './equity-table.tsx'

/** What is typed, by column, line and label. */
export type EquityDraft = Readonly<Record<string, string>>

const TITLE = '成员权益变动表'
const keyOf = (account: string, { line, label }: Pick<EquityFormLine, 'line' | 'label'>): string =>
  [account, line, label].join('|')

/** What was read, to be looked through. */
export function draftOfEquity(cells: readonly WireEquityCell[]): EquityDraft {
  return Object.fromEntries(cells.map((one) => [keyOf(one.account, one), one.amount]))
}

/** Cells as they travel; null where nothing was typed: then the statement is not given. */
export function cellsOf(draft: EquityDraft): WireEquityCell[] | null {
  const cells = EQUITY_LINES.flatMap((line) =>
    line.accounts.flatMap((account): WireEquityCell[] => {
      const text = draft[keyOf(account, line)] ?? ''
      if (text.trim() === '') return []
      return [
        {
          account: account as WireEquityCell['account'],
          line: line.line,
          label: line.label,
          amount: wireOfTyped(text),
        },
      ]
    }),
  )
  return cells.length === 0 ? null : cells
}

/** The columns that the cells make. */
export function columnsOf(cells: readonly WireEquityCell[]): EquityColumn[] {
  return equityOfCells(cells.map((one) => ({ ...one, amount: fenOfWire(one.amount) ?? 0n })))
}

/** The statement as it was reported; its figures have no vouchers here. */
export function EquityShown(props: { month: string; cells: readonly WireEquityCell[] }) {
  const wire = (parts: EquityColumn['increases']) =>
    parts.map((one) => ({ label: one.label, amount: wireOfFen(one.amount) }))
  return (
    <section className="panel" aria-label={TITLE}>
      <h3>
        {TITLE} {props.month}
      </h3>
      <EquityTable
        opens={() => null}
        columns={columnsOf(props.cells).map((one) => ({
          account: one.account,
          label: one.label,
          begin: wireOfFen(one.begin),
          end: wireOfFen(one.end),
          increases: wire(one.increases),
          decreases: wire(one.decreases),
        }))}
      />
    </section>
  )
}

interface InputsProps {
  values: EquityDraft
  onChange: (next: EquityDraft) => void
}

/** The form to be filled in; left empty, it is not given. */
export function EquityInputs({ values, onChange }: InputsProps) {
  return (
    <section className="panel gap-above" aria-label={TITLE}>
      <h3>{TITLE}</h3>
      <p className="faint">年末才有；全部空着就是没有报送。减少数写正数，合计按各列算，不用填。</p>
      <div className="wide">
        <table className="entry">
          <thead>
            <tr>
              <th>项目</th>
              {EQUITY_FORM.map((one) => (
                <th key={one.account}>{one.label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {EQUITY_LINES.map((line) => (
              <tr key={`${line.line}${line.label}`} className={line.label === '' ? 'sum' : 'line'}>
                <td>{titleOf(line)}</td>
                {EQUITY_FORM.map(({ account, label }) => (
                  <td key={account}>
                    {line.accounts.includes(account) && (
                      <Input
                        aria-label={`${TITLE} ${label} ${titleOf(line)}`}
                        className="number"
                        size="small"
                        value={values[keyOf(account, line)] ?? ''}
                        onChange={(event) =>
                          onChange({ ...values, [keyOf(account, line)]: event.target.value })
                        }
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function titleOf({ line, title }: EquityFormLine): string {
  return line === 'increase' ? `增加：${title}` : line === 'decrease' ? `减少：${title}` : title
}
