/** The books, attacked by plain SQL as the application's own role, and posted to by many at once. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHART } from '#core/accounting/chart.ts'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { postVoucher } from './post-voucher.ts'
import { attachFiles } from './store.ts'

let county: SmallCounty
let book: SmallBook

beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
})
afterAll(() => county.database.close())

const SALE: readonly VoucherLine[] = [
  { account: '102', debit: 120_50n },
  { account: '501', credit: 120_50n },
]

/** Plain statements in one transaction of the accountant. */
const raw = (...statements: string[]): Promise<unknown> =>
  withScope(county.db, book.accountant.scope, async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx)
  })

const head = (id: string, more: { day?: string; reverses?: string; phase?: string } = {}): string =>
  `insert into voucher (home, id, body, area, day, phase, summary, reverses) values ('${HOME}', '${id}', '${book.body}',
    '${TOWN_A}', '${more.day ?? '2023-03-15'}', '${more.phase ?? 'current'}', '试', ${more.reverses ? `'${more.reverses}'` : 'null'})`
const lines = (id: string, ...rows: string[]): string =>
  `insert into voucher_line (home, voucher, body, area, day, line, account, debit, credit, member) values ${rows
    .map(
      (row, index) => `('${HOME}', '${id}', '${book.body}', '${TOWN_A}', '2023-03-15', ${index + 1}, ${row})`,
    )
    .join(', ')}`

async function count(): Promise<number> {
  const { rows } = await withScope(county.db, book.accountant.scope, (trx) =>
    sql<{ n: number }>`select count(*)::int n from voucher`.execute(trx),
  )
  return rows[0]!.n
}

