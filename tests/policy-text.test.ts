/** The own text of a document through its door: attached by the office, raw and cleaned side by side, under our clauses. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type * as contract from '#contract/supervision/policy-texts.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from './app.ts'

type Read = z.output<typeof contract.readPolicyText.response>
type Pieces = z.output<typeof contract.policyTextFileAnswer>

let app: TestApp
let officer: Person
let township: Person
beforeAll(async () => {
  app = await testApp()
  officer = await signIn(app, 'xian')
  township = await signIn(app, 'zhen1')
})
afterAll(() => app.close())

const at = (id: string) => `/api/policies/${id}/text`
const preview = (id: string, text: string, who = officer) => who.post<Pieces>(`${at(id)}/preview`, { text })

/** An invented paper with the faults of the real one. */
const FAULTY = `虚区政办发〔202111

当前位置:首页 > 文件

一、基本情况
(二)试点期限
为期两年,20214-2022年底。
(三)基础条件
全区占70%,辖284办事处。`

test('the product ships no text of any document', async () => {
  for (const { id } of app.services.documents) {
    const { body } = await officer.get<Read>(at(id))
    expect(body.attached).toBeNull()
  }
})

test('trap 13: lost characters are kept raw beside the cleaned reading; what has two readings is asked, not guessed', async () => {
  const { body } = await preview('shuocheng-2021', FAULTY)
  const [number, page, , , term, , base] = body.pieces
  expect(number).toMatchObject({ raw: '虚区政办发〔202111', clean: '虚区政办发〔2021〕11号', clause: null })
  expect(number?.doubts[0]).toContain('疑似丢字')
  expect(page?.doubts).toEqual(['像是网页自己的字，不属于文件'])
  expect(term).toMatchObject({ clean: '为期两年，2021年4月-2022年底。', clause: '一(二)' })
  expect(base).toMatchObject({ clean: '全区占70%，辖284办事处。', clause: '一(三)' })
  expect(base?.doubts.join()).toContain('数目也要核对')
  expect(body.without).toContain('二(一)')
  expect((await officer.get<Read>(at('shuocheng-2021'))).body.attached).toBeNull()
  const kept = { source: '虚构区政府网站', fileName: null, pieces: body.pieces }
  expect((await officer.post(at('shuocheng-2021'), kept)).status).toBe(200)
  const { attached } = (await township.get<Read>(at('shuocheng-2021'))).body
  expect(attached?.pieces).toEqual(body.pieces)
  expect(attached?.source).toBe('虚构区政府网站')
})

test('trap 14: a cap “in principle” is told as one that warns and plans, and recording above it is not barred', async () => {
  const { body } = await preview('party-led-2022', '四、措施\n（一）标准\n2. 股权。单个成员原则上不超过20%。')
  expect(body.pieces[2]?.clause).toBe('四(一)2')
  expect(body.pieces[2]?.doubts).toEqual(['“原则上”不是硬性规定：提示并要求计划，不拦办理'])
  const document = app.services.documents.find((one) => one.id === 'party-led-2022')!
  const soft = document.parameters.filter((one) => one.clause === '四(一)2')
  expect(soft.map((one) => one.id)).toEqual(['collective_share_floor', 'single_holder_cap', 'joint_majority'])
  for (const one of soft) expect([one.floor, one.note?.includes('原则上')]).toEqual([null, true])
  expect(document.clauses.find((one) => one.id === '四(一)2')?.question).toContain('不拦办理')
})

test('a reading put right is kept with the raw text; a strange clause is refused; taken away it is gone', async () => {
  const piece = { raw: '辖284办事处', clean: '辖2镇8乡4个办事处', doubts: [], clause: '一(三)' }
  const attach = (pieces: object[], who = officer) =>
    who.post(at('shuocheng-2021'), { source: '纸质文件', fileName: '方案.docx', pieces })
  expect((await attach([{ ...piece, clause: '九' }])).status).toBe(422)
  expect((await attach([piece])).status).toBe(200)
  const read = async () => (await officer.get<Read>(at('shuocheng-2021'))).body.attached
  expect((await read())?.pieces).toEqual([piece])
  expect((await attach([])).status).toBe(200)
  expect(await read()).toBeNull()
})

test('a township reads and attaches nothing; the database keeps what was attached', async () => {
  expect((await preview('shuocheng-2021', FAULTY, township)).status).toBe(403)
  const refused = await township.post(at('shuocheng-2021'), { source: '纸质文件', pieces: [] })
  expect(refused.status).toBe(403)
  expect((await preview('shuocheng-2021', ' \n ')).says).not.toBe('')
  const scope = {
    user: 'zhen1',
    role: 'township',
    area_low: '990101101',
    area_high: '990101101A',
    door: 'test',
  }
  const insert = sql`
    insert into policy_text (document, place, source, pieces, on_day, actor_name)
    values ('shuocheng-2021', '990101', '伪造', '[]', '2026-03-20', '甲')`
  await expect(withScope(app.database.db, scope, (trx) => insert.execute(trx))).rejects.toThrow(/row-level/)
  const change = sql`update policy_text set source = '改'`
  await expect(withScope(app.database.db, scope, (trx) => change.execute(trx))).rejects.toThrow(/denied/)
})
