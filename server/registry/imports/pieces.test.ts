/** A list is decided and written piece by piece: in whatever pieces, the same comes of it as in one. On real PostgreSQL. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY, type Cell } from '#core/kernel/cell.ts'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { fictionalIdNumber } from '#core/values/id-number.ts'
import { importServices } from '#server/assemble.ts'
import { withScope } from '#server/database/connect.ts'
import type { WorkbookSheet } from '#server/files/workbook/workbook.ts'
import type { Caller } from '#server/http/route.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../../tests/small-county.ts'
import { keepBatch } from './batches.ts'
import { prepareWorkbook } from './candidate.ts'
import { reportOf, type LedgerReport } from './report.ts'
import { planPrepared, writePlanned, type ImportServices } from './run.ts'

let county: SmallCounty
let officer: Caller
let services: ImportServices
let towns: string[] = []
beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('fenduan', 'county', { area: HOME })
  const { keys, documents, clock } = county.services
  services = { ...importServices({ keys, documents, clock }), onChange: async () => undefined }
  const { rows } = await sql<{ name: string }>`
    select name from area where code = any (${[TOWN_A, TOWN_B]}) order by code`.execute(county.db)
  towns = rows.map((one) => one.name)
})
afterAll(() => county.database.close())

const ROLL = ['合作社名称', '统一社会信用代码', '注册日期', '注册资金', '住所', '联系电话']
const MEMBERS = ['合作社名称', '统一社会信用代码', '成员姓名', '身份证号', '加入日期']
const NAMES = ['甲', '乙', '丙', '丁'].map((one) => `禾丰县分段${one}种植专业合作社`)
const CODES = [9101, 9102, 9103, 9104].map((one) => fictionalCreditCode(HOME, one))
const ID_NUMBERS = [1, 2].map((one) => fictionalIdNumber(HOME, '1980-01-01', one))

interface Lists {
  roll: string[][]
  members: string[][]
  /** The sheet of members stands before the roll. */
  membersFirst?: boolean
}

/** Both sheets as the reader of files gives them. */
function sheetsOf({ roll, members, membersFirst }: Lists): WorkbookSheet[] {
  const cell = (text: string): Cell => (text === '' ? EMPTY : { type: 'text', text })
  const sheet = (name: string, rows: string[][]): WorkbookSheet => ({
    name,
    hidden: false,
    merges: [],
    hiddenRows: [],
    rows: rows.map((row) => row.map(cell)),
  })
  const sheets = [sheet('名录', [ROLL, ...roll]), sheet('成员', [MEMBERS, ...members])]
  return membersFirst ? sheets.toReversed() : sheets
}

interface Taken {
  report: LedgerReport
  written: unknown
}

const IMPORT = randomUUID()

async function take(trx: Kysely<unknown>, lists: Lists, piece: number): Promise<LedgerReport> {
  const file = '分段.xlsx'
  const workbook = { sheets: sheetsOf(lists), dateSystem: 1900 as const, remarks: [] }
  const prepared = prepareWorkbook(workbook, { file, registers: services.registers })
  const head = { fileName: file, asOf: TODAY, sender: null, receiver: null }
  const bounds = { onlyArea: HOME, fallbackArea: HOME, createBodies: true }
  const request = { ...head, ...bounds, importId: IMPORT, piece }
  const planned = await planPrepared(trx, services, { request, prepared })
  await writePlanned(trx, services, planned.plan)
  const batch = { ...head, id: randomUUID(), home: HOME, area: HOME, bytes: Buffer.from(''), register: null }
  await keepBatch(trx, { ...batch, file: null }, { planned, state: 'done' })
  return reportOf(planned)
}