test('the chart in the database is the declared one', async () => {
  const { rows } = await sql`select code, name, kind, side, needs, items from account order by code`.execute(
    county.db,
  )
  expect(rows).toEqual(CHART.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
})

test('a voucher gets the next number of its year and the monthly sums follow', async () => {
  const first = await book.post(SALE)
  const second = await book.post(SALE, { on: '2023-03-16' })
  const next = await book.post(SALE, { on: '2024-01-02' })
  expect([second.number - first.number, next.number]).toEqual([1, 1])
  const { rows } = await withScope(county.db, book.accountant.scope, (trx) =>
    sql`select account, month, debit, credit from account_month where body = ${book.body} and account = '501' order by month`.execute(
      trx,
    ),
  )
  expect(rows).toEqual([
    { account: '501', month: '2023-03-01', debit: 0n, credit: 241_00n },
    { account: '501', month: '2024-01-01', debit: 0n, credit: 120_50n },
  ])
})

test('an unbalanced voucher, a voucher without lines and lines added later cannot stay', async () => {
  const before = await count()
  const id = randomUUID()
  await expect(raw(head(id), lines(id, `'102', 100, 0, null`, `'501', 0, 99, null`))).rejects.toThrow(
    /借贷不平/,
  )
  await expect(raw(head(id))).rejects.toThrow(/没有分录/)
  await expect(
    raw(head(id), lines(id, `'102', 100, 0, null`), lines(id, `'501', 0, 100, null`)),
  ).rejects.toThrow(/一次写全/)
  const posted = await book.post(SALE)
  await expect(
    raw(
      `insert into voucher_line (home, voucher, body, area, day, line, account, debit, credit) values
      ('${HOME}', '${posted.id}', '${book.body}', '${TOWN_A}', '2023-03-15', 8, '102', 5, 0),
      ('${HOME}', '${posted.id}', '${book.body}', '${TOWN_A}', '2023-03-15', 9, '501', 0, 5)`,
    ),
  ).rejects.toThrow(/一次写全/)
  expect(await count()).toBe(before + 1)
})

test('what is posted can be changed and deleted by nobody, the owner of the tables included', async () => {
  const { id } = await book.post(SALE)
  for (const statement of [
    `update voucher set summary = '别的' where id = '${id}'`,
    `delete from voucher where id = '${id}'`,
    `update voucher_line set debit = 1 where voucher = '${id}'`,
    `delete from voucher_line where voucher = '${id}'`,
    `update account_month set debit = 0`,
    `delete from account_detail_month`,
    `update book set closed_through = null`,
    `insert into account_month select * from account_month`,
  ])
    await expect(raw(statement), statement).rejects.toThrow(/permission denied/)
  const asOwner = await county.database.owner.connect()
  try {
    await asOwner.query(`select set_config('app.national', 'on', false)`)
    await asOwner.query(`create policy all_of_it on voucher for all using (true)`)
    await expect(asOwner.query(`update voucher set summary = '别的' where id = $1`, [id])).rejects.toThrow(
      /红字冲销/,
    )
    await expect(asOwner.query(`truncate voucher_line, voucher_file`)).rejects.toThrow(/红字冲销/)
  } finally {
    await asOwner.query(`drop policy if exists all_of_it on voucher`)
    asOwner.release()
  }
})

test('an account kept by member takes no line without one, nor one of another body', async () => {
  const id = randomUUID()
  await expect(raw(head(id), lines(id, `'102', 100, 0, null`, `'114', 0, 100, null`))).rejects.toThrow(
    /114 成员往来 的明细不全/,
  )
  const other = await smallBook(county, 'kuaiji2')
  await expect(
    raw(head(id), lines(id, `'102', 100, 0, null`, `'114', 0, 100, '${other.members[0]}'`)),
  ).rejects.toThrow(/名册/)
  const outcome = await withScope(county.db, book.accountant.scope, (trx) =>
    postVoucher(trx, {
      home: HOME,
      body: book.body,
      area: TOWN_A,
      on: '2023-03-15',
      summary: '别家成员',
      lines: [
        { account: '102', debit: 1n },
        { account: '114', credit: 1n, member: other.members[0]! },
      ],
    }).then((result) => {
      expect(result).toMatchObject({ ok: false, problems: [{ code: 'voucher-refused' }] })
      throw new Error('undo')
    }),
  ).catch((error: Error) => error.message)
  expect(outcome).toBe('undo')
})

test('another cooperative’s accountant neither sees nor posts here; who only reads posts nowhere', async () => {
  const other = await smallBook(county, 'kuaiji3')
  const seen = await withScope(county.db, other.accountant.scope, (trx) =>
    sql`select from voucher where body = ${book.body}`.execute(trx),
  )
  expect(seen.rows).toHaveLength(0)
  const township = await county.person('zhenkan', 'township', { area: TOWN_A })
  const statement = head(randomUUID())
  await expect(
    withScope(county.db, other.accountant.scope, (trx) => sql.raw(statement).execute(trx)),
  ).rejects.toThrow(/还没有建账/)
  await expect(
    withScope(county.db, township.scope, (trx) => sql.raw(statement).execute(trx)),
  ).rejects.toThrow(/row-level security/)
})

test('a red voucher undoes exactly one voucher once, line by line', async () => {
  const { id } = await book.post(SALE)
  const red: VoucherLine[] = [
    { account: '102', debit: -120_50n },
    { account: '501', credit: -120_50n },
  ]
  await expect(raw(head(randomUUID(), { reverses: id }))).rejects.toThrow(/没有分录/)
  const wrong = randomUUID()
  await expect(
    raw(head(wrong, { reverses: id }), lines(wrong, `'102', -12000, 0, null`, `'501', 0, -12000, null`)),
  ).rejects.toThrow(/逐行相同/)
  const done = await book.post(red, { reverses: id, summary: '冲销' })
  await expect(book.post(red, { reverses: id, summary: '再冲' })).rejects.toThrow(/voucher-reversed-already/)
  await expect(book.post(SALE, { reverses: done.id, summary: '冲红字' })).rejects.toThrow(/不能再冲销/)
})

test('months close one after another and take nothing more; the year only when its results are carried over', async () => {
  const closing = await smallBook(county, 'kuaiji4')
  await closing.post(SALE, { on: '2023-01-31' })
  const close = (month: string) =>
    withScope(county.db, closing.accountant.scope, (trx) =>
      sql`insert into book_close (home, body, month, area) values (${HOME}, ${closing.body}, ${month}, ${TOWN_A})`.execute(
        trx,
      ),
    )
  await expect(close('2023-02-01')).rejects.toThrow(/应先结 2023-01/)
  await close('2023-01-01')
  await expect(closing.post(SALE, { on: '2023-01-31' })).rejects.toThrow(/period-closed/)
  await expect(closing.post(SALE, { on: '2022-12-31' })).rejects.toThrow(/period-closed/)
  await closing.post(SALE, { on: '2023-02-01' })
  const id = randomUUID()
  await expect(
    withScope(county.db, closing.accountant.scope, (trx) =>
      sql.raw(head(id, { day: '2023-01-31' }).replace(book.body, closing.body)).execute(trx),
    ),
  ).rejects.toThrow(/已结账到 2023-01-31/)
  await closing.post(
    [
      { account: '181', debit: 5n },
      { account: '101', credit: 5n },
    ],
    { on: '2023-02-03' },
  )
  await expect(close('2023-02-01')).rejects.toThrow(/181 待处理财产损溢 还有余额/)
  await closing.post(
    [
      { account: '529', debit: 5n },
      { account: '181', credit: 5n },
    ],
    { on: '2023-02-04' },
  )
  for (let month = 2; month < 12; month += 1) await close(`2023-${String(month).padStart(2, '0')}-01`)
  await expect(close('2023-12-01')).rejects.toThrow(/还有余额，不能结账/)
})

test('before the book starts only opening balances are posted, and after it none', async () => {
  await expect(book.post(SALE, { on: '2022-12-31' })).rejects.toThrow(/voucher-before-start/)
  await expect(book.post(SALE, { on: '2023-01-01', phase: 'opening' })).rejects.toThrow(
    /voucher-before-start/,
  )
})

test('property: after any vouchers, the monthly sums are the sums of the lines', async () => {
  const amount = fc.bigInt(-99_999_99n, 99_999_99n).filter((fen) => fen !== 0n)
  const accounts = fc.constantFrom('101', '102', '114', '301', '501', '521', '523')
  const voucher = fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    legs: fc.array(fc.record({ account: accounts, amount, who: fc.nat(2) }), { minLength: 1, maxLength: 5 }),
  })
  const one = await smallBook(county, 'kuaiji5')
  await fc.assert(
    fc.asyncProperty(fc.array(voucher, { minLength: 1, maxLength: 4 }), async (vouchers) => {
      for (const { month, legs } of vouchers) {
        const rest = legs.reduce((sum, leg) => sum + leg.amount, 0n)
        if (rest === 0n) continue
        await one.post(
          [
            ...legs.map((leg) => ({
              account: leg.account,
              debit: leg.amount,
              ...(['114', '301'].includes(leg.account) && { member: one.members[leg.who]! }),
            })),
            { account: '102', credit: rest },
          ],
          { on: `2023-${String(month).padStart(2, '0')}-10` },
        )
      }
    }),
    { numRuns: 15 },
  )
  const { rows } = await withScope(county.db, one.accountant.scope, (trx) =>
    sql`
      select account, month, sum(debit)::bigint, sum(credit)::bigint from (
        select account, month, debit, credit from account_month where body = ${one.body}
        union all select account, date_trunc('month', day)::date, -debit, -credit from voucher_line where body = ${one.body}) x
      group by 1, 2 having sum(debit) <> 0 or sum(credit) <> 0
      union all
      select account, month, sum(debit)::bigint, sum(credit)::bigint from (
        select account || detail as account, month, debit, credit from account_detail_month where body = ${one.body}
        union all select account || coalesce(member::text, ''), date_trunc('month', day)::date, -debit, -credit from voucher_line
          where body = ${one.body} and account in ('114', '301')) x
      group by 1, 2 having sum(debit) <> 0 or sum(credit) <> 0`.execute(trx),
  )
  expect(rows).toEqual([])
})

