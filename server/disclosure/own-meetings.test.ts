/** What a household sees of the meetings of its own cooperative. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { MeetingDesk } from '../../tests/meeting-desk.ts'
import { HOME, TOWN_A } from '../../tests/small-county.ts'
import { ownMeetings } from './own-meetings.ts'

let desk: MeetingDesk
beforeAll(async () => {
  desk = await MeetingDesk.open()
})
afterAll(() => desk.county.database.close())

const household = (body: string) => ({
  user: '',
  role: 'household',
  household_home: HOME,
  household_body: body,
  household_member: randomUUID(),
  door: 'test',
})
const seen = (body = desk.coop.body) => withScope(desk.county.db, household(body), ownMeetings)

test('a meeting is seen from its notice on, its votes from the sealing on, and never who came', async () => {
  const id = await desk.open({ agenda: [{ kind: 'charter', title: '修改章程第三条' }] })
  expect(await seen()).toEqual([])
  await desk.call(id)
  expect(await seen()).toMatchObject([
    {
      id,
      state: 'called',
      place: '本社会议室',
      noticedOn: '2023-03-10',
      members: null,
      items: [{ title: '修改章程第三条', needed: '三分之二以上（社法第30条）', passed: null, yes: null }],
    },
  ])
  await desk.attend(id, 6)
  await desk.vote(id, 4)
  expect(await seen()).toMatchObject([
    { state: 'held', attending: null, items: [{ passed: null, yes: null }] },
  ])
  await desk.seal(id)
  const [sealed] = await seen()
  expect(sealed).toMatchObject({
    state: 'sealed',
    members: 6,
    attending: 6,
    items: [{ passed: true, yes: 4 }],
  })
  expect(JSON.stringify(sealed)).not.toContain((await desk.roll())[0])
})

test('a recalled notice is gone from the telephone until the members are told again', async () => {
  const id = await desk.open()
  await desk.call(id)
  expect((await seen()).map((one) => one.id)).toContain(id)
  await desk.act(id, { action: 'recall', note: '改期' })
  expect((await seen()).map((one) => one.id)).not.toContain(id)
  await desk.call(id)
  await desk.act(id, { action: 'cancel', note: '不开了' })
  expect((await seen()).find((one) => one.id === id)?.state).toBe('cancelled')
})

test('a household of another cooperative, the office and plain SQL see nothing this way', async () => {
  const other = await desk.county.addBody(TOWN_A, { name: '丙种植专业合作社' })
  expect(await seen(other)).toEqual([])
  expect(await desk.as(({ trx }) => ownMeetings(trx))).toEqual([])
  const { rows } = await withScope(desk.county.db, household(desk.coop.body), (trx) =>
    sql`select id from procedure_item`.execute(trx),
  )
  expect(rows).toEqual([])
  const decided = await withScope(desk.county.db, household(desk.coop.body), (trx) =>
    sql`select meeting from resolution`.execute(trx),
  )
  expect(decided.rows).toEqual([])
})
