/** What a month owes by itself is offered once, as it was the month before. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { oneWaits } from '../../tests/one-waits.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { smallCounty, type SmallCounty } from '../../tests/small-county.ts'
import { closeMonth, type OpenBook } from './close-month.ts'
import { repeatable, repeatMonth } from './repeat-month.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import { findBook } from './store.ts'

let county: SmallCounty
let small: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  small = await smallBook(county)
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>, book: OpenBook) => Promise<T>): Promise<T> =>
  withScope(county.db, small.accountant.scope, async (trx) =>
    work(trx, (await findBook(trx, small.body)) as OpenBook),
  )
const close = (month: string) => within(async (trx, book) => must(await closeMonth(trx, book, month)))
const offered = async () => (await within(repeatable)).map((one) => one.summary)
const post = (summary: string, on: string, answers: Record<string, string>) => {
  const template = 'wages-owed'
  const lines = must(entryOf(templateOf(template)!, answers))
  return small.post(lines, { on, summary, source: { template, answers } })
}
const OFFICE = { amount: '6000', who: '212', where: '523' }
const HANDS = { amount: '800', who: '213', where: '401' }

test('what the month before had is offered until this month has it, whatever the amount', async () => {
  await post('固定工资', '2023-01-31', OFFICE)
  await post('临时用工', '2023-01-15', HANDS)
  expect(await offered()).toEqual([])
  await close('2023-01-01')
  expect(await offered()).toEqual(['固定工资', '临时用工'])
  await post('二月的临时用工', '2023-02-10', { ...HANDS, amount: '900' })
  expect(await offered()).toEqual(['固定工资'])
})

test('it is posted once, on its day or the last of a shorter month, for the same amount', async () => {
  const ids = (await within(repeatable)).map((one) => one.id)
  expect(must(await within((trx, book) => repeatMonth(trx, book, ids)))).toBe(1)
  const { rows } = await within((trx) =>
    sql<{ day: string; total: bigint }>`
      select v.day, sum(l.debit)::bigint as total from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
      where v.body = ${small.body} and v.source ? 'repeats' group by 1`.execute(trx),
  )
  expect(rows).toEqual([{ day: '2023-02-28', total: 6000_00n }])
  const again = await within((trx, book) => repeatMonth(trx, book, ids))
  expect(again).toMatchObject({ ok: false, problems: [{ code: 'repeat-none' }] })
})

test('what was taken back is neither offered nor in the way', async () => {
  const { rows } = await within((trx) =>
    sql<{ id: string }>`select id from voucher where body = ${small.body} and source ? 'repeats'`.execute(
      trx,
    ),
  )
  await within(async (trx) =>
    must(await reverseVoucher(trx, { id: rows[0]!.id, on: '2023-02-28', reason: '停工' })),
  )
  expect(await offered()).toEqual(['固定工资'])
  await close('2023-02-01')
  expect(await offered()).toEqual(['二月的临时用工'])
})

test('of two who repeat a month at once one does, the other finds it done', async () => {
  const [only] = await within(repeatable)
  const repeat = async (trx: Kysely<unknown>) =>
    repeatMonth(trx, (await findBook(trx, small.body)) as OpenBook, [only!.id])
  const second = await oneWaits(county, small.accountant.scope, [
    async (trx) => expect(must(await repeat(trx))).toBe(1),
    repeat,
  ])
  expect(second).toMatchObject({ value: { ok: false, problems: [{ code: 'repeat-none' }] } })
})