test('eight clients on one book at once: numbers without gaps, whoever fails leaves none', async () => {
  const busy = await smallBook(county, 'kuaiji6')
  const client = async (who: number): Promise<void> => {
    for (let turn = 0; turn < 12; turn += 1)
      await (turn % 4 === 3
        ? withScope(county.db, busy.accountant.scope, async (trx) => {
            const request = { home: HOME, body: busy.body, area: TOWN_A, on: '2023-05-01', summary: '不要' }
            await postVoucher(trx, { ...request, lines: SALE })
            throw new Error('undo')
          }).catch(() => undefined)
        : busy.post(SALE, { summary: `第 ${who} 人第 ${turn} 笔` }))
  }
  await Promise.all(Array.from({ length: 8 }, (_, who) => client(who)))
  const { rows } = await withScope(county.db, busy.accountant.scope, (trx) =>
    sql`select count(*)::int as vouchers, min(number), max(number), count(distinct number)::int as numbers,
      (select sum(credit)::bigint from account_month where body = ${busy.body} and account = '501') as sales
      from voucher where body = ${busy.body}`.execute(trx),
  )
  expect(rows).toEqual([{ vouchers: 72, min: 1, max: 72, numbers: 72, sales: 72n * 120_50n }])
})

test('what is attached to a voucher later is in the trail, however it came; what came with it is not told twice', async () => {
  const other = await smallBook(county, 'kuaiji9')
  const paper = (of: SmallBook) =>
    withScope(county.db, of.accountant.scope, (trx) =>
      keepFile(
        trx,
        {
          home: HOME,
          area: TOWN_A,
          body: of.body,
          name: '票.jpg',
          type: 'image/jpeg',
          bytes: Buffer.from(randomUUID()),
        },
        county.services.keys,
      ),
    )
  const [first, later, more] = [await paper(book), await paper(book), await paper(book)]
  const { id } = await book.post(SALE, { files: [first] })
  const foreign = await other.post(SALE)
  const told = async (voucher: string) =>
    withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, async (trx) => {
      const { rows } = await sql<{ files: string[] }>`
        select after -> 'files' as files from audit where subject = 'voucher_file' and record = ${voucher} order by id`.execute(
        trx,
      )
      return rows.map((row) => row.files)
    })
  expect(await told(id)).toEqual([])
  const attach = (file: string, to: string) =>
    `insert into voucher_file (home, voucher, file, body, area) values ('${HOME}', '${to}', '${file}', '${book.body}', '${TOWN_A}')`
  await raw(attach(later, id))
  const added = await withScope(county.db, book.accountant.scope, (trx) =>
    attachFiles(trx, { home: HOME, id, body: book.body, area: TOWN_A, files: [first, more] }),
  )
  expect([added, await told(id)]).toEqual([1, [[later], [more]]])
  await expect(raw(attach(later, foreign.id))).rejects.toThrow('附件与凭证的单位不符')
})
