import { accountLabel } from '#core/accounting/chart.ts'
import { Money } from '../ui/values.tsx'

export interface EntryRow {
  account: string
  /** Member, party and item in words. */
  detail: string
  debit: string
  credit: string
}

/** An entry as bookkeepers write it: one line per account, debits left, credits right, totals below. */
export function EntryTable(props: { rows: readonly EntryRow[]; total: string }) {
  return (
    <table className="entry">
      <thead>
        <tr>
          <th>科目</th>
          <th>明细</th>
          <th className="right">借方（元）</th>
          <th className="right">贷方（元）</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, index) => (
          <tr key={index}>
            <td>{accountLabel(row.account)}</td>
            <td>{row.detail}</td>
            <td className="right">{isNone(row.debit) ? '' : <Money yuan={row.debit} />}</td>
            <td className="right">{isNone(row.credit) ? '' : <Money yuan={row.credit} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>合计</td>
          <td className="right">
            <Money yuan={props.total} />
          </td>
          <td className="right">
            <Money yuan={props.total} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

const isNone = (yuan: string): boolean => yuan === '' || /^-?0(\.0+)?$/.test(yuan)

/** Whom and what a line names, in words. */
export function detailOf(line: {
  memberName?: string | null
  party?: string | null | undefined
  item?: string | null | undefined
}): string {
  return [line.memberName, line.party, line.item].filter(Boolean).join(' · ')
}
