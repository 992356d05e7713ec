/** An import goes back whole or says what stands in the way, on real PostgreSQL, with facts and findings. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { fictionalIdNumber } from '#core/values/id-number.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { importServices } from '#server/assemble.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { everythingRelied } from '#server/reporting/everything-relied.ts'
import { must } from '../../../tests/must.ts'
import {
  HOME,
  outcomeAs,
  smallCounty,
  TODAY,
  TOWN_A,
  TOWN_B,
  type SmallCounty,
} from '../../../tests/small-county.ts'
import { moveBodies } from '../bodies.ts'
import { keepBatch, listBatches } from './batches.ts'
import { planFile, writePlanned } from './run.ts'
import { previewOfUndo, tellReliance, undoBatch, type Undone, type UndoServices } from './undo.ts'

let county: SmallCounty
let officer: Caller
let services: UndoServices
beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('jingban', 'county', { area: HOME })
  const { keys, documents, clock } = county.services
  services = { ...importServices({ keys, documents, clock }), relied: everythingRelied(documents) }
})
afterAll(() => county.database.close())

const HEAD = '合作社名称,统一社会信用代码,注册日期,注册资金,住所,联系电话\n'
let serial = 5000
const code = (): string => fictionalCreditCode(HOME, (serial += 1))
const TOWN_NAMES = new Map<string, string>()
const townName = async (area: string): Promise<string> => {
  const held = TOWN_NAMES.get(area)
  if (held) return held
  const { rows } = await sql<{ name: string }>`select name from area where code = ${area}`.execute(county.db)
  TOWN_NAMES.set(area, rows[0]!.name)
  return rows[0]!.name
}

async function load(csv: string, asOf = TODAY): Promise<string> {
  const id = randomUUID()
  const head = {
    home: HOME,
    id,
    area: HOME,
    fileName: `${id.slice(0, 4)}.csv`,
    bytes: Buffer.from(csv),
    asOf,
  }
  await withScope(county.db, officer.scope, async (trx) => {
    const request = { ...head, register: null, onlyArea: HOME, fallbackArea: HOME, createBodies: false }
    const planned = must(
      await planFile(trx, services, { ...request, importId: id, sender: null, receiver: null }),
    )
    await writePlanned(trx, services, planned.plan)
    const batch = { ...head, sender: null, receiver: null, file: null, register: null }
    await keepBatch(trx, batch, { planned, state: 'done' })
  })
  return id
}

const undo = (id: string, rest = false, by = officer): Promise<Outcome<Undone>> =>
  outcomeAs(county.db, by.scope, (trx) =>
    undoBatch(trx, services, { id, rest, forgetUnits: false, area: by.area }),
  )

const inCounty = <T>(work: Parameters<typeof withScope<unknown, T>>[2]): Promise<T> =>
  withScope(county.db, officer.scope, work)

/** Everything that stands: every register without what counts its versions, facts, open findings, words of search. */
async function state(): Promise<unknown> {
  return inCounty(async (trx) => {
    const parts: unknown[] = []
    for (const { id } of services.registers) {
      const { rows } = await sql`
        select to_jsonb(r) - '{version,effective_on}'::text[] as row from ${sql.table(id)} r where not ended order by r.id`.execute(
        trx,
      )
      parts.push([id, rows])
    }
    const facts = await sql`select to_jsonb(f) - 'revision' as row from body_fact f order by body`.execute(
      trx,
    )
    const findings = await sql`
      select body, rule, value, says from finding where closed_on is null order by body, rule`.execute(trx)
    const words = await sql`
      select s.words, s.initials from body_search s join body b on b.id = s.body where not b.ended order by s.words`.execute(
      trx,
    )
    return [parts, facts.rows, findings.rows, words.rows]
  })
}

const idOf = async (name: string): Promise<string> =>
  inCounty(async (trx) => {
    const { rows } = await sql<{
      id: string
    }>`select id from body where name = ${name} and not ended`.execute(trx)
    return rows[0]!.id
  })

const says = (outcome: Outcome<unknown>): string =>
  outcome.ok ? '' : outcome.problems.map((one) => one.says).join('\n')

