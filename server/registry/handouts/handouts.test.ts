/** Twelve townships get their forms, fill them in as clerks do, and send them back in disorder. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Handout, previewHandout, ReturnBatch } from '#contract/registry.ts'
import { cellText, type Sheet } from '#core/kernel/cell.ts'
import { withScope } from '#server/database/connect.ts'
import { unzip, zipDirectory } from '#server/files/zip.ts'
import { recordsOf } from '../../../examples/county/example-body.ts'
import { withMischief } from '../../../examples/county/form-mischief.ts'
import { signIn, type Person } from '../../../tests/app.ts'
import { bodies, filled, listOf, saved, visible, withCell, withoutColumn } from '../../../tests/clerk.ts'
import {
  drop,
  handoutApp,
  sheetsOf,
  workbooksOf,
  type HandoutApp,
  type Upload,
} from '../../../tests/handout-app.ts'
import { packZip } from './pack.ts'

type Preview = z.infer<typeof previewHandout.response>

let app: HandoutApp
let form: Handout
let files: Upload[]
/** Township → its form as it was handed out. */
const issued = new Map<string, Sheet[]>()

beforeAll(async () => {
  app = await handoutApp()
  const made = await app.county.post<Handout>('/api/handouts', {
    rules: [],
    registers: ['member_summary', 'annual_report', 'operating_status'],
    title: '农民合作社情况补填表（2026年3月）',
    dueOn: '2026-04-01',
  })
  form = made.body
  for (const file of await workbooksOf(app.county, form)) issued.set(file.area, await sheetsOf(file))
  files = returned()
})
afterAll(() => app.close())

const done = (area: string): Sheet[] => filled(issued.get(area)!)
const NAMED = '成员汇总'
const first = (sheets: readonly Sheet[], change: (sheet: Sheet) => Sheet): Sheet[] =>
  sheets.map((sheet) => (sheet.name === NAMED ? change(sheet) : sheet))
const rowsIn = (sheets: readonly Sheet[]): number =>
  visible(sheets).reduce((sum, sheet) => sum + listOf(sheet).last - 1, 0)
const column = (sheet: Sheet, heading: string): number =>
  sheet.rows[1]!.findIndex((cell) => cellText(cell).startsWith(heading))

/** A row of the list in which that cell was filled in by us. */
function knownRow(area: string, heading: string): number {
  const sheet = issued.get(area)!.find((one) => one.name === NAMED)!
  return sheet.rows.findIndex(
    (row, index) => index > 1 && index <= listOf(sheet).last && cellText(row[column(sheet, heading)]) !== '',
  )
}

/** A row of the list in which that cell stands open. */
function openRow(area: string, heading: string): number {
  const sheet = issued.get(area)!.find((one) => one.name === NAMED)!
  return sheet.rows.findIndex((row, index) => index > 1 && cellText(row[column(sheet, heading)]) === '')
}

