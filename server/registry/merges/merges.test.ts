/** Two records of one body become one and two again, on real PostgreSQL; the database is tried with plain SQL. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { bookLedgers } from '#server/accounting/ledgers.ts'
import { importServices } from '#server/assemble.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { meetingLedgers } from '#server/governance/ledgers.ts'
import { shareLedgers } from '#server/membership/ledgers.ts'
import { sharesRelied } from '#server/membership/relied.ts'
import { casesRelied } from '#server/supervision/relied.ts'
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
import { renewSearch } from '../bodies.ts'
import type { PlannedRow } from '../imports/plan.ts'
import { planFile, writePlanned } from '../imports/run.ts'
import { searchBodies } from '../search.ts'
import { mergePair, previewOfMerge, undoMergeOf, type MergeServices } from './merge.ts'

let county: SmallCounty
let officer: Caller
let services: MergeServices
beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('jingban', 'county', { area: HOME })
  const { keys, documents, clock } = county.services
  services = {
    ...importServices({ keys, documents, clock }),
    relied: [sharesRelied, casesRelied(documents)],
    ledgers: [bookLedgers, shareLedgers, meetingLedgers],
  }
})
afterAll(() => county.database.close())

const inCounty = <T>(work: Parameters<typeof withScope<unknown, T>>[2]): Promise<T> =>
  withScope(county.db, officer.scope, work)

const attempt = <T>(
  work: (trx: Parameters<typeof mergePair>[0]) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => outcomeAs(county.db, officer.scope, work)

const merge = (kept: string, merged: string, take: string[] = []): Promise<Outcome<string>> =>
  attempt((trx) =>
    mergePair(trx, services, { kept, merged, take, reason: '录了两次', actorName: '经办某', today: TODAY }),
  )
const undo = (id: string): Promise<Outcome<void>> =>
  attempt((trx) =>
    undoMergeOf(trx, services, {
      id,
      username: officer.username,
      now: county.services.clock.now(),
      today: TODAY,
    }),
  )

async function addBody(name: string, values: Record<string, unknown> = {}, area = TOWN_A): Promise<string> {
  const id = await county.addBody(area, { name, ...values })
  await inCounty((trx) => renewSearch(trx, services.bodyRegister, [id]))
  return id
}

async function state(): Promise<unknown> {
  return inCounty(async (trx) => {
    const parts: unknown[] = []
    for (const { id } of services.registers) {
      const { rows } = await sql`
        select to_jsonb(r) - '{version,effective_on}'::text[] as row from ${sql.table(id)} r where not ended order by r.id`.execute(
        trx,
      )
      parts.push(rows)
    }
    const cases = await sql`select id, body, area from problem_case order by id`.execute(trx)
    const words = await sql`
      select s.words from body_search s join body b on b.id = s.body where not b.ended order by s.words`.execute(
      trx,
    )
    return [parts, cases.rows, words.rows]
  })
}

/** Grants are closed to the county. */
const SYSTEM = { user: 'test', role: 'system', national: 'on', door: 'test' }
const grants = (user: string, body: string): Promise<number> =>
  withScope(county.db, SYSTEM, async (trx) => {
    const { rows } = await sql`select 1 from app_grant where user_id = ${user} and value = ${body}`.execute(
      trx,
    )
    return rows.length
  })

let serial = 7000
const code = (): string => fictionalCreditCode(HOME, (serial += 1))

