/** 一社一档备案 on real PostgreSQL: who may, what is asked, receipts without gaps, what follows. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { actOnDossier, type DossierAct } from './acceptance.ts'

let county: SmallCounty
let townA: Caller
let townB: Caller

beforeAll(async () => {
  county = await smallCounty()
  townA = await county.person('zhen1', 'township', { area: TOWN_A })
  townB = await county.person('zhen2', 'township', { area: TOWN_B })
})
afterAll(() => county.database.close())

function act(caller: Caller, body: string, given: DossierAct) {
  return withScope(county.db, caller.scope, (trx) =>
    actOnDossier({ trx, services: county.services, caller }, body, given),
  )
}

const numberOf = (receipt: string | null): number => Number(receipt?.slice(7, -1))

test('accepting gives a dated receipt, and withdrawing takes it back', async () => {
  const body = await county.addBody(TOWN_A)
  const accepted = await act(townA, body, { action: 'accept' })
  expect(accepted).toMatchObject({
    state: '已备案',
    receipt: '备〔2023〕0001号',
    acceptedOn: TODAY,
    by: 'zhen1某',
  })
  expect(accepted.actions.map((one) => one.action)).toEqual(['withdraw'])
  await expect(act(townA, body, { action: 'accept' })).rejects.toThrow('现在是“已备案”')
  expect(await act(townA, body, { action: 'withdraw', note: '误收' })).toMatchObject({
    state: '未备案',
    receipt: null,
  })
  expect((await act(townA, body, { action: 'accept' })).receipt).toBe('备〔2023〕0002号')
})

test('returning asks for the reason', async () => {
  const body = await county.addBody(TOWN_A)
  await expect(act(townA, body, { action: 'return' })).rejects.toThrow('请填写说明')
  await expect(act(townA, body, { action: 'return', note: '   ' })).rejects.toThrow('请填写说明')
  expect((await act(townA, body, { action: 'return', note: '缺章程' })).state).toBe('退回补正')
})

test('only the township or the county accepts, and only what it sees', async () => {
  const body = await county.addBody(TOWN_A)
  const chair = await county.person('shezhang', 'chair', { bodies: [body] })
  const auditor = await county.person('shenji', 'auditor', { area: HOME })
  await expect(act(chair, body, { action: 'accept' })).rejects.toThrow('不由您的岗位办理')
  await expect(act(auditor, body, { action: 'accept' })).rejects.toThrow('不由您的岗位办理')
  await expect(act(townB, body, { action: 'accept' })).rejects.toMatchObject({ status: 404 })
})

test('two townships that see nothing of each other number on without gap or double', async () => {
  const bodies = await Promise.all(
    Array.from({ length: 8 }, (_, index) => county.addBody(index % 2 ? TOWN_A : TOWN_B)),
  )
  const given = await Promise.all(
    bodies.map((body, index) => act(index % 2 ? townA : townB, body, { action: 'accept' })),
  )
  const numbers = given.map((one) => numberOf(one.receipt)).toSorted((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index))
})

test('an acceptance that fails leaves no gap, and each year begins at one', async () => {
  const [first, second, third] = [
    await county.addBody(TOWN_A),
    await county.addBody(TOWN_A),
    await county.addBody(TOWN_A),
  ]
  const failing = withScope(county.db, townA.scope, async (trx) => {
    await actOnDossier({ trx, services: county.services, caller: townA }, first, { action: 'accept' })
    throw new Error('power cut')
  })
  await expect(failing).rejects.toThrow('power cut')
  const { rows } = await county.database.owner.query<{ last: string }>(
    'select next_receipt($1, 2023) as last',
    [HOME],
  )
  expect((await act(townA, second, { action: 'accept' })).receipt).toBe(rows[0]?.last)
  county.setToday('2024-01-02')
  expect((await act(townA, third, { action: 'accept' })).receipt).toBe('备〔2024〕0001号')
  county.setToday(TODAY)
})

test('the fact and the finding follow the acceptance', async () => {
  const body = await county.addBody(TOWN_A)
  await county.add('operating_status', { status: '正常', since: '2022-01-01' }, { body, day: '2022-01-01' })
  await county.check(body)
  const open = () =>
    withScope(county.db, townA.scope, async (trx) => {
      const { rows } = await sql<{
        rule: string
      }>`select rule from finding where body = ${body} and closed_on is null`.execute(trx)
      return rows.map((row) => row.rule)
    })
  expect(await open()).toContain('shuocheng-2021/dossier-filed')
  await act(townA, body, { action: 'accept' })
  expect(await open()).not.toContain('shuocheng-2021/dossier-filed')
  await act(townA, body, { action: 'withdraw', note: '资料有误' })
  expect(await open()).toContain('shuocheng-2021/dossier-filed')
})

test('the log can be added to and never changed', async () => {
  await expect(
    withScope(county.db, townA.scope, (trx) => sql`update dossier_action set receipt = 'x'`.execute(trx)),
  ).rejects.toThrow(/permission denied/)
})

test('a sign-off on paper names the signer, wants the photograph and another recorder', async () => {
  const body = await county.addBody(TOWN_A)
  const photo = '01890000-0000-7000-8000-000000000001'
  const paper = { signer: '副镇长', signedOn: TODAY }
  await expect(act(townA, body, { action: 'accept', paper })).rejects.toThrow('请上传签字盖章的纸质单照片')
  await expect(
    act(townA, body, { action: 'accept', files: [photo], paper: { ...paper, signer: 'zhen1' } }),
  ).rejects.toThrow('代录人不能就是签批人')
  await expect(
    act(townA, body, { action: 'accept', files: [photo], paper: { ...paper, signedOn: '2023-03-21' } }),
  ).rejects.toThrow('签批日期不能晚于今天')
  await expect(act(townA, body, { action: 'return', note: '缺章程', files: [photo], paper })).rejects.toThrow(
    '不能用纸质签批',
  )
  const accepted = await act(townA, body, { action: 'accept', files: [photo], paper })
  expect(accepted.by).toBe(`纸质签批，副镇长 ${TODAY} 签，zhen1某代录`)
})

test('the database keeps no sign-off on paper without its photograph', async () => {
  const body = await county.addBody(TOWN_A)
  const insert = withScope(county.db, townA.scope, (trx) =>
    sql`insert into dossier_action (home, body, number, action, on_day, actor_name, signer, signed_on)
      values (${HOME}, ${body}, 1, 'accept', ${TODAY}, '某', '副镇长', ${TODAY})`.execute(trx),
  )
  await expect(insert).rejects.toThrow('dossier_action_paper')
})