test('an import is taken back whole: what it made is ended, what it changed is as it was, and a sheet taken back can come in again', async () => {
  const town = await townName(TOWN_A)
  const [one, two] = [code(), code()]
  await load(`${HEAD}禾丰县撤一专业合作社,${one},2015-01-02,100(万元人民币),禾丰县${town},\n`)
  const before = await state()
  const sheet = `${HEAD}禾丰县撤一专业合作社,${one},2015-01-02,300(万元人民币),禾丰县${await townName(TOWN_B)},\n禾丰县撤二专业合作社,${two},2016-01-02,,禾丰县${town},\n`
  const id = await load(sheet, '2023-03-19')
  expect(await state()).not.toEqual(before)
  const preview = must(await inCounty((trx) => previewOfUndo(trx, services, id)))
  expect(preview).toMatchObject({ ended: 1, restored: 1, bodies: 2, held: 0 })
  expect(must(await undo(id))).toEqual({ ended: 1, restored: 1, kept: 0 })
  expect(await state()).toEqual(before)
  const [batch] = (await inCounty((trx) => listBatches(trx))).filter((held) => held.id === id)
  expect(batch).toMatchObject({ state: 'undone', undone: { ended: 1, restored: 1, kept: 0 } })
  expect(says(await undo(id))).toContain('没有可以撤销的行')
  const { rows } = await inCounty((trx) =>
    sql<{ after: object }>`select after from audit where action = 'undo' and record = ${id}`.execute(trx),
  )
  expect(rows).toHaveLength(1)
  const again = await load(sheet)
  expect(must(await undo(again))).toEqual({ ended: 1, restored: 1, kept: 0 })
  expect(await state()).toEqual(before)
})

test('of two imports the earlier one is refused for the rows that the later one touched, goes back for the rest, and whole when the later one went first', async () => {
  const town = await townName(TOWN_A)
  const [one, two] = [code(), code()]
  const row = (name: string, own: string, phone: string) =>
    `${name},${own},2015-01-02,,禾丰县${town},${phone}\n`
  const before = await state()
  const a = await load(
    HEAD + row('禾丰县撤三专业合作社', one, '13800000001') + row('禾丰县撤四专业合作社', two, '13800000001'),
  )
  const afterA = await state()
  const b = await load(HEAD + row('禾丰县撤三专业合作社', one, '13800000002'))
  const refused = await undo(a)
  expect(says(refused)).toMatch(/有 1 行后来改过.*\n禾丰县撤三专业合作社的.*后来又由“.*\.csv”改过 jingban某/)
  expect(must(await undo(b))).toEqual({ ended: 0, restored: 1, kept: 0 })
  expect(await state()).toEqual(afterA)
  expect(must(await undo(a))).toEqual({ ended: 2, restored: 0, kept: 0 })
  expect(await state()).toEqual(before)

  const c = await load(
    HEAD + row('禾丰县撤三专业合作社', one, '1') + row('禾丰县撤四专业合作社', two, '13800000001'),
  )
  await load(HEAD + row('禾丰县撤三专业合作社', one, '13800000003'))
  expect(must(await undo(c, true))).toEqual({ ended: 1, restored: 0, kept: 1 })
  expect(await idOf('禾丰县撤三专业合作社')).toBeTruthy()
})

