/** 月末结账 of many books in one request: each whole or not at all, what one refuses stops no other. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireMonthEnd } from '#contract/accounting/month-end.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

let app: TestApp
let clerk: Person
let bodies: string[] = []
beforeAll(async () => {
  app = await testApp()
  // One who keeps the books of several.
  const all = (await (await signIn(app, 'xian')).get<{ books: { body: string }[] }>('/api/books')).body.books
  await app.database.owner.query(
    `insert into app_grant (user_id, kind, value) select u.id, 'body', unnest($1::text[]) from app_user u
      where u.username = 'kuaiji' on conflict do nothing`,
    [all.slice(0, 3).map((one) => one.body)],
  )
  clerk = await signIn(app, 'kuaiji')
  const { books } = (await clerk.get<{ books: { body: string }[] }>('/api/books')).body
  bodies = books.map((one) => one.body).toSorted()
  for (const body of bodies)
    expect((await clerk.post(`/api/books/${body}/open`, { startedOn: '2025-01-01' })).status).toBe(200)
  const [first] = bodies
  const posted = await clerk.post(`/api/books/${first}/vouchers`, {
    on: '2025-01-20',
    summary: '盘盈待查',
    lines: [
      { account: '101', debit: '10' },
      { account: '181', credit: '10' },
    ],
  })
  expect(posted.status).toBe(200)
})
afterAll(() => app.close())

const ends = async () => (await clerk.get<{ ends: WireMonthEnd[] }>('/api/month-ends')).body.ends
const act = async (key: string, books: { body: string; month: string }[]) =>
  (
    await clerk.post<{ results: { body: string; good: boolean; says: string }[] }>('/api/month-ends', {
      act: key,
      books,
    })
  ).body.results

test('every book that one keeps is there with its list', async () => {
  const all = await ends()
  expect(all.map((one) => one.book.body).toSorted()).toEqual(bodies)
  expect(all.every((one) => one.list.month === '2025-01-01' && one.list.checks.length > 0)).toBe(true)
})

test('what blocks one is told beside it, the others are closed', async () => {
  const [first, ...others] = bodies
  const results = await act(
    'close',
    bodies.map((body) => ({ body, month: '2025-01-01' })),
  )
  expect(results.map((one) => [one.body, one.good])).toEqual([
    [first, false],
    ...others.map((body) => [body, true]),
  ])
  expect(results[0]?.says).toMatch(/待处理财产损溢/)
  const closed = new Map((await ends()).map((one) => [one.book.body, one.list.month]))
  expect(closed.get(first!)).toBe('2025-01-01')
  for (const body of others) expect(closed.get(body)).toBe('2025-02-01')
})

test('a month that is not due, one that has not begun, a book that is not his are refused one by one', async () => {
  const [first = ''] = bodies
  expect(await act('close', [{ body: first, month: '2025-03-01' }])).toMatchObject([
    { good: false, says: expect.stringMatching(/按月份顺序/) },
  ])
  const books = [{ body: randomUUID(), month: '2025-01-01' }]
  expect((await clerk.post('/api/month-ends', { act: 'close', books })).status).toBe(404)
  expect(await act('trades', [{ body: first, month: '2025-01-01' }])).toMatchObject([{ good: false }])
  const county = await signIn(app, 'xian')
  expect(
    (await county.post('/api/month-ends', { act: 'close', books: [{ body: first, month: '2025-01-01' }] }))
      .status,
  ).toBe(403)
})

test('what breaks in one book is told with its name and noted as a fault, the others are closed', async () => {
  const [, broken = '', ...others] = bodies
  const owner = app.database.owner
  await owner.query(`create function breaks() returns trigger language plpgsql as $$ begin
    if new.body = '${broken}' then perform 1 / 0; end if; return new; end $$`)
  await owner.query(
    'create trigger aa_breaks before insert on book_close for each row execute function breaks()',
  )
  const before = new Map((await ends()).map((one) => [one.book.body, one]))
  const asked = [broken, ...others].map((body) => ({ body, month: before.get(body)!.list.month }))
  const results = await act('close', asked)
  await owner.query('drop trigger aa_breaks on book_close')
  const said = new Map(results.map((one) => [one.body, one]))
  expect(said.get(broken)).toMatchObject({ good: false })
  expect(said.get(broken)?.says).toContain(before.get(broken)!.book.bodyName)
  expect(said.get(broken)?.says).toMatch(/系统内部出错/)
  for (const body of others) expect(said.get(body)).toMatchObject({ good: true })
  expect(app.faults.splice(0)).toMatchObject([{ code: '22012' }])
  const after = new Map((await ends()).map((one) => [one.book.body, one.list.month]))
  for (const { body, month } of asked)
    if (body === broken) expect(after.get(body)).toBe(month)
    else expect(after.get(body)).not.toBe(month)
})
