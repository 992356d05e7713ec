/** Who made a voucher does not review it: kept by the database, optional for a book, read by closing and by the watch. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { factsQuery } from '#server/supervision/facts/facts.ts'
import { alone, withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { must } from '../../tests/must.ts'
import { oneWaits } from '../../tests/one-waits.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { closeMonth, closingChecks, type OpenBook } from './close-month.ts'
import { postVoucher } from './post-voucher.ts'
import { reviewRuleOf, reviewVouchers, setReviewRule } from './review-vouchers.ts'
import { findBook, listVouchers } from './store.ts'

let county: SmallCounty
let book: SmallBook
let other: SmallBook
let chair: Caller
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  other = await smallBook(county, 'kuaiji2')
  chair = await county.person('shezhang', 'chair', { bodies: [book.body] })
})
afterAll(() => county.database.close())

const as = <T>(who: Caller, work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, who.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const of = () => ({ home: HOME, body: book.body, area: TOWN_A })
const pay = (who: Caller, on: string) =>
  as(who, async (trx) =>
    must(
      await postVoucher(trx, {
        ...of(),
        on,
        summary: '付办公费',
        lines: [
          { account: '523', debit: 100n },
          { account: '102', credit: 100n },
        ],
      }),
    ),
  )
const review = (who: Caller, ...vouchers: string[]) =>
  outcomeAs(county.db, who.scope, (trx) =>
    reviewVouchers(trx as unknown as Kysely<unknown>, { ...of(), vouchers, reviewer: who }),
  )
const waiting = () =>
  as(chair, async (trx) =>
    (await listVouchers(trx, { ...of(), review: 'open', page: 1 })).rows.map((row) => row.id),
  )
const raw = (who: Caller, statement: string) => as(who, (trx) => sql.raw(statement).execute(trx))
const opened = (trx: Kysely<unknown>) => findBook(trx, book.body) as Promise<OpenBook>

test('one reviews what another made, his own is left and counted; what is reviewed stays so', async () => {
  const made = await pay(book.accountant, '2023-01-05')
  const own = await pay(chair, '2023-01-06')
  expect((await waiting()).toSorted()).toEqual([made.id, own.id].toSorted())
  expect(await review(chair, made.id, own.id)).toMatchObject({ ok: true, value: { reviewed: 1, own: 1 } })
  expect(await review(chair, own.id)).toMatchObject({ ok: false, problems: [{ code: 'review-own' }] })
  expect(await review(chair, made.id)).toMatchObject({ ok: false, problems: [{ code: 'review-none' }] })
  expect(await waiting()).toEqual([own.id])
  const { rows } = await as(chair, (trx) => listVouchers(trx, { ...of(), page: 1 }))
  expect(rows.map((row) => [row.maker, row.reviewer])).toEqual([
    ['shezhang某', null],
    ['kuaiji某', 'shezhang某'],
  ])
})

test('plain SQL reviews no own voucher, none of another book, in nobody else’s name, and takes nothing back', async () => {
  const own = await pay(book.accountant, '2023-01-07')
  const insert = (voucher: string, body = book.body) =>
    `insert into voucher_review (home, voucher, body, area) values ('${HOME}', '${voucher}', '${body}', '${TOWN_A}')`
  await expect(raw(book.accountant, insert(own.id))).rejects.toThrow(/不能审核自己制的/)
  await expect(raw(chair, insert(own.id, other.body))).rejects.toThrow(/单位不符/)
  await expect(
    raw(
      chair,
      `insert into voucher_review (home, voucher, body, area, actor) values ('${HOME}', '${own.id}', '${book.body}', '${TOWN_A}', 'xian')`,
    ),
  ).rejects.toThrow(/permission denied/)
  await expect(raw(chair, `update voucher_review set actor = 'xian'`)).rejects.toThrow(/permission denied/)
  await expect(raw(chair, `delete from voucher_review`)).rejects.toThrow(/permission denied/)
  const twin = await county.person('shezhang2', 'accountant', { bodies: [book.body] })
  await county.database.owner.query(`update app_user set name = 'kuaiji某' where username = 'shezhang2'`)
  // One of the same name is another person: the account tells them apart.
  expect(await review(twin, own.id)).toMatchObject({ ok: true, value: { reviewed: 1, own: 0 } })
  expect(await waiting()).not.toContain(own.id)
})

test('a book that asks for it closes a month when all of it was reviewed, from the month on that was decided', async () => {
  const ask = (wanted: boolean, from: string) =>
    as(chair, (trx) => setReviewRule(trx, { ...of(), wanted, from, ground: '章程第二十条' }))
  await as(chair, async (trx) => must(await closeMonth(trx, await opened(trx), '2023-01-01')))
  await ask(true, '2023-02-01')
  expect(await as(chair, (trx) => reviewRuleOf(trx, of()))).toMatchObject({
    wanted: true,
    from: '2023-02-01',
  })
  const made = await pay(book.accountant, '2023-02-01')
  const last = await pay(book.accountant, '2023-02-28')
  const refused = await outcomeAs(county.db, chair.scope, async (trx) =>
    closeMonth(trx as never, await opened(trx as never), '2023-02-01'),
  )
  expect(refused).toMatchObject({
    ok: false,
    problems: [{ says: expect.stringContaining('还有 2 张没有审核') }],
  })
  await review(chair, made.id)
  await expect(
    raw(
      chair,
      `insert into book_close (home, body, month, area) values ('${HOME}', '${book.body}', '2023-02-01', '${TOWN_A}')`,
    ),
  ).rejects.toThrow(/还有 1 张凭证没有审核/)
  await review(chair, last.id)
  const { checks } = await as(chair, async (trx) => closingChecks(trx, await opened(trx)))
  expect(checks.find((one) => one.label === '凭证审核')?.state).toBe('ok')
  await as(chair, async (trx) => must(await closeMonth(trx, await opened(trx), '2023-02-01')))
  await pay(book.accountant, '2023-03-01')
  await ask(false, '2023-03-01')
  await as(chair, async (trx) => must(await closeMonth(trx, await opened(trx), '2023-03-01')))
})

test('what the chair paid is by one hand until another has reviewed it', async () => {
  const payments = async () => {
    const { rows } = await as(chair, (trx) =>
      sql<{
        n: number
      }>`select chair_payments as n from (${factsQuery({ day: '2023-04-30', bodies: [book.body] })}) f`.execute(
        trx,
      ),
    )
    return Number(rows[0]?.n)
  }
  const before = await payments()
  const made = await pay(chair, '2023-04-02')
  expect(await payments()).toBe(before + 1)
  expect(await review(book.accountant, made.id)).toMatchObject({ ok: true })
  expect(await payments()).toBe(before)
})

test('a voucher that is posted while the month closes is reviewed first, also by plain SQL', async () => {
  const month = '2023-04-01'
  await as(chair, (trx) => setReviewRule(trx, { ...of(), wanted: true, from: month, ground: '章程第二十条' }))
  await review(chair, ...(await waiting()))
  await review(book.accountant, ...(await waiting()))
  const line = (account: string, side: object) => ({ account, ...side })
  const late = await oneWaits(county, chair.scope, [
    async (trx) =>
      must(
        await postVoucher(trx, {
          ...of(),
          on: '2023-04-30',
          summary: '付办公费',
          lines: [line('523', { debit: 100n }), line('102', { credit: 100n })],
        }),
      ),
    (trx) =>
      sql`insert into book_close (home, body, month, area) values (${HOME}, ${book.body}, ${month}, ${TOWN_A})`.execute(
        trx,
      ),
  ])
  expect(late).toMatchObject({ status: 'rejected', reason: { code: 'HB062' } })
})

test('of two who close a month at once one does, the other is told so and can go on', async () => {
  await review(chair, ...(await waiting()))
  await review(book.accountant, ...(await waiting()))
  const stale = await as(chair, opened)
  const close = (trx: Transaction<unknown>) => alone(trx, () => closeMonth(trx, stale, '2023-04-01'))
  const second = await oneWaits(county, chair.scope, [async (trx) => must(await close(trx)), close])
  expect(second).toMatchObject({
    status: 'fulfilled',
    value: { ok: false, problems: [{ code: 'close-blocked', says: expect.stringContaining('2023-05') }] },
  })
})
