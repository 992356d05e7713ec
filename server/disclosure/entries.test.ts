/** A household asks, the cooperative answers; a village clerk acts for another household with its signed paper. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireEntry } from '#contract/disclosure/household.ts'
import type { IssuedCode } from '#contract/membership/household-codes.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { enterHousehold, printCodes } from '../../tests/household-door.ts'

interface OwnMoney {
  shares: { total: string }
  entries: { id: string; text: string | null; proxy: boolean; answers: { text: string }[] }[]
}
interface Trades {
  year: number
  totals: { amount: string }[]
  lines: { amount: string; confirmed: boolean }[]
}

let app: TestApp
let accountant: Person
let body = ''
let codes: IssuedCode[] = []
let household: Person
beforeAll(async () => {
  app = await testApp()
  accountant = await signIn(app, 'kuaiji')
  body = (await accountant.get<{ rows: { body: string }[] }>('/api/shares')).body.rows[0]!.body
  codes = await printCodes(accountant, { body })
  household = await enterHousehold(app, codes[0]!)
})
afterAll(() => app.close())

const open = async (who = accountant) =>
  (await who.get<{ rows: WireEntry[]; open: number }>('/api/household-entries')).body
const ownEntries = async () => (await household.get<OwnMoney>('/api/household/money')).body.entries

test('an objection waits with the cooperative until it is answered, and the household reads the answer', async () => {
  const said = { kind: 'object', about: 'trades', year: 2025, text: '六月二十那天的茧少记了一筐' }
  expect((await household.post('/api/household/entries', { kind: 'object', about: 'trades' })).status).toBe(
    422,
  )
  expect((await household.post('/api/household/entries', said)).status).toBe(200)
  const [waiting] = (await open()).rows
  expect(waiting).toMatchObject({
    ...said,
    name: codes[0]!.name,
    number: codes[0]!.number,
    proxyBy: null,
    mayAnswer: true,
  })
  const inbox = await accountant.get<{ waiting: { kind: string; says: string }[] }>('/api/inbox')
  expect(inbox.body.waiting.find((one) => one.kind === 'householdsAsk')?.says).toBe(
    '成员户有 1 条异议、询问等答复',
  )
  const county = await signIn(app, 'xian')
  expect((await open(county)).rows[0]).toMatchObject({ id: waiting!.id, mayAnswer: false })
  const answer = { text: '查了磅单，补记了 12.5 公斤，请再看' }
  expect((await county.post(`/api/household-entries/${waiting!.id}/answers`, answer)).status).toBe(403)
  expect((await accountant.post(`/api/household-entries/${waiting!.id}/answers`, answer)).status).toBe(200)
  expect((await open()).open).toBe(0)
  expect(await ownEntries()).toMatchObject([{ id: waiting!.id, answers: [answer] }])
})

test('a confirmation wants no words and no answer', async () => {
  const kept = await household.post<{ id: string }>('/api/household/entries', {
    kind: 'confirm',
    about: 'money',
    year: 2025,
  })
  expect(kept.status).toBe(200)
  expect((await open()).open).toBe(0)
  const refused = await accountant.post(`/api/household-entries/${kept.body.id}/answers`, { text: '好的' })
  expect(refused).toMatchObject({ status: 422, says: '这是成员的确认，不用答复' })
})

test('the trades of a household are those of the office; confirmed on the telephone they are confirmed in the list of the office', async () => {
  const { year, lines, totals } = (await household.get<Trades>('/api/household/trades')).body
  const url = `/api/trades/${body}?year=${year}&member=${codes[0]!.member}`
  const office = async () =>
    (await accountant.get<{ rows: { amount: string; confirmed: string | null }[] }>(url)).body.rows
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.map((one) => one.amount)).toEqual((await office()).map((one) => one.amount))
  expect(totals.length).toBeGreaterThan(0)
  expect(lines.every((one) => !one.confirmed)).toBe(true)
  const done = await household.post('/api/household/trade-confirmations', {
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  })
  expect(done).toMatchObject({ status: 200, body: { confirmed: 1 } })
  expect(
    (await household.get<Trades>('/api/household/trades')).body.lines.every((one) => one.confirmed),
  ).toBe(true)
  expect((await office()).every((one) => one.confirmed === 'phone')).toBe(true)
  const other = await accountant.get<{ rows: { confirmed: string | null }[] }>(
    `/api/trades/${body}?year=${year}&member=${codes[1]!.member}`,
  )
  expect(other.body.rows.every((one) => one.confirmed === null)).toBe(true)
})

test('a clerk of the village or township enters it for a household with the signed paper; a clerk of elsewhere finds nobody', async () => {
  const area = (await accountant.get<{ areaName: string }>(`/api/households/${body}`)).body.areaName
  const [here, elsewhere] = area.includes('麦川镇') ? ['zhen1', 'zhen2'] : ['zhen2', 'zhen1']
  const clerk = await signIn(app, here!)
  const file = await uploadPaper(clerk)
  const said = { kind: 'ask', about: 'money', text: '去年的返还什么时候发到卡上', file }
  const url = `/api/households/${body}/members/${codes[1]!.member}/entries`
  expect((await (await signIn(app, elsewhere!)).post(url, said)).status).toBe(404)
  expect((await accountant.post(url, said)).status).toBe(403)
  expect((await clerk.post(url, { ...said, file: undefined })).status).toBe(400)
  expect((await clerk.post(url, said)).status).toBe(200)
  expect((await open()).rows[0]).toMatchObject({
    name: codes[1]!.name,
    text: said.text,
    proxyBy: expect.stringMatching(/./),
    file,
  })
  const trail = await (
    await signIn(app, 'shenji')
  ).get<{ entries: { reason: string | null; action: string }[] }>('/api/audit?subject=household_entry')
  expect(trail.body.entries[0]).toMatchObject({ action: '询问', reason: `代${codes[1]!.name}办理` })
})

async function uploadPaper(who: Person): Promise<string> {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = [
    '--x',
    'content-disposition: form-data; name="file"; filename="签字.png"',
    'content-type: image/png',
    '',
    '',
  ].join('\r\n')
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      cookie: who.cookie,
      'x-heshe-csrf': who.csrf,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: Buffer.concat([Buffer.from(form), png, Buffer.from('\r\n--x--\r\n')]),
  })
  return answer.json<{ id: string }>().id
}