test('what was built on a row since holds it: shares, books, a case on its finding, an accepted dossier, a form, a record by hand', async () => {
  const town = await townName(TOWN_A)
  const names = ['五', '六', '七', '八', '九', '十'].map((word) => `禾丰县撤${word}种植专业合作社`)
  const codes = names.map(() => code())
  const bodies = await load(
    HEAD + names.map((name, i) => `${name},${codes[i]},2015-01-02,,禾丰县${town},\n`).join(''),
  )
  const members = await load(
    `合作社名称,统一社会信用代码,成员姓名,身份证号,成员类型,入社日期\n${names[0]},${codes[0]},张三,${fictionalIdNumber(HOME, '1980-01-01', 1)},农民,2016-01-01\n${names[0]},${codes[0]},李四,${fictionalIdNumber(HOME, '1981-01-01', 1)},农民,2016-01-01\n`,
  )
  const summary = await load(
    `合作社名称,统一社会信用代码,成员总数,农民成员数\n${names[2]},${codes[2]},4,4\n${names[1]},${codes[1]},10,10\n`,
  )
  const [five, six, seven, eight, nine] = await Promise.all(names.map(idOf))
  await inCounty(async (trx) => {
    await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
      select home, gen_random_uuid(), body, area, 'cash', id, 100, '2020-01-01' from member where body = ${five} and person = '张三'`.execute(
      trx,
    )
    await sql`insert into problem_case (home, id, code, body, area, title, state, version, opened_on)
      select ${HOME}, gen_random_uuid(), 'ZG2023-9001', ${seven}, area, '成员不足', 'proposed', 0, ${TODAY} from body where id = ${seven}`.execute(
      trx,
    )
    await sql`update finding set case_id = (select id from problem_case where code = 'ZG2023-9001')
      where body = ${seven} and closed_on is null and rule like '%member%'`.execute(trx)
    await sql`insert into dossier_action (home, body, number, action, on_day, actor_name, receipt)
      values (${HOME}, ${eight}, 1, 'accept', ${TODAY}, '经办某', '〔2023〕9 号')`.execute(trx)
  })
  const bookkeeper = await county.person('ji', 'accountant', { bodies: [six!] })
  await withScope(county.db, bookkeeper.scope, (trx) =>
    sql`insert into book (home, body, area, started_on) select home, id, area, '2023-01-01' from body where id = ${six}`.execute(
      trx,
    ),
  )
  await county.add('operating_status', { status: '正常' }, { body: nine! })

  const refused = says(await undo(members))
  expect(refused).toMatch(/禾丰县撤五种植专业合作社的.*登记了股金变动（.*2020-01-01） jingban某/)
  expect(must(await undo(members, true))).toEqual({ ended: 1, restored: 0, kept: 1 })
  const judged = says(await undo(summary))
  expect(judged).toContain('整改单 ZG2023-9001')
  expect(judged).not.toContain(names[1])
  const held = says(await undo(bodies))
  for (const word of ['另有成员', '已建账', '整改单 ZG2023-9001', '回执 〔2023〕9 号', '另有运行状态 1 条'])
    expect(held).toContain(word)
  expect(held).not.toContain('撤十')
  expect(must(await undo(bodies, true))).toEqual({ ended: 1, restored: 0, kept: 5 })
})

test('a trade, an application for a rating, a case of a member and an audit hold it as well', async () => {
  const town = await townName(TOWN_A)
  const names = ['甲', '乙', '丙'].map((word) => `禾丰县依${word}种植专业合作社`)
  const codes = names.map(() => code())
  const bodies = await load(
    HEAD + names.map((name, i) => `${name},${codes[i]},2015-01-02,,禾丰县${town},\n`).join(''),
  )
  const person = (name: string, n: number) =>
    `${names[0]},${codes[0]},${name},${fictionalIdNumber(HOME, `198${n}-03-01`, n)},农民,2016-01-01\n`
  const members = await load(
    `合作社名称,统一社会信用代码,成员姓名,身份证号,成员类型,入社日期\n${['王五', '赵六', '孙七', '周八'].map((one, n) => person(one, n)).join('')}`,
  )
  const summary = await load(
    `合作社名称,统一社会信用代码,成员总数,农民成员数\n${names[1]},${codes[1]},4,4\n${names[2]},${codes[2]},4,4\n`,
  )
  const [first, second, third] = await Promise.all(names.map(idOf))
  const item = async (
    trx: Kysely<unknown>,
    procedure: string,
    of: { body: string; no: string; payload?: object },
  ): Promise<void> => {
    const id = randomUUID()
    await sql`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
      select home, ${id}, ${procedure}, ${of.no}, '试', area, id, 'open', ${TODAY}, ${JSON.stringify(of.payload ?? {})}::jsonb
      from body where id = ${of.body}`.execute(trx)
    await sql`insert into procedure_action (home, item, number, action, state, on_day, actor_name)
      values (${HOME}, ${id}, 1, 'open', 'open', ${TODAY}, '经办某')`.execute(trx)
  }
  await inCounty(async (trx) => {
    await sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
      select home, gen_random_uuid(), body, area, id, '2020-03-01', 'delivered', '鲜茧', 1000, 100 from member
      where body = ${first} and person = '王五'`.execute(trx)
    const { rows } = await sql<{ id: string }>`
      select id from member where body = ${first} and person = '赵六'`.execute(trx)
    await item(trx, 'member_leaving', { body: first!, no: 'TS1', payload: { member: rows[0]!.id } })
    await item(trx, 'rating_application', { body: second!, no: 'PS1' })
    await item(trx, 'book_audit', { body: third!, no: 'SJ1' })
  })
  const told = says(await undo(members))
  expect(told).toMatch(/登记了成员交易（2020-03-01） jingban某/)
  expect(told).toMatch(/退社与除名 TS1 经办某/)
  expect(must(await undo(members, true))).toEqual({ ended: 2, restored: 0, kept: 2 })
  // What a rating was applied for on is held; what an audit did not read goes back.
  const judged = says(await undo(summary))
  expect(judged).toContain('PS1')
  expect(judged).not.toContain(names[2])
  const held = says(await undo(bodies))
  for (const word of ['登记了成员交易', 'PS1', 'SJ1']) expect(held).toContain(word)
})