/** What comes back: thirteen townships' worth of habits. */
function returned(): Upload[] {
  const odd = (sheet: Sheet): Sheet => {
    const rows = listOf(sheet)
    const shorter = withMischief(withMischief(sheet, 'reorder', rows), 'delete', rows)
    return withMischief(shorter, 'add', { ...rows, last: rows.last - 1 })
  }
  const nameOnly = (sheet: Sheet): Sheet =>
    withCell(withCell(sheet, { row: 2, heading: '行标识' }, ''), { row: 2, heading: '统一社会信用代码' }, '')
  const altered = (sheet: Sheet): Sheet =>
    withCell(
      withMischief(sheet, 'alter', listOf(sheet)),
      { row: knownRow('990101105', '成员总数'), heading: '成员总数' },
      '4321',
    )
  const open = openRow('990101200', '带动农户')
  return [
    {
      name: '榆钱沟.xlsx',
      bytes: saved(
        first(done('990101203'), (sheet) =>
          withCell(sheet, { row: openRow('990101203', '带动农户'), heading: '带动农户' }, '很多户'),
        ),
      ),
    },
    { name: '新建 Microsoft Excel 工作表.xlsx', bytes: saved(done('990101001')) },
    { name: '塔前.xlsx', bytes: saved(first(done('990101002'), nameOnly)) },
    { name: '麦川镇 最终版.xlsx', bytes: saved(done('990101101')) },
    { name: '粟坪.xls', bytes: saved(done('990101102'), 'biff8') },
    {
      name: '云水坪.csv',
      bytes: saved(
        visible(done('990101103')).filter((sheet) => sheet.name === NAMED),
        'csv',
      ),
    },
    { name: '豆溪（改）.xlsx', bytes: saved(first(done('990101104'), odd)) },
    { name: '麦川镇 最终版(1).xlsx', bytes: saved(done('990101101')) },
    { name: '桑榆镇.xlsx', bytes: saved(first(done('990101105'), altered)) },
    { name: '枣林川.xlsx', bytes: saved(visible(done('990101106'))) },
    {
      name: '荞麦岭甲.xlsx',
      bytes: saved(
        first(done('990101200'), (sheet) => withCell(sheet, { row: open, heading: '带动农户' }, '11')),
      ),
    },
    {
      name: '荞麦岭乙.xlsx',
      bytes: saved(
        first(done('990101200'), (sheet) => withCell(sheet, { row: open, heading: '带动农户' }, '12')),
      ),
    },
    {
      name: '白鹭洲.xlsx',
      bytes: saved(visible(done('990101201')).map((sheet) => withoutColumn(sheet, '行标识'))),
    },
    { name: '梨树湾.et', bytes: saved(done('990101202'), 'biff8') },
  ]
}

const versions = async (): Promise<number> =>
  withScope(app.database.db, { national: 'on', role: 'auditor' }, async (trx) => {
    const { rows } = await sql<{ n: bigint }>`
      select (select count(*) from body_version) + (select count(*) from member_summary_version)
        + (select count(*) from annual_report_version) + (select count(*) from operating_status_version) as n`.execute(
      trx,
    )
    return Number(rows[0]!.n)
  })

test('thirteen workbooks are made, one of them for bodies whose township nobody knows yet', async () => {
  expect(form.townships).toHaveLength(13)
  expect(form.townships[0]).toMatchObject({ area: '990101', name: '乡镇待定', state: '未返回' })
  expect(form.reminder).toContain('尚未返回（12个）')
  const answer = await app.county.get<Buffer>(`/api/handouts/${form.id}/workbooks.zip`)
  const entries = zipDirectory(answer.body) ?? []
  expect(entries).toHaveLength(13)
  expect(entries.map((one) => one.name)).toContain('麦川镇_补填表_2026-04-01.xlsx')
  const sheets = await sheetsOf({ name: 'a.xlsx', bytes: unzip(answer.body, entries[3]!)! })
  expect(sheets).toEqual(issued.get(form.townships[3]!.area))
})

let batch: ReturnBatch

test('every file is recognised, the same file once, and every row is counted', async () => {
  const answer = await drop(app, app.county, files)
  expect(answer.says).toBe('')
  batch = answer.body
  const named = Object.fromEntries(batch.files.map((file) => [file.name, [file.areaName, file.counts.read]]))
  const expected = (area: string, more = 0) => [
    form.townships.find((one) => one.area === area)!.name,
    rowsIn(issued.get(area)!) + more,
  ]
  expect(named).toEqual({
    '榆钱沟.xlsx': expected('990101203'),
    '新建 Microsoft Excel 工作表.xlsx': expected('990101001'),
    '塔前.xlsx': expected('990101002'),
    '麦川镇 最终版.xlsx': expected('990101101'),
    '麦川镇 最终版(1).xlsx': ['麦川镇', 0],
    '粟坪.xls': expected('990101102'),
    '云水坪.csv': [
      '云水坪镇',
      listOf(issued.get('990101103')!.find((sheet) => sheet.name === NAMED)!).last - 1,
    ],
    '豆溪（改）.xlsx': expected('990101104'),
    '桑榆镇.xlsx': expected('990101105'),
    '枣林川.xlsx': expected('990101106'),
    '荞麦岭甲.xlsx': expected('990101200'),
    '荞麦岭乙.xlsx': expected('990101200'),
    '白鹭洲.xlsx': expected('990101201'),
    '梨树湾.et': expected('990101202'),
  })
  for (const { counts } of [batch, ...batch.files])
    expect(counts.taken + counts.warned + counts.refused).toBe(counts.read)
  expect(batch.files.every((file) => file.handout === form.id)).toBe(true)
  expect(
    batch.files.find((file) => file.name === '麦川镇 最终版(1).xlsx')?.problems.map((one) => one.code),
  ).toContain('file-twice')
})