/** All that came of both lists, the second after the first, ids by the order in which they come; nothing stays. */
async function takeBoth(lists: readonly Lists[], piece: number): Promise<Taken[]> {
  const taken: Taken[] = []
  const undo = new Error('rolled back')
  await withScope(county.db, officer.scope, async (trx) => {
    for (const one of lists)
      taken.push({ report: await take(trx, one, piece), written: await writtenIn(trx) })
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  const known = new Map<string, string>()
  const plain = JSON.stringify(taken).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, (id) => {
    known.set(id, known.get(id) ?? `id ${known.size}`)
    return known.get(id)!
  })
  return JSON.parse(plain) as Taken[]
}

async function writtenIn(trx: Kysely<unknown>): Promise<unknown> {
  const all = async (query: ReturnType<typeof sql<{ row: unknown }>>) =>
    (await query.execute(trx)).rows.map(({ row }) => row)
  const place = sql`source ->> 'sheet', (source ->> 'row')::int, version`
  return {
    batch: await all(sql`
      select to_jsonb(r) - 'import' as row from import_row r join import i on i.home = r.home and i.id = r.import
      order by i.uploaded_at, r.number`),
    summaries: await all(sql`select summary as row from import order by uploaded_at`),
    bodies: await all(sql`
      select to_jsonb(v) - 'recorded_at' as row from body_version v where source ->> 'import' = ${IMPORT} order by ${place}`),
    members: await all(sql`
      select to_jsonb(v) - '{recorded_at,id_number}'::text[] as row from member_version v
      where source ->> 'import' = ${IMPORT} order by ${place}`),
    words: await all(sql`
      select jsonb_build_array(s.words, s.initials, s.name_key) as row from body_search s order by s.words, s.name_key`),
    questions: await all(sql`
      select jsonb_build_array(q.area, q.address, q.question) as row from area_question q order by q.address, q.area`),
  }
}

const rollRow = () =>
  fc.tuple(
    fc.constantFrom(...NAMES, ''),
    fc.constantFrom(...CODES, '', '12345'),
    fc.constantFrom('2015-01-02', '2016-03-04', '', '不详'),
    fc.constantFrom('100(万元人民币)', '200(万元人民币)', '', '一些'),
    fc.constantFrom(0, 1, 2, 3).map((at) => ['', '别处', ...towns.map((name) => `禾丰县${name}`)][at]!),
    fc.constantFrom('13800000001', '13800000002', ''),
  )
const memberRow = () =>
  fc.tuple(
    fc.constantFrom(...NAMES, '禾丰县分段戊养殖专业合作社'),
    fc.constantFrom(...CODES, ''),
    fc.constantFrom('张三', '李四', ''),
    fc.constantFrom(...ID_NUMBERS, '', '1'),
    fc.constantFrom('2018-01-02', '2019-03-04', ''),
  )
const someLists = () =>
  fc.record({ roll: fc.array(rollRow(), { maxLength: 8 }), members: fc.array(memberRow(), { maxLength: 6 }) })

test('in pieces of any size the same rows, versions, questions and problems come as in one piece', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(someLists(), someLists()),
      fc.integer({ min: 1, max: 5 }),
      async (lists, piece) => {
        fc.pre(lists.every(({ roll, members }) => roll.length > 0 || members.length > 0))
        expect(await takeBoth(lists, piece)).toEqual(await takeBoth(lists, 1000))
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)

test('what is seen over all rows is seen across pieces: the same record twice, the same name, a contradiction in the last row', async () => {
  const home = `禾丰县${towns[0]!}`
  const row = (name: string, code: string, capital: string): string[] => [
    name,
    code,
    '2015-01-02',
    capital,
    home,
    '',
  ]
  const roll = [
    row(NAMES[0]!, CODES[0]!, '100(万元人民币)'),
    row(NAMES[1]!, CODES[1]!, '100(万元人民币)'),
    row(NAMES[0]!, CODES[2]!, '100(万元人民币)'),
    row(NAMES[0]!, CODES[0]!, '100(万元人民币)'),
    row(NAMES[1]!, CODES[1]!, '900(万元人民币)'),
  ]
  const [{ report, written } = {}] = await takeBoth([{ roll, members: [] }], 1)
  expect(report?.rows).toMatchObject({ read: 5, refused: 1 })
  expect(report?.problems.filter((one) => one.severity === 'refused')).toMatchObject([
    { code: 'row-twice-differs', row: 6, says: expect.stringContaining('与第 3 行是同一条记录') },
  ])
  expect(report?.problems.filter((one) => one.code === 'same-name')).toMatchObject([{ row: 4 }])
  const { batch, bodies } = written as {
    batch: { content: { problems: { code: string }[] } }[]
    bodies: unknown[]
  }
  expect(batch[3]?.content.problems.map((one) => one.code)).toContain('row-twice')
  expect(bodies).toHaveLength(3)
})

test('a workbook that lays a body elsewhere takes its members along, whatever the order of sheets and pieces', async () => {
  const roll = (town: string): string[] => [NAMES[0]!, CODES[0]!, '2015-01-02', '', `禾丰县${town}`, '']
  const member = [NAMES[0]!, CODES[0]!, '张三', '', '2018-01-02']
  const first: Lists = { roll: [roll(towns[0]!)], members: [] }
  const moved: Lists = { roll: [roll(towns[1]!)], members: [member] }
  for (const [piece, membersFirst] of [1, 1000].flatMap((size) => [
    [size, false] as const,
    [size, true] as const,
  ])) {
    const [, after] = await takeBoth([first, { ...moved, membersFirst }], piece)
    expect(after?.report.rows.refused).toBe(0)
    const written = after?.written as { members: { area: string }[] } | undefined
    expect(written?.members.map((one) => one.area)).toEqual([TOWN_B])
  }
})