test('a merge moves what hangs, keeps what the kept one says unless chosen otherwise, is found by old names, and goes back exactly', async () => {
  const old = code()
  const kept = await addBody('禾丰县合一养鸡专业合作社', { credit_code: code(), phone: '13800000001' })
  const merged = await addBody(
    '禾丰县和一养鸡专业合作社',
    { credit_code: old, phone: '13800000002', capital: 500 },
    TOWN_B,
  )
  const watcher = await county.add(
    'body_link',
    { relation: '联合社成员', other: merged },
    { body: await addBody('禾丰县旁观联合社') },
  )
  await county.add('officer', { post: '理事长', person: '张三' }, { body: kept })
  await county.add('officer', { post: '理事长', person: '张三', phone: '1' }, { body: merged })
  await county.add('officer', { post: '监事', person: '李四' }, { body: merged })
  await county.add('member', { person: '成员甲', kind: '农民' }, { body: merged })
  const chair = await county.person('shezhang2', 'chair', { bodies: [merged] })
  await withScope(county.db, SYSTEM, (trx) =>
    sql`insert into app_grant (user_id, kind, value) values (${chair.id}, 'body', ${merged})`.execute(trx),
  )
  await county.check(kept, merged)
  const caseId = randomUUID()
  await inCounty((trx) =>
    sql`insert into problem_case (home, id, code, body, area, title, state, version, opened_on, opened_at)
      values (${HOME}, ${caseId}, 'ZG2023-8001', ${merged}, ${TOWN_B}, '问题', 'proposed', 0, ${TODAY}, now())`.execute(
      trx,
    ),
  )
  const before = await state()
  const preview = must(await inCounty((trx) => previewOfMerge(trx, services, { kept, merged })))
  expect(preview.hangs).toContainEqual({ label: '组织机构与任职', kept: 1, merged: 2, comes: 1, same: 1 })
  expect(preview.blocked).toBeNull()

  const id = must(await merge(kept, merged, ['capital']))
  const { rows: bodies } = await inCounty((trx) =>
    sql`select id, phone, capital, former_names as names, ended from body where id = any (${[kept, merged]}::uuid[]) order by ended`.execute(
      trx,
    ),
  )
  expect(bodies).toEqual([
    { id: kept, phone: '13800000001', capital: 500n, names: '禾丰县和一养鸡专业合作社', ended: false },
    { id: merged, phone: '13800000002', capital: 500n, names: null, ended: true },
  ])
  const count = await inCounty((trx) =>
    sql<{ officers: number; members: number; cases: number; link: string; area: string }>`
      select (select count(*)::int from officer where body = ${kept} and not ended) as officers,
        (select count(*)::int from member where body = ${kept} and not ended) as members,
        (select count(*)::int from problem_case where body = ${kept}) as cases,
        (select other::text from body_link where id = ${watcher}) as link,
        (select area from member where body = ${kept} and not ended) as area`.execute(trx),
  )
  expect(count.rows[0]).toEqual({ officers: 2, members: 1, cases: 1, link: kept, area: TOWN_A })
  for (const q of ['和一养鸡', old])
    expect((await inCounty((trx) => searchBodies(trx, q))).hits.map((one) => one.body)).toEqual([kept])
  expect(await grants(chair.id, kept)).toBe(1)

  // A list that still has the old name and code means the kept one, and changes neither.
  const csv = `合作社名称,统一社会信用代码,联系电话\n禾丰县和一养鸡专业合作社,${old},13800000001\n`
  const planned: PlannedRow[] = []
  must(
    await inCounty(async (trx) => {
      const file = {
        bytes: Buffer.from(csv),
        fileName: '旧.csv',
        register: null,
        onlyArea: HOME,
        fallbackArea: HOME,
      }
      const found = await planFile(trx, services, {
        ...file,
        asOf: TODAY,
        createBodies: false,
        importId: randomUUID(),
        sender: null,
        receiver: null,
        look: (some) => planned.push(...some),
      })
      if (found.ok) await writePlanned(trx, services, found.value.plan)
      return found
    }),
  )
  expect(planned[0]).toMatchObject({ outcome: 'unchanged', body: { id: kept } })

  expect(must(await undo(id))).toBeUndefined()
  expect(await state()).toEqual(before)
  expect((await undo(id)).ok).toBe(false)
  expect(await grants(chair.id, kept)).toBe(0)
  expect(await grants(chair.id, merged)).toBe(1)
})

test('audits and what was told of them move with their cases and come back; of two of one subject the own one answers to it', async () => {
  const kept = await addBody('禾丰县合三专业合作社')
  const merged = await addBody('禾丰县和三专业合作社', {}, TOWN_B)
  const [own, same, other, notice] = Array.from({ length: 4 }, () => randomUUID())
  const item = (id: string | undefined, at: { body: string; area: string }, more: object = {}) => {
    const { procedure, parent, subject } = { procedure: 'book_audit', parent: null, subject: null, ...more }
    return inCounty((trx) =>
      sql`insert into procedure_item (home, id, procedure, code, title, area, body, parent, subject, state, opened_on)
        values (${HOME}, ${id}, ${procedure}, ${id}, '审计', ${at.area}, ${at.body}, ${parent}, ${subject}, 'planned', ${TODAY})`.execute(
        trx,
      ),
    )
  }
  const there = { body: merged, area: TOWN_B }
  await item(own, { body: kept, area: TOWN_A }, { subject: '2023 年' })
  await item(same, there, { subject: '2023 年' })
  await item(other, there, { subject: '2022 年' })
  await item(notice, there, { procedure: 'audit_notice', parent: other })
  const lie = async () => {
    const { rows } = await inCounty((trx) =>
      sql<{ id: string; body: string; area: string; subject: string | null }>`
        select id, body, area, subject from procedure_item where id = any (${[own, same, other, notice]}::uuid[])`.execute(
        trx,
      ),
    )
    return Object.fromEntries(rows.map((one) => [one.id, [one.body, one.area, one.subject]]))
  }
  const before = await lie()
  const { hangs } = must(await inCounty((trx) => previewOfMerge(trx, services, { kept, merged })))
  expect(hangs).toContainEqual({ label: '审计', kept: 1, merged: 2, comes: 2, same: 0 })
  const id = must(await merge(kept, merged))
  expect(await lie()).toEqual({
    [own!]: [kept, TOWN_A, '2023 年'],
    [same!]: [kept, TOWN_A, null],
    [other!]: [kept, TOWN_A, '2022 年'],
    [notice!]: [kept, TOWN_A, null],
  })
  must(await undo(id))
  expect(await lie()).toEqual(before)
})

