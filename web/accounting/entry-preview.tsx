import { totalsOf, checkVoucher, type VoucherLine } from '#core/accounting/voucher.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { Problems } from '../ui/problems.tsx'
import type { OpenedBook } from './book.ts'
import { detailOf, EntryTable } from './entry-table.tsx'

/** The entry that will be posted, or what it still lacks. */
export function EntryPreview(props: { entry: Outcome<VoucherLine[]>; book: OpenedBook }) {
  const { entry, book } = props
  const checked = entry.ok ? checkVoucher({ summary: '预览', lines: entry.value }) : entry
  if (!checked.ok)
    return (
      <div className="gap-below">
        <Problems problems={checked.problems} withPlace={false} />
      </div>
    )
  return (
    <EntryTable
      total={wireOfFen(totalsOf(checked.value)[0])}
      rows={checked.value.map((line) => ({
        account: line.account,
        debit: wireOfFen(line.debit),
        credit: wireOfFen(line.credit),
        detail: detailOf({
          ...line,
          memberName: book.members.find((one) => one.id === line.member)?.name ?? null,
        }),
      }))}
    />
  )
}
