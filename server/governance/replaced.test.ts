/** A sealed item may replace an earlier one of the same body: nothing new is locked to that one, what was locked stays. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codes, MeetingDesk, words } from '../../tests/meeting-desk.ts'
import { HOME, TOWN_A } from '../../tests/small-county.ts'
import { resolutionsOf } from './charter-store.ts'
import { replaceableOf, replacementsOf } from './meeting-store.ts'
import { passedItems } from './resolutions.ts'

let desk: MeetingDesk
let first = ''
beforeAll(async () => {
  desk = await MeetingDesk.open()
  first = await desk.held(
    {
      agenda: [
        { kind: 'assets', title: '卖掉烘干机' },
        { kind: 'assets', title: '卖掉冷库' },
        { kind: 'charter', title: '修改章程' },
      ],
    },
    4,
    3,
    5,
  )
  await desk.seal(first)
})
afterAll(() => desk.county.database.close())

const replacing = (number: number, meeting = first, title = '改为出租烘干机') => ({
  kind: 'assets' as const,
  title,
  replaces: { meeting, number },
})
const raw = (statement: string) => codes(desk.as(({ trx }) => sql.raw(statement).execute(trx)))
const asset = () =>
  desk.as(async ({ trx }) => {
    const id = randomUUID()
    await sql`insert into asset_card (home, id, body, area, name, account, acquired_on, cost)
      values (${HOME}, ${id}, ${desk.coop.body}, ${TOWN_A}, '烘干机', '151', '2022-01-01', 100000)`.execute(
      trx,
    )
    await sql`insert into asset_event (home, asset, number, body, area, kind, day)
      values (${HOME}, ${id}, 1, ${desk.coop.body}, ${TOWN_A}, 'disposed', '2023-03-20')`.execute(trx)
    return id
  })
const use = (of: string, meeting: string, number: number) =>
  raw(`insert into resolution_use (home, id, body, area, subject, asset, meeting, number)
    values ('${HOME}', '${randomUUID()}', '${desk.coop.body}', '${TOWN_A}', 'disposal', '${of}', '${meeting}', ${number})`)

test('only a passed, sealed, earlier resolution of the own body is replaced, and one at a time', async () => {
  expect(await words(desk.open({ agenda: [replacing(2)] }))).toMatch(/^第 1 项要代替的不是.*请重新选择/)
  expect(await codes(desk.open({ agenda: [replacing(9)] }))).toBe('meeting-replaces')
  expect(await codes(desk.open({ agenda: [replacing(1, randomUUID())] }))).toBe('meeting-replaces')
  expect(await words(desk.open({ heldOn: '2023-03-17', agenda: [replacing(1)] }))).toMatch(/晚于这次会/)
  expect(await words(desk.open({ agenda: [replacing(1), replacing(1)] }))).toMatch(/第 2 项和前面的议题/)
  const item = (payload: object) =>
    raw(`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
      values ('${HOME}', '${randomUUID()}', 'general_meeting', 'DH-${randomUUID()}', '大会', '${TOWN_A}', '${desk.coop.body}', 'planned',
      '2023-03-20', '${JSON.stringify({ heldOn: '2023-03-18', ...payload })}')`)
  expect(await item({ agenda: [replacing(2)] })).toMatch(/要代替的不是本社以前已定案/)
  expect(await item({ agenda: [{ ...replacing(1), replaces: 'x' }] })).toMatch(/没有写清/)
  expect(await item({ heldOn: '2023-03-17', agenda: [replacing(1)] })).toMatch(/晚于这次会/)
  expect(await raw('update resolution set replaces_number = 1')).toMatch(/permission denied/)
})

test('an item that did not pass replaces nothing', async () => {
  const id = await desk.held({ agenda: [replacing(1)] }, 3)
  await desk.seal(id)
  expect(await use(await asset(), first, 1)).toBe('done')
})

test('from the sealing on nothing new is locked to what was replaced, what was locked says so, and no second one replaces it', async () => {
  const before = await asset()
  expect(await use(before, first, 1)).toBe('done')
  const rival = await desk.held({ agenda: [replacing(1, first, '另一处理办法')] }, 4)
  const later = await desk.held({ agenda: [replacing(1), replacing(3, first, '章程不改了')] }, 4, 4)
  expect(await use(await asset(), first, 1)).toBe('done')
  await desk.seal(later)
  expect(await use(await asset(), first, 1)).toMatch(
    /已被 2023 年成员大会（DH2023-\d+）第 1 项 代替，不能再凭它办新的事/,
  )
  expect(await use(await asset(), later, 1)).toBe('done')
  expect(
    await raw(`insert into charter (home, id, body, area, ground, meeting, item, adopted_on, in_force, says, files)
      values ('${HOME}', '${randomUUID()}', '${desk.coop.body}', '${TOWN_A}', 'resolution', '${first}', 3, '2023-03-18', '2023-03-18',
      '修改', array['${desk.paper}']::uuid[])`),
  ).toMatch(/已被 .* 代替，不能再凭它办新的事/)
  expect(await words(desk.seal(rival))).toMatch(/已被 .*代替，请改选后来的那一项；请“更正到会和表决”/)
  const version = (await desk.item(rival)).version + 1
  expect(
    await raw(`insert into procedure_action (home, item, number, action, state, on_day, actor, actor_name, payload, files)
      values ('${HOME}', '${rival}', ${version}, 'seal', 'sealed', '2023-03-20', 'kuaiji', '会计', '{}', array['${desk.paper}']::uuid[])`),
  ).toMatch(/已被 .*代替/)
  const body = { home: HOME, body: desk.coop.body }
  await desk.as(async ({ trx }) => {
    const { rows } = await sql`select from resolution_use where asset = ${before}::uuid`.execute(trx)
    expect(rows).toHaveLength(1)
    const offered = (await replaceableOf(trx, body)).map((one) => `${one.meeting}/${one.number}`)
    expect(offered).not.toContain(`${first}/1`)
    expect(offered).toContain(`${later}/1`)
    expect((await resolutionsOf(trx, { ...body, passed: true })).some((one) => one.meeting === first)).toBe(
      false,
    )
    expect((await passedItems(trx, body)).some((one) => one.ref.includes(first))).toBe(false)
    const [kept] = await passedItems(trx, { ...body, refs: [`meeting:${first}#1`] })
    expect(kept?.says).toContain('已被后来的决议代替')
    const { agenda } = await desk.content(first)
    const [of] = await replacementsOf(trx, { ...body, meeting: first, agenda })
    expect(of).toMatchObject({ earlier: null, later })
    const [back] = await replacementsOf(trx, {
      ...body,
      meeting: later,
      agenda: (await desk.content(later)).agenda,
    })
    expect(back).toMatchObject({ earlier: first, later: null })
  })
})