test('what was built on a merge since holds it', async () => {
  const kept = await addBody('禾丰县合二专业合作社')
  const merged = await addBody('禾丰县和二专业合作社')
  await county.add('member', { person: '成员乙', kind: '农民', joined_on: '2020-01-01' }, { body: merged })
  const id = must(await merge(kept, merged))
  await inCounty((trx) =>
    sql`insert into share_event (home, id, body, area, kind, member, amount, day)
      select home, gen_random_uuid(), body, area, 'cash', id, 100, '2022-01-01' from member where body = ${kept}`.execute(
      trx,
    ),
  )
  const refused = await undo(id)
  expect(refused.ok ? '' : refused.problems.map((one) => one.says).join()).toContain('登记了股金变动')
})

test('where ledgers stand decides: the one that has them is kept, two with ledgers are not merged', async () => {
  const [one, two] = [await addBody('禾丰县合三专业合作社'), await addBody('禾丰县和三专业合作社')]
  const book = async (body: string) =>
    withScope(
      county.db,
      (await county.person(`j${body.slice(0, 8)}`, 'accountant', { bodies: [body] })).scope,
      (trx) =>
        sql`insert into book (home, body, area, started_on) values (${HOME}, ${body}, ${TOWN_A}, '2023-01-01')`.execute(
          trx,
        ),
    )
  await book(two)
  const says = (outcome: Outcome<unknown>): string => (outcome.ok ? '' : outcome.problems[0]!.says)
  expect(says(await merge(one, two))).toContain('请保留这一家')
  await book(one)
  expect(says(await merge(one, two))).toContain('两家都有不能搬的账')
})

test('a body with a members’ meeting is kept, whatever became of the meeting', async () => {
  const [one, two] = [await addBody('禾丰县合四专业合作社'), await addBody('禾丰县和四专业合作社')]
  await inCounty((trx) =>
    sql`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on)
      values (${HOME}, gen_random_uuid(), 'general_meeting', 'DH2026-0009', '成员大会', ${TOWN_A}, ${two}, 'cancelled', ${TODAY})`.execute(
      trx,
    ),
  )
  const refused = await merge(one, two)
  expect(refused.ok ? '' : refused.problems[0]!.says).toMatch(/有成员大会或章程，不能搬到别家；请保留这一家/)
  must(await merge(two, one))
})

test('a chain of merges leads to the one that stands; a merged one is not merged again', async () => {
  const [a, b, c] = await Promise.all(['丁', '戊', '己'].map((word) => addBody(`禾丰县合${word}专业合作社`)))
  must(await merge(b!, a!))
  must(await merge(c!, b!))
  const { rows } = await inCounty((trx) => sql`select body_kept(${HOME}, ${a}::uuid) as kept`.execute(trx))
  expect(rows).toEqual([{ kept: c }])
  expect((await inCounty((trx) => searchBodies(trx, '合丁'))).hits.map((one) => one.body)).toEqual([c])
  expect((await merge(c!, a!)).ok).toBe(false)
})

test('plain SQL can not change or remove a merge, nor write one for a place outside its bounds', async () => {
  const [kept, merged] = [await addBody('禾丰县合庚专业合作社'), await addBody('禾丰县和庚专业合作社')]
  const id = must(await merge(kept, merged))
  const as = (who: Caller, statement: string) =>
    withScope(county.db, who.scope, (trx) => sql.raw(statement).execute(trx))
  const other = await county.person('zhenb', 'township', { area: TOWN_B })
  const clerk = await county.person('cunb', 'village', { area: TOWN_A })
  for (const statement of [
    `update body_merge set kept = merged where id = '${id}'`,
    `update body_merge set moved = '{}' where id = '${id}'`,
    `delete from body_merge where id = '${id}'`,
  ])
    await expect(as(officer, statement)).rejects.toMatchObject({ code: '42501' })
  const row = `'${HOME}', gen_random_uuid(), '${TOWN_A}', '${kept}', '${merged}', '试', '{}', '某'`
  const insert = `insert into body_merge (home, id, area, kept, merged, reason, moved, actor_name) values (${row})`
  for (const who of [other, clerk]) await expect(as(who, insert)).rejects.toMatchObject({ code: '42501' })
  // Merged once only.
  await expect(as(officer, insert)).rejects.toMatchObject({ code: '23505' })
  must(await undo(id))
  await expect(
    as(officer, `update body_merge set undone_at = null, undone_by = null where id = '${id}'`),
  ).rejects.toMatchObject({ code: 'HS010' })
})
