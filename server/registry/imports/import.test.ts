/** A ledger comes in: what becomes of each row, on real PostgreSQL, through the use case that web and command line share. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { fictionalIdNumber } from '#core/values/id-number.ts'
import { exampleAreas } from '#examples/county/areas.ts'
import { importServices } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { addAreas, addMapping } from '#server/regions/store.ts'
import { must } from '../../../tests/must.ts'
import { freshDatabase, type FreshDatabase } from '../../../tests/template.ts'
import { countRows } from './counts.ts'
import type { PlannedRow } from './plan.ts'
import { planFile, writePlanned, type ImportServices } from './run.ts'

let held: FreshDatabase<unknown>
let db: Kysely<unknown>
let services: ImportServices

const COUNTY = '990101'
const scope = { user: 'xian', role: 'county', area_low: COUNTY, area_high: `${COUNTY}A`, door: 'test' }
const TOWNS = exampleAreas.filter((area) => area.level === 'township' && !area.to)

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  db = held.db
  const keys = openKeys(openSecrets(fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-import-'))))
  services = importServices({ keys, documents: [], clock: fixedClock('2023-03-20') })
  services = { ...services, onChange: async () => undefined }
  await withScope(db, { ...scope, national: 'on' }, (trx) =>
    addAreas(
      trx,
      exampleAreas.filter((area) => !area.to),
      'test',
    ),
  )
})
afterAll(() => held.close())

const HEAD = '合作社名称,统一社会信用代码,注册日期,注册资金,住所\n'
const town = (index: number): string => TOWNS[index]!.name
let serial = 100
const code = (): string => fictionalCreditCode('990101', (serial += 1))

async function load(csv: string, more: { asOf?: string; onlyArea?: string | null; file?: string } = {}) {
  return withScope(db, scope, async (trx) => {
    const rows: PlannedRow[] = []
    const { plan } = must(
      await planFile(trx, services, {
        bytes: Buffer.from(csv),
        fileName: more.file ?? '名录.csv',
        register: null,
        onlyArea: more.onlyArea === undefined ? COUNTY : more.onlyArea,
        fallbackArea: COUNTY,
        asOf: more.asOf ?? '2023-03-20',
        createBodies: false,
        importId: randomUUID(),
        sender: null,
        receiver: null,
        look: (some) => rows.push(...some),
      }),
    )
    await writePlanned(trx, services, plan)
    return { rows }
  })
}

const codesOf = (plan: Awaited<ReturnType<typeof load>>, row = 0): string[] =>
  plan.rows[row]!.problems.map((one) => one.code)

test('a clean row is taken, its township found with the ground; the same file again changes nothing', async () => {
  const csv = `${HEAD}禾丰县甲一种植专业合作社,${code()},2015-01-02,100(万元人民币),禾丰县${town(1)}\n`
  const first = await load(csv)
  expect(countRows(first.rows)).toEqual({ read: 1, taken: 1, unchanged: 0, warned: 0, refused: 0 })
  expect(first.rows[0]?.body?.area).toBe(TOWNS[1]!.code)
  expect(first.rows[0]?.placement?.ground).toContain(town(1))
  const again = await load(csv)
  expect(countRows(again.rows)).toMatchObject({ taken: 1, unchanged: 1 })
  expect(again.rows[0]?.version).toBeNull()
})

test('a newer file updates and says what changed; an empty cell erases nothing', async () => {
  const own = code()
  await load(`${HEAD}禾丰县甲二种植专业合作社,${own},2015-01-02,100(万元人民币),禾丰县${town(1)}\n`)
  const newer = await load(`${HEAD}禾丰县甲二种植专业合作社,${own},,300(万元人民币),禾丰县${town(1)}\n`, {
    asOf: '2023-04-01',
  })
  expect(newer.rows[0]?.outcome).toBe('changed')
  expect(newer.rows[0]?.changes).toEqual([{ field: 'capital', before: 100_000_000n, after: 300_000_000n }])
  expect(newer.rows[0]?.version?.values['registeredOn']).toBe('2015-01-02')
})

test('what a body is found by is written again where its name or codes changed, and only there', async () => {
  const own = code()
  const row = (name: string, capital: number): string =>
    `${HEAD}${name},${own},2015-01-02,${capital}(万元人民币),禾丰县${town(1)}\n`
  const kept = async () => {
    const { rows } = await withScope(db, scope, (trx) =>
      sql<{ at: string; words: string; initials: string; nameKey: string }>`
        select ctid::text as at, words, initials, name_key as "nameKey" from body_search
        where words like ${`%${own.toLowerCase()}%`}`.execute(trx),
    )
    return rows
  }
  await load(row('禾丰县甲三种植专业合作社', 100))
  const first = await kept()
  expect(first).toHaveLength(1)
  const changed = await load(row('禾丰县甲三种植专业合作社', 200), { asOf: '2023-04-01' })
  expect(changed.rows[0]?.outcome).toBe('changed')
  expect(await kept()).toEqual(first)
  await load(row('禾丰县甲四养殖专业合作社', 200), { asOf: '2023-05-01' })
  const [renamed] = await kept()
  expect(renamed?.words).toContain('禾丰县甲四养殖专业合作社')
  expect(renamed?.initials).not.toBe(first[0]?.initials)
  expect(renamed?.nameKey).not.toBe(first[0]?.nameKey)
})

test('a row that lies outside the area of the import is refused, and the rest goes in', async () => {
  const row = (name: string, index: number) => `${name},${code()},2015-01-02,,禾丰县${town(index)}\n`
  const plan = await load(HEAD + row('禾丰县乙一专业合作社', 3) + row('禾丰县乙二专业合作社', 2), {
    onlyArea: TOWNS[2]!.code,
  })
  expect(plan.rows.map((one) => one.outcome)).toEqual(['refused', 'new'])
  expect(codesOf(plan)).toContain('outside-area')
})

test('of a row whose address names no county nobody says that it lies outside: it is asked', async () => {
  const row = `禾丰县乙三专业合作社,,2015-01-02,,虚无省无名县子虚镇\n`
  const plan = await load(HEAD + row, { onlyArea: '62' })
  expect(plan.rows.map((one) => one.outcome)).toEqual(['warned'])
  expect(codesOf(plan)).toEqual(['address-asked'])
})

test('an address that does not decide is stored with an open question; a person’s answer serves the next import', async () => {
  const row = (name: string) => `${HEAD}${name},${code()},2015-01-02,,禾丰县向阳公社东风大队\n`
  const asked = await load(row('禾丰县丙一专业合作社'))
  expect(asked.rows[0]?.outcome).toBe('warned')
  expect(codesOf(asked)).toContain('address-asked')
  const key = asked.rows[0]!.placement!.question!.keys[0]!
  await withScope(db, scope, (trx) =>
    addMapping(trx, { home: COUNTY, key, area: TOWNS[4]!.code, from: '2023-01-01', ground: '问过村支书' }),
  )
  const answered = await load(row('禾丰县丙二专业合作社'))
  expect(answered.rows[0]?.outcome).toBe('new')
  expect(answered.rows[0]?.body?.area).toBe(TOWNS[4]!.code)
  expect(answered.rows[0]?.placement?.ground).toContain('人工确认')
})

test('the same name with another code is another body, and a person is asked', async () => {
  const plan = await load(
    `${HEAD}禾丰县丁一专业合作社,${code()},2015-01-02,,禾丰县${town(1)}\n禾丰县丁一专业合作社,${code()},2016-01-02,,禾丰县${town(2)}\n`,
  )
  expect(plan.rows.map((row) => row.outcome)).toEqual(['new', 'warned'])
  expect(codesOf(plan, 1)).toContain('same-name')
  expect(new Set(plan.rows.map((row) => row.body?.id)).size).toBe(2)
})

test('one body in two rows: what agrees is merged, what contradicts is refused with both places', async () => {
  const own = code()
  const row = (capital: string) => `禾丰县戊一专业合作社,${own},2015-01-02,${capital},禾丰县${town(1)}\n`
  const plan = await load(HEAD + row('100(万元人民币)') + row('100(万元人民币)') + row('200(万元人民币)'))
  expect(plan.rows.map((one) => one.outcome)).toEqual(['new', 'unchanged', 'refused'])
  expect(plan.rows[2]?.problems.at(-1)?.says).toContain('第 2 行')
})

test('a code in scientific notation has lost digits: refused, never padded', async () => {
  const plan = await load(`${HEAD}禾丰县己一专业合作社,9.3990101E+17,2015-01-02,,禾丰县${town(1)}\n`)
  expect(plan.rows[0]?.outcome).toBe('refused')
  expect(codesOf(plan)).toContain('digits-lost')
})

test('a body without a code is taken by its name, and gets the code of a later file', async () => {
  const bare = await load(`${HEAD}禾丰县庚一专业合作社,,2015-01-02,,禾丰县${town(1)}\n`)
  const coded = await load(`${HEAD}禾丰县庚一专业合作社,${code()},2015-01-02,,禾丰县${town(1)}\n`)
  expect(coded.rows[0]?.body?.id).toBe(bare.rows[0]?.body?.id)
  expect(coded.rows[0]?.changes.map((one) => one.field)).toContain('creditCode')
})

test('rows of another sheet find their body by code or by name; one that is not in the roll is refused', async () => {
  const own = code()
  await load(`${HEAD}禾丰县辛一专业合作社,${own},2015-01-02,,禾丰县${town(1)}\n`)
  const sheet = '合作社名称,统一社会信用代码,统计日期,成员总数,农民成员数\n'
  const plan = await load(
    `${sheet}禾丰县辛一专业合作社,,2023-01-01,10,9\n某某,${own},2023-02-01,11,9\n查无此社,,2023-01-01,5,5\n`,
  )
  expect(plan.rows.map((row) => row.outcome)).toEqual(['new', 'warned', 'refused'])
  expect(codesOf(plan, 1)).toContain('name-differs')
  expect(codesOf(plan, 2)).toEqual(['body-unknown'])
})

test('what an older sheet says fills the past and leaves the present alone', async () => {
  const own = code()
  await load(`${HEAD}禾丰县壬一专业合作社,${own},2015-01-02,,禾丰县${town(1)}\n`)
  const sheet = '合作社名称,统一社会信用代码,统计日期,成员总数\n'
  await load(`${sheet}禾丰县壬一专业合作社,${own},2023-01-01,12\n`)
  await load(`${sheet}禾丰县壬一专业合作社,${own},2021-01-01,8\n`)
  const { rows } = await withScope(db, scope, (trx) =>
    sql<{
      now: bigint
      past: bigint
    }>`select s.members as now, (select members from member_summary_at('2022-01-01') a where a.body = s.body) as past
      from member_summary s join body b on b.id = s.body where b.credit_code = ${own}`.execute(trx),
  )
  expect(rows).toEqual([{ now: 12n, past: 8n }])
})

test('an id number is closed in the database, found again as the same person, and never in the batch', async () => {
  const own = code()
  await load(`${HEAD}禾丰县癸一专业合作社,${own},2015-01-02,,禾丰县${town(1)}\n`)
  const sheet = '合作社名称,统一社会信用代码,成员姓名,身份证号,成员类型,入社日期\n'
  const number = fictionalIdNumber('990101', '1980-01-01', 1)
  const row = `禾丰县癸一专业合作社,${own},张　三,${number},农民,2016-01-01\n`
  const valid = await load(sheet + row)
  expect(valid.rows[0]?.outcome).toBe('new')
  const again = await load(sheet + row)
  expect(again.rows[0]?.version).toBeNull()
  const { rows } = await withScope(db, scope, (trx) =>
    sql<{
      person: string
      open: boolean
    }>`select person, position('9901011980' in encode(id_number, 'escape')) > 0 as open
      from member m join body b on b.id = m.body where b.credit_code = ${own}`.execute(trx),
  )
  expect(rows).toEqual([{ person: '张　三', open: false }])
})

test('an import that fails on the way leaves nothing behind', async () => {
  const own = code()
  const broken = { ...services, onChange: async () => Promise.reject(new Error('gone')) }
  const csv = `${HEAD}禾丰县子一专业合作社,${own},2015-01-02,,禾丰县${town(1)}\n`
  const attempt = withScope(db, scope, async (trx) => {
    const request = {
      bytes: Buffer.from(csv),
      fileName: 'x.csv',
      register: null,
      onlyArea: COUNTY,
      fallbackArea: COUNTY,
    }
    const { plan } = must(
      await planFile(trx, services, {
        ...request,
        asOf: '2023-03-20',
        createBodies: false,
        importId: randomUUID(),
        sender: null,
        receiver: null,
      }),
    )
    await writePlanned(trx, broken, plan)
  })
  await expect(attempt).rejects.toThrow('gone')
  const { rows } = await withScope(db, scope, (trx) =>
    sql`select 1 from body_version where credit_code = ${own}`.execute(trx),
  )
  expect(rows).toEqual([])
})

test('a township officer’s own list goes in under the township where the address leaves it open, and a person is asked', async () => {
  const own = TOWNS[5]!.code
  const officer = { ...scope, role: 'township', area_low: own, area_high: `${own}A` }
  const csv = `${HEAD}禾丰县丑一专业合作社,${code()},2015-01-02,,禾丰县\n`
  const rows = await withScope(db, officer, async (trx) => {
    const request = {
      bytes: Buffer.from(csv),
      fileName: 'x.csv',
      register: null,
      onlyArea: own,
      fallbackArea: own,
    }
    const planned: PlannedRow[] = []
    const { plan } = must(
      await planFile(trx, services, {
        ...request,
        asOf: '2023-03-20',
        createBodies: false,
        importId: randomUUID(),
        sender: null,
        receiver: null,
        look: (some) => planned.push(...some),
      }),
    )
    await writePlanned(trx, services, plan)
    return planned
  })
  expect(rows[0]?.outcome).toBe('warned')
  expect(rows[0]?.body?.area).toBe(own)
  const { rows: asked } = await withScope(db, officer, (trx) =>
    sql`select 1 from area_question where body = ${rows[0]!.body!.id} and answered_at is null`.execute(trx),
  )
  expect(asked).toHaveLength(1)
})

test('two imports of one new list at the same moment make its bodies once', async () => {
  const rows = [1, 2, 3].map(
    (one) => `禾丰县同时${one}种植专业合作社,${code()},2015-01-02,100(万元人民币),禾丰县${town(1)}\n`,
  )
  const csv = HEAD + rows.join('')
  const plans = await Promise.all([load(csv), load(csv, { onlyArea: null }), load(csv)])
  expect(plans.map((plan) => plan.rows.filter((row) => row.outcome === 'new').length).toSorted()).toEqual([
    0, 0, 3,
  ])
  expect(new Set(plans.flatMap((plan) => plan.rows.map((row) => row.body?.id))).size).toBe(3)
})