test('what only a person can decide is asked, each thing once, with the values side by side', () => {
  const kinds = batch.conflicts.map((one) => `${one.kind} ${one.field}`)
  expect(kinds.toSorted()).toEqual([
    'locked-cell members',
    'locked-cell name',
    'no-key null',
    'two-files ledHouseholds',
    'unknown-body null',
  ])
  const two = batch.conflicts.find((one) => one.kind === 'two-files')!
  expect(two.choices.map(({ value, file }) => [value, file])).toEqual([
    [11, '荞麦岭甲.xlsx'],
    [12, '荞麦岭乙.xlsx'],
  ])
  const locked = batch.conflicts.find((one) => one.field === 'members')!
  expect(locked.choices.map(({ key, value }) => [key === 'keep', value === 4321])).toEqual([
    [true, false],
    [false, true],
  ])
  expect(batch.refused.map((one) => one.file).toSorted()).toEqual(['塔前.xlsx', '豆溪（改）.xlsx'])
})

test('the good rows go in; the questions stay, and the batch with them', async () => {
  const answer = await app.county.post<ReturnBatch>(`/api/handouts/returns/${batch.id}/confirm`)
  expect(answer.says).toBe('')
  expect(answer.body.state).toBe('preview')
  expect(answer.body.conflicts.map((one) => one.kind).toSorted()).toEqual(
    batch.conflicts.map((one) => one.kind).toSorted(),
  )
  expect(answer.body.counts.taken).toBe(answer.body.counts.unchanged)
  const { body } = await app.county.get<Handout>(`/api/handouts/${form.id}`)
  const states = Object.fromEntries(
    body.townships.map((one) => [one.name, [one.state, one.conflicts, one.refused]]),
  )
  expect(states).toMatchObject({
    麦川镇: ['已返回', 0, 0],
    粟坪镇: ['已返回', 0, 0],
    云水坪镇: ['部分返回', 0, 0],
    豆溪镇: ['部分返回', 1, 1],
    塔前街道: ['部分返回', 1, 1],
    桑榆镇: ['已返回', 2, 0],
    乡镇待定: ['未返回', 0, 0],
  })
  expect(body.reminder).not.toContain('麦川镇')
  expect(body.reminder).toContain('云水坪镇（还差')
})

test('what was filled in stands in the register as it is, and says from which cell of whose file', async () => {
  const name = cellText(issued.get('990101102')!.find((sheet) => sheet.name === NAMED)!.rows[2]![1])
  const truth = recordsOf(
    bodies.find((one) => one.name === name)!,
    'member_summary',
  ).at(-1)!
  const found = await withScope(app.database.db, { national: 'on', role: 'auditor' }, async (trx) => {
    const { rows } = await sql<{ members: bigint; as_of: string; source: Record<string, unknown> }>`
      select m.members, m.as_of, m.source from member_summary_version m join body b on b.home = m.home and b.id = m.body
      where b.name = ${name} order by m.version desc limit 1`.execute(trx)
    return rows[0]!
  })
  expect([Number(found.members), found.as_of]).toEqual([truth['members'], truth['asOf']])
  expect(found.source).toMatchObject({
    file: '粟坪.xls',
    sheet: NAMED,
    row: 3,
    sender: '各乡镇',
    receiver: '何春耕',
  })
  expect(Object.keys(found.source['columns'] as object).length).toBeGreaterThan(0)
})

