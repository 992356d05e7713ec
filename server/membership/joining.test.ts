/** Joining over the whole server: the photograph of the application, the decision, entering as one act with share and slip. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entered, EnteringPreview } from '#contract/membership/joining.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import { signIn, testApp, upload, type Person, type TestApp } from '../../tests/app.ts'
import { enterHousehold } from '../../tests/household-door.ts'

let app: TestApp
let clerk: Person
let body = ''
let photo = ''
let members = 0
beforeAll(async () => {
  app = await testApp()
  clerk = await signIn(app, 'kuaiji')
  body = (await clerk.get<{ rows: { body: string }[] }>('/api/shares')).body.rows[0]!.body
  const sent = await upload<{ id: string }>(app, clerk, {
    url: '/api/files',
    files: [{ name: '申请书.png', bytes: Buffer.from('89504e470d0a1a0a0000000d', 'hex') }],
  })
  photo = sent.body.id
  members = (await roll()).length
})
afterAll(() => app.close())

const roll = async () =>
  (await clerk.get<{ members: { name: string }[] }>(`/api/bodies/${body}/case-members`)).body.members
const ledger = async () =>
  (await clerk.get<{ events: { memberName: string }[] }>(`/api/shares/${body}`)).body.events
const codesOf = (answer: { body: unknown }): string[] =>
  ((answer.body as { problems?: { code: string }[] }).problems ?? []).map((one) => one.code)

const open = (person: string, more: object = { files: [photo] }) =>
  clerk.post<{ id: string }>(`/api/bodies/${body}/member-cases`, {
    procedure: 'member_joining',
    person,
    kind: '农民',
    appliedOn: '2026-03-01',
    ...more,
  })
const item = async (id: string) => (await clerk.get<Item>(`/api/procedures/member_joining/items/${id}`)).body
const act = async (id: string, given: { action: string; [key: string]: unknown }) =>
  clerk.post<Item>(`/api/procedures/member_joining/items/${id}/actions`, {
    version: (await item(id)).version,
    ...given,
  })
const VOTE = { heldOn: '2026-03-10', resolution: '2026 年第一次成员大会决议' }
const BOARD = {
  heldOn: '2026-03-10',
  seats: 5,
  present: 4,
  yes: 3,
  resolution: '2026 年第一次理事会决议',
  charter: '章程第十二条',
}
const vote = () => ({ vote: { ...VOTE, present: members, yes: members } })

/** An application that was decided: by the meeting, or by the board. */
async function decided(person: string, by: 'vote' | 'board' = 'vote'): Promise<string> {
  const { id } = (await open(person)).body
  await act(id, { action: 'accept' })
  const payload = by === 'vote' ? vote() : { board: BOARD }
  const done = await act(id, { action: by, files: [photo], payload })
  expect(done.status, done.says).toBe(200)
  return id
}
const enter = async (id: string, given: object = {}) =>
  clerk.post<Entered>(`/api/member-joinings/${id}/enter`, {
    joinedOn: '2026-03-12',
    version: (await item(id)).version,
    slip: true,
    ...given,
  })
const CASH = { kind: 'cash', amount: '5000' }

test('an application on paper is entered with its photograph; one by telephone waits for the village', async () => {
  expect(codesOf(await open('无照片', {}))).toEqual(['joining-photo'])
  expect(codesOf(await open('无照片', { channel: 'paper', files: [] }))).toEqual(['joining-photo'])
  expect((await open('电话来', { channel: 'phone' })).status).toBe(200)
  const { id } = (await open('有照片')).body
  expect((await item(id)).payload['files']).toEqual([photo])
})

test('entering is one act: the roll, the first contribution by this decision, the code of the slip', async () => {
  const id = await decided('新成员')
  const entered = await enter(id, { share: { ...CASH, note: '首户登记' } })
  expect(entered.status, entered.says).toBe(200)
  expect(entered.body).toMatchObject({
    name: '新成员',
    joinedOn: '2026-03-12',
    share: { label: '货币出资', amount: '5000.00' },
  })
  expect((await roll()).map((one) => one.name)).toContain('新成员')
  const [event] = (await ledger()).filter((one) => one.memberName === '新成员')
  expect(event).toMatchObject({
    amount: '5000.00',
    day: '2026-03-12',
    resolution: VOTE.resolution,
    resolvedOn: VOTE.heldOn,
  })
  expect((await item(id)).stateLabel).toBe('已入社')
  const { code } = entered.body.slip!
  const household = await enterHousehold(app, code)
  const money = await household.get<{ shares: { total: string } }>('/api/household/money')
  expect(money.body.shares.total).toBe('5000.00')
  expect(JSON.stringify(await item(id))).not.toContain(code.code.replace(' ', ''))
})