test('the day of what stands in the way is the day in China: before and from four in the afternoon of Greenwich', () => {
  const told = (at: string): string => tellReliance({ what: '已建账', by: '经办某', at })
  expect(told('2026-03-01T15:59:59.000Z')).toBe('已建账 经办某 2026-03-01')
  expect(told('2026-03-01T16:00:00.000Z')).toBe('已建账 经办某 2026-03-02')
  expect(tellReliance({ what: '已建账', by: '', at: null })).toBe('已建账')
})

test('an answer about the place of a body is kept when the import goes back, and blocks nothing', async () => {
  const own = code()
  await load(`${HEAD}禾丰县撤零专业合作社,${own},2015-01-02,,禾丰县,\n`)
  const body = await idOf('禾丰县撤零专业合作社')
  const id = await load(`${HEAD}禾丰县撤零专业合作社,${own},2015-01-02,,禾丰县,13800000009\n`)
  const { bodyRegister: register, keys } = services
  await inCounty((trx) => moveBodies(trx, [body], { area: TOWN_B, register, keys }))
  expect(must(await undo(id))).toEqual({ ended: 0, restored: 1, kept: 0 })
  const { rows } = await inCounty((trx) => sql`select area, phone from body where id = ${body}`.execute(trx))
  expect(rows).toEqual([{ area: TOWN_B, phone: null }])
})

test('an officer of a township who did not import it is refused, and nothing is changed', async () => {
  const id = await load(
    `${HEAD}禾丰县撤甲专业合作社,${code()},2015-01-02,,禾丰县${await townName(TOWN_A)},\n`,
  )
  const other = await county.person('xiangzhen', 'township', { area: TOWN_A })
  const before = await state()
  expect((await undo(id, false, other)).ok).toBe(false)
  expect(await state()).toEqual(before)
})

test('whatever a list does to what stands, taking it back gives exactly what stood before', async () => {
  const town = [await townName(TOWN_A), await townName(TOWN_B)]
  const bodies = [1, 2, 3, 4].map((one) => ({ name: `禾丰县任意${one}专业合作社`, code: code() }))
  const pick = fc.constantFrom(...bodies)
  const line = fc.oneof(
    fc
      .record({
        body: pick,
        town: fc.constantFrom(...town),
        money: fc.constantFrom('', '50', '80'),
        phone: fc.constantFrom('', '13800000011'),
      })
      .map((one) => ({
        sheet: HEAD,
        text: `${one.body.name},${one.body.code},2015-01-02,${one.money && `${one.money}(万元人民币)`},禾丰县${one.town},${one.phone}\n`,
      })),
    fc
      .record({
        body: pick,
        n: fc.integer({ min: 1, max: 9 }),
        day: fc.constantFrom('2021-01-01', '2022-06-30', '2023-03-01'),
      })
      .map((one) => ({
        sheet: '合作社名称,统一社会信用代码,成员总数,农民成员数,数据截止日\n',
        text: `${one.body.name},${one.body.code},${one.n},${one.n},${one.day}\n`,
      })),
    fc
      .record({ body: pick, year: fc.constantFrom('2020', '2021', '2022'), yes: fc.constantFrom('是', '否') })
      .map((one) => ({
        sheet: '合作社名称,统一社会信用代码,年度,是否已报送公示\n',
        text: `${one.body.name},${one.body.code},${one.year},${one.yes}\n`,
      })),
  )
  const day = fc.constantFrom('2022-12-01', TODAY, '2023-03-10')
  await load(
    HEAD +
      bodies
        .slice(0, 2)
        .map((one) => `${one.name},${one.code},2015-01-02,,禾丰县${town[0]},\n`)
        .join(''),
    '2022-12-01',
  )
  let checked = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      day,
      fc.boolean(),
      async (lines, asOf, keep) => {
        const sheet = lines[0]!.sheet
        const csv =
          sheet +
          lines
            .filter((one) => one.sheet === sheet)
            .map((one) => one.text)
            .join('')
        const before = await state()
        const id = await load(csv, asOf)
        const undone = await undo(id)
        if (!undone.ok) expect(says(undone)).toContain('没有可以撤销的行')
        else checked += 1
        expect(await state()).toEqual(before)
        // Some stay, so that later lists find more of a past.
        if (keep) await load(csv, asOf)
      },
    ),
    { numRuns: 6, seed: 2022 },
  )
  expect(checked).toBeGreaterThan(2)
})