test('answered questions go in with the next confirmation, and the batch is done', async () => {
  const pick: Record<string, (one: ReturnBatch['conflicts'][number]) => string> = {
    'two-files': (one) => one.choices.find(({ value }) => value === 12)!.key,
    'locked-cell': (one) =>
      one.field === 'members' ? one.choices.find(({ value }) => value === 4321)!.key : 'keep',
    'no-key': (one) => one.choices[0]!.key,
    'unknown-body': () => 'skip',
  }
  for (const conflict of batch.conflicts) {
    const choice = pick[conflict.kind]!(conflict)
    const answer = await app.county.post<ReturnBatch>(`/api/handouts/returns/${batch.id}/choices`, {
      conflict: conflict.id,
      choice,
    })
    expect(answer.says).toBe('')
  }
  const before = await versions()
  const answer = await app.county.post<ReturnBatch>(`/api/handouts/returns/${batch.id}/confirm`)
  expect(answer.body.state).toBe('done')
  expect(await versions()).toBe(before + 3)
  expect(answer.body.counts.refused).toBe(1)
  const { body } = await app.county.get<Handout>(`/api/handouts/${form.id}`)
  expect(body.townships.find((one) => one.name === '塔前街道')).toMatchObject({
    state: '已返回',
    conflicts: 0,
    refused: 0,
  })
})

test('the same files again change nothing, and a done batch is not written twice', async () => {
  const before = await versions()
  const again = await drop(app, app.county, files.toReversed())
  expect(again.body.id).not.toBe(batch.id)
  expect(
    again.body.files.every((file) =>
      file.problems.some((one) => /^file-(returned-before|twice)$/.test(one.code)),
    ),
  ).toBe(true)
  await app.county.post(`/api/handouts/returns/${again.body.id}/confirm`)
  await app.county.post(`/api/handouts/returns/${batch.id}/confirm`)
  expect(await versions()).toBe(before)
  const open = await drop(app, app.county, files)
  expect(open.body.id).toBe(again.body.id)
})

test('the sheet of errors goes back by township, with file, row, column and what to do', async () => {
  const answer = await app.county.get<Buffer>(`/api/handouts/returns/${batch.id}/errors.xlsx`)
  const sheets = await sheetsOf({ name: '退回.xlsx', bytes: answer.body })
  const town = sheets.find((sheet) => sheet.name === '榆钱沟乡')!
  const texts = town.rows[2]!.map(cellText)
  expect(texts.slice(0, 3)).toEqual(['榆钱沟.xlsx', NAMED, String(openRow('990101203', '带动农户') + 1)])
  expect(texts[3]).toMatch(/^[A-Z]$/)
  expect(texts.at(-1)).toContain('带动农户')
})

test('a township takes back its own files and no others', async () => {
  const person: Person = await signIn(app, 'zhen1')
  const list = await person.get<{ handouts: Handout[] }>('/api/handouts')
  expect(list.body.handouts[0]?.townships.map((one) => one.name)).toEqual(['麦川镇'])
  const answer = await drop(
    app,
    person,
    files.filter((file) => /^(麦川镇 最终版\.|粟坪)/.test(file.name)),
  )
  const [own, other] = answer.body.files
  expect(own).toMatchObject({ areaName: '麦川镇' })
  expect(other?.counts.read).toBe(0)
  expect(other?.problems.map((one) => one.code)).toContain('outside-area')
})

test('what is no table is told by name and stops nothing', async () => {
  const photo = { name: '照片.jpg', bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]) }
  const { body, status } = await drop(app, app.county, [photo, files[1]!])
  expect(status).toBe(200)
  expect(body.files[0]).toMatchObject({ name: '照片.jpg', handout: null, area: null, counts: { read: 0 } })
  expect(body.files[0]?.problems[0]).toMatchObject({ severity: 'refused', place: { file: '照片.jpg' } })
  expect(body.files[1]?.counts.read).toBeGreaterThan(0)
})

test('files that come together in a .zip are taken one by one', async () => {
  const zip = packZip([
    { name: '汇总/麦川镇.xlsx', bytes: files[3]!.bytes },
    { name: '汇总/粟坪镇.xlsx', bytes: saved(done('990101102')) },
  ])
  const { body } = await drop(app, app.county, [{ name: '两个镇.zip', bytes: zip }])
  expect(body.files.map((file) => [file.name, file.areaName])).toEqual([
    ['麦川镇.xlsx', '麦川镇'],
    ['粟坪镇.xlsx', '粟坪镇'],
  ])
})