test('what does not go whole does not go at all: a cap without a reason, a wrong amount, an old version leave nobody', async () => {
  const id = await decided('不成的人')
  const refused = [
    await enter(id, { share: { kind: 'labour', amount: '5000' } }),
    await enter(id, { share: { kind: 'cash', amount: '0' } }),
    await enter(id, { share: { kind: 'surplus', amount: '10' } }),
    await enter(id, { share: { kind: 'land', amount: '10' } }),
    await enter(id, { share: { ...CASH, on: '2026-03-09' } }),
    await enter(id, { joinedOn: '2026-03-09' }),
    await enter(id, { version: 1 }),
  ]
  expect(refused.map((one) => [one.status, codesOf(one).join()])).toEqual([
    [422, 'share-barred'],
    [422, 'share-amount'],
    [422, 'joining-share-kind'],
    [422, 'share-basis'],
    [422, 'share-resolution-late'],
    [422, 'entered-before-vote'],
    [409, 'changed-meanwhile'],
  ])
  expect((await roll()).map((one) => one.name)).not.toContain('不成的人')
  expect((await ledger()).map((one) => one.memberName)).not.toContain('不成的人')
  expect((await item(id)).stateLabel).toBe('待登记')
})

test('the rehearsal tells what the caps say and changes nothing; what passes a cap wants a reason', async () => {
  const county = await signIn(app, 'xian')
  const adopted = await county.post('/api/policies/party-led-2022/adoptions', {
    area: '990101',
    from: '2022-01-01',
    to: null,
    ground: '区委文件',
    slots: { issuer: '某区委', number: '1号', villages: '20', towns: '甲镇' },
  })
  expect(adopted.status, adopted.says).toBe(200)
  const led = await county.post('/api/registers/body_tag', {
    body,
    effectiveOn: '2022-01-01',
    values: { tag: '党支部领办', since: '2022-01-01' },
  })
  expect(led.status, led.says).toBe(200)
  const id = await decided('大户')
  const share = { kind: 'cash', amount: '9000000' }
  const seen = await clerk.post<EnteringPreview>(`/api/member-joinings/${id}/preview`, {
    joinedOn: '2026-03-12',
    share,
  })
  expect(seen.status, seen.says).toBe(200)
  expect(seen.body.share?.changes.map((one) => one.name)).toContain('大户')
  expect(seen.body.happens.join()).toMatch(
    /大户（农民）自 2026-03-12 起是成员.*货币出资 9,000,000\.00 元.*入社后成员户/,
  )
  expect((await roll()).map((one) => one.name)).not.toContain('大户')
  expect(seen.body.worse.map((one) => one.says)).toEqual([
    expect.stringMatching(/^大户持股 .*高于 20%/),
    expect.stringMatching(/^村集体持股 .*低于 10%/),
  ])
  expect(codesOf(await enter(id, { share }))).toEqual(['share-cap-reason'])
  expect((await roll()).map((one) => one.name)).not.toContain('大户')
  expect((await enter(id, { share: { ...share, note: '大会已订出降低计划' } })).status).toBe(200)
})

test('a slip may be left for later, a contribution as well', async () => {
  const entered = await enter(await decided('简单入社'), { slip: false })
  expect(entered.body).toMatchObject({ name: '简单入社', share: null, slip: null })
})

test('a board decides where the charter says so, by more than half of who came; the next meeting confirms or does not', async () => {
  const { id } = (await open('理事会定')).body
  await act(id, { action: 'accept' })
  const board = (more: object) =>
    act(id, { action: 'board', files: [photo], payload: { board: { ...BOARD, ...more } } })
  expect(codesOf(await board({ charter: '' }))).toEqual(['case-incomplete'])
  expect(codesOf(await board({ present: 6 }))).toEqual(['board-votes'])
  expect(codesOf(await board({ yes: 5 }))).toEqual(['board-votes'])
  expect(codesOf(await board({ yes: 2 }))).toEqual(['board-short'])
  expect(codesOf(await board({ heldOn: '2099-01-01' }))).toEqual(['vote-day'])
  expect((await board({ yes: 3 })).body.state).toBe('resolved')
  expect((await enter(id, { share: { ...CASH, note: '照章程' } })).status).toBe(200)
  expect((await item(id)).state).toBe('admitted')
  const event = (await ledger()).find((one) => one.memberName === '理事会定')
  expect(event).toMatchObject({ resolution: BOARD.resolution })
  expect(codesOf(await act(id, { action: 'ratify', files: [photo], payload: { vote: VOTE } }))).toEqual([
    'vote-incomplete',
  ])
  const all = (await roll()).length
  const confirmed = await act(id, {
    action: 'ratify',
    files: [photo],
    payload: { vote: { ...VOTE, heldOn: '2026-03-15', present: all, yes: all } },
  })
  expect([confirmed.status, confirmed.body.state], confirmed.says).toEqual([200, 'entered'])
  const other = await decided('大会不认', 'board')
  await enter(other, { slip: false })
  expect((await act(other, { action: 'overrule', note: '大会没有通过' })).body.state).toBe('overruled')
})

test('who may not keep shares enters nobody, nor does a cooperative see the application of another', async () => {
  const id = await decided('只看不办')
  for (const person of [await signIn(app, 'cun'), await signIn(app, 'shenji')]) {
    const tried = await person.post(`/api/member-joinings/${id}/enter`, {
      joinedOn: '2026-03-12',
      version: 4,
      slip: false,
    })
    expect(tried.status).toBe(403)
  }
  const nobody = '00000000-0000-4000-8000-000000000000'
  expect(
    (await clerk.post(`/api/member-joinings/${nobody}/preview`, { joinedOn: '2026-03-12' })).status,
  ).toBe(404)
})
