/** Two who fill in one conversion at once, over HTTP: the second is told whose draft stands and gets both, and decides. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeptDraft, WireConversion } from '#contract/accounting/conversion.ts'
import { signIn, testApp, type Person, type TestApp } from '../../../tests/app.ts'

let app: TestApp
let clerk: Person
let chair: Person
let url = ''
beforeAll(async () => {
  app = await testApp()
  clerk = await signIn(app, 'kuaiji')
  chair = await signIn(app, 'shezhang')
  const { books } = (await clerk.get<{ books: { body: string }[] }>('/api/books')).body
  const body = books[0]!.body
  expect((await clerk.post(`/api/books/${body}/open`, { startedOn: '2025-01-01' })).status).toBe(200)
  url = `/api/books/${body}/conversion`
})
afterAll(() => app.close())

interface Conflict {
  mine: { balances: { code: string }[] }
  current: KeptDraft
}
const save = (who: Person, debit: string, was: string | null) =>
  who.post<{ savedAt: string } & Conflict>(`${url}/draft`, {
    balances: [{ code: '101', name: '', debit, credit: '' }],
    parts: [],
    was,
  })
const stands = async () => (await clerk.get<WireConversion>(url)).body.draft

test('the second of two is refused with 409, sees his own and the other, and what stands is left', async () => {
  const first = await save(clerk, '100', null)
  expect(first.status).toBe(200)
  const second = await save(chair, '200', null)
  expect([second.status, second.says]).toEqual([409, expect.stringMatching(/已于 .* 存过草稿，这次没有存/)])
  expect(second.body.mine.balances).toMatchObject([{ debit: '200' }])
  expect(second.body.current).toMatchObject({ balances: [{ debit: '100' }], savedAt: first.body.savedAt })
  expect((await stands())?.balances).toMatchObject([{ debit: '100' }])
})

test('who saw the other draft may go on from it; who did not by then may not', async () => {
  const before = (await stands())!.savedAt
  const mine = await save(chair, '200', before)
  expect(mine.status).toBe(200)
  expect((await stands())?.balances).toMatchObject([{ debit: '200' }])
  expect((await save(clerk, '150', before)).status).toBe(409)
  expect((await save(clerk, '150', mine.body.savedAt)).status).toBe(200)
})