test('who may not hand out, may not; what was issued is never changed', async () => {
  const auditor = await signIn(app, 'shenji')
  expect(
    (
      await auditor.post('/api/handouts', {
        rules: [],
        registers: ['survey'],
        title: '甲表',
        dueOn: '2026-04-01',
      })
    ).status,
  ).toBe(403)
  const change = withScope(app.database.db, { national: 'on', role: 'county', user: 'xian' }, (trx) =>
    sql`update handout_row set known = '{}'`.execute(trx),
  )
  await expect(change).rejects.toThrow(/permission denied/)
})

test('rules ask for what they lack and nothing else', async () => {
  const asked = { rules: ['cooperative-law/farmers-at-least-four-fifths'], registers: [] }
  const { body: preview, says } = await app.county.post<Preview>('/api/handouts/preview', asked)
  expect(says).toBe('')
  expect(preview.townships.map((one) => one.name)).toContain('乡镇待定')
  expect(new Set(preview.columns.map((one) => one.register))).toEqual(new Set(['member_summary']))
  expect(preview.columns.map((one) => one.field)).toContain('farmers')
  const nothing = await app.county.post('/api/handouts', {
    ...asked,
    bodies: [],
    title: '没有人',
    dueOn: '2026-04-01',
  })
  expect([nothing.status, nothing.says]).toEqual([422, expect.stringContaining('没有要补的内容')])
})

test('rows that were sorted without their hidden column end up with the right bodies', async () => {
  const area = '990101106'
  const made = await app.county.post<Handout>('/api/handouts', {
    rules: [],
    registers: ['survey'],
    area,
    title: '摸底',
    dueOn: '2026-04-01',
  })
  const [file] = await workbooksOf(app.county, made.body)
  const turned = filled(await sheetsOf(file!)).map((sheet) =>
    sheet.name === '摸底排查' ? withKeysTurned(sheet) : sheet,
  )
  const { body: back } = await drop(app, app.county, [{ name: '枣林川.xlsx', bytes: saved(turned) }])
  // Where a body has no code, key and name alone can not settle it.
  const list = turned.find((sheet) => sheet.name === '摸底排查')!
  const codeless = list.rows.slice(2, listOf(list).last + 1).filter((row) => cellText(row[2]) === '')
  expect(back.conflicts.map((one) => one.bodyName)).toEqual(codeless.map((row) => cellText(row[1])))
  expect(back.counts.refused).toBe(codeless.length)
  await app.county.post(`/api/handouts/returns/${back.id}/confirm`)
  const { rows } = await withScope(app.database.db, { national: 'on', role: 'auditor' }, (trx) =>
    sql<{ name: string; debt_amount: bigint | null }>`
      select b.name, s.debt_amount from survey s join body b on b.home = s.home and b.id = s.body where b.area like '990101106%'`.execute(
      trx,
    ),
  )
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) {
    const truths = recordsOf(
      bodies.find((one) => one.name === row.name)!,
      'survey',
    ).map((one) => one['debtAmount'] ?? null)
    expect(truths).toContain(row.debt_amount)
  }
  const { body: after } = await app.county.get<Handout>(`/api/handouts/${made.body.id}`)
  expect(after.townships.map((one) => [one.name, one.rows - one.returnedRows])).toEqual([
    ['枣林川镇', expect.any(Number)],
  ])
  expect(after.townships[0]?.state).not.toBe('未返回')
})

/** The hidden column stays where it was while the rest moves down by one. */
function withKeysTurned(sheet: Sheet): Sheet {
  const { first: from, last } = listOf(sheet)
  const at = column(sheet, '行标识')
  const keys = sheet.rows.slice(from, last + 1).map((row) => row[at]!)
  return {
    ...sheet,
    rows: sheet.rows.map((row, index) =>
      index < from || index > last ? row : row.with(at, keys[(index - from + 1) % keys.length]!),
    ),
  }
}
