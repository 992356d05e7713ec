/** The clock of the machine is set back by a day and later put right: what was acknowledged stays, and work goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf, fixedClock } from '#server/clock.ts'
import { chainTrail } from '#server/access/audit-chain.ts'
import { verifyTrail } from '#server/access/audit-verify.ts'
import { workOfTheDay } from '#server/daily.ts'
import { signIn, testApp, type Person, type TestApp } from './app.ts'

const DAY = '2026-03-20'
const HOUR = 60 * 60 * 1000
const noon = fixedClock(DAY).now().getTime()

let app: TestApp
let county: Person
/** Puts the clock so many hours after noon, or before it. */
function clockAt(hours: number): void {
  const now = new Date(noon + hours * HOUR)
  app.setNow(now)
  Object.assign(app.services.clock, { today: () => dayOf(now) })
}
beforeAll(async () => {
  app = await testApp(DAY)
  county = await signIn(app, 'xian')
})
afterAll(() => app.close())

const REGISTER = '/api/registers/training_session'
interface Row {
  id: string
  version: number
  values: Record<string, unknown>
}
const held = async (id: string): Promise<Row> => (await county.get<Row>(`${REGISTER}/${id}`)).body
const add = (attendees: number) =>
  county.post<{ id: string; version: number }>(REGISTER, {
    values: { heldOn: '2026-02-06', topic: '财务会计制度', audience: '财务人员', attendees },
    area: '990101101',
    reason: '',
  })
const change = (row: { id: string; version: number }, attendees: number) =>
  county.patch<Row>(`${REGISTER}/${row.id}`, {
    version: row.version,
    values: { attendees },
    reason: '更正',
  })

test('what was written before the clock went back is there, can be changed, and what was changed is there', async () => {
  const made = await add(40)
  expect(made.status, made.says).toBe(200)
  const before = await change(made.body, 41)
  expect(before.status, before.says).toBe(200)
  clockAt(-24)
  expect((await county.get('/api/session')).status).toBe(200)
  const row = await held(made.body.id)
  expect(row.values['attendees']).toBe(41)
  const after = await change(row, 42)
  expect(after.status, after.says).toBe(200)
  expect((await held(made.body.id)).values['attendees']).toBe(42)
  const other = await add(7)
  expect(other.status, other.says).toBe(200)
  expect((await held(other.body.id)).values['attendees']).toBe(7)
  await workOfTheDay(app.services)
  // Put right again: all of it stands, the figures of the day are made anew.
  clockAt(0)
  await workOfTheDay(app.services)
  county = await signIn(app, 'xian')
  expect((await held(made.body.id)).values['attendees']).toBe(42)
  const last = await change(await held(made.body.id), 43)
  expect(last.status, last.says).toBe(200)
  expect((await held(made.body.id)).values['attendees']).toBe(43)
  const { body } = await county.get<{ versions: { values: Record<string, unknown> }[] }>(
    `${REGISTER}/${made.body.id}/history`,
  )
  expect(body.versions).toHaveLength(4)
})

test('the trail of those hours is chained and verified as any other', async () => {
  const { chain } = app.services
  clockAt(-24)
  county = await signIn(app, 'xian')
  expect((await add(8)).status).toBe(200)
  await chainTrail(chain, app.services.clock.now())
  clockAt(0)
  county = await signIn(app, 'xian')
  expect((await add(9)).status).toBe(200)
  await chainTrail(chain, app.services.clock.now())
  expect(await verifyTrail(chain)).toMatchObject({ pending: 0, broken: 0 })
})

test('a session does not live on for the hours by which the clock was set back', async () => {
  clockAt(0)
  const person = await signIn(app, 'zhen1')
  clockAt(-24)
  expect((await person.get('/api/session')).status).toBe(200)
  // Half an hour of silence ends it, by the clock that is now.
  clockAt(-24 + 0.51)
  expect((await person.get('/api/session')).status).toBe(401)
  clockAt(0)
  const next = await signIn(app, 'zhen1')
  expect((await next.get('/api/session')).status).toBe(200)
})
