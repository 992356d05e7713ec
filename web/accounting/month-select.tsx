import { Select } from 'antd'
import { printKeys, type Key } from '#core/accounting/behind.ts'
import { daysInMonth } from '#core/values/day.ts'
import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { monthsOf, type OpenedBook } from './book.ts'

/** The month of a page, kept in the address; the month of the last voucher at first. */
export function useMonth(book: OpenedBook): string {
  const { today } = useSession()
  const last = (book.lastDay ?? today).slice(0, 7)
  return useAddress().get('month') ?? (last < book.startedOn.slice(0, 7) ? book.startedOn.slice(0, 7) : last)
}

/** Chooses the month. */
export function MonthSelect(props: { book: OpenedBook }) {
  const address = useAddress()
  const { today } = useSession()
  const month = useMonth(props.book)
  return (
    <Labelled label="月份">
      <Select
        aria-label="月份"
        value={month}
        style={{ width: 130 }}
        options={monthsOf(props.book.startedOn, today).map((value) => ({ value }))}
        onChange={(value: string) => address.set({ month: value })}
      />
    </Labelled>
  )
}

/** The vouchers behind a figure: of these accounts, from the beginning of the year to the end of the month. */
export function vouchersOf(
  book: OpenedBook,
  of: { accounts: readonly string[]; from?: string; month: string; detail?: string },
): string {
  const query = new URLSearchParams({
    tab: 'vouchers',
    account: of.accounts.join(','),
    ...(of.from !== undefined && { from: of.from }),
    to: `${of.month}-${daysInMonth(Number(of.month.slice(0, 4)), Number(of.month.slice(5, 7)))}`,
    ...(of.detail !== undefined && { detail: of.detail }),
  })
  return `/books/${book.body}?${query.toString()}`
}

/** The vouchers behind a figure of the statements, up to the end of a month. */
export function vouchersBehind(book: OpenedBook, of: { keys: readonly Key[]; until: string }): string | null {
  if (of.keys.length === 0) return null
  const query = new URLSearchParams({ tab: 'vouchers', behind: printKeys(of.keys), until: of.until })
  return `/books/${book.body}?${query.toString()}`
}
