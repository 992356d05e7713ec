/** `heshe divide` as a script runs it, on workbooks and on the same as JSON. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { type CellValue, writeWorkbook } from '#server/files/workbook/write.ts'
import { divideFile } from './divide-file.ts'
import { divisionTemplate } from './template.ts'
import { must } from '../../tests/must.ts'
import { type Ended, runHeshe } from '../../tests/run-heshe.ts'

let work: string
beforeAll(() => {
  work = mkdtempSync(path.join(os.tmpdir(), 'heshe-divide-'))
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

const heshe = (...args: string[]): Promise<Ended> =>
  runHeshe(args, { cwd: work, data: path.join(work, 'data') })

const YEAR = { surplus: '400000.00', reserveRate: '10%', patronageRate: '70%', subsidyTotal: '200000' }
const MEMBERS = [
  { id: '1', name: '甲<1>', contribution: '600000', reserveShare: '500000', amount: '3000.00' },
  { id: '2', name: '乙', contribution: '400000', amount: '1000.00' },
]

async function workbookOf(name: string, year: CellValue[][], members: CellValue[][]): Promise<string> {
  const text = (heading: string) => ({ heading, width: 20, kind: 'text' as const })
  const bytes = await writeWorkbook({
    sheets: [
      { name: '年度', title: '盈余分配', columns: ['项目', '金额'].map(text), rows: year },
      {
        name: '社员',
        columns: [
          text('序号'),
          text('社员编号'),
          text('社员姓名'),
          { heading: '股金（元）', width: 20, kind: 'money' },
          { heading: '公积金（元）', width: 20, kind: 'money' },
          { heading: '辣椒交易额（元）', width: 20, kind: 'money' },
        ],
        rows: members,
      },
    ],
  })
  writeFileSync(path.join(work, name), bytes)
  return name
}

test('JSON and a workbook in other words and units give the same one object', async () => {
  writeFileSync(path.join(work, 'in.json'), JSON.stringify({ year: YEAR, members: MEMBERS }))
  const book = await workbookOf(
    'in.xlsx',
    [
      ['当年盈余（万元）', '40'],
      ['公积金提取比例', '10%'],
      ['二次返利比例', '0.7'],
      ['财政补助（万元）', '20'],
    ],
    [
      ['1', '1', '甲', 600_000, 500_000, 3000],
      ['2', '2', '乙', 400_000, null, 1000],
      ['合计', '', '', 1_000_000, 500_000, 4000],
    ],
  )
  const [json, sheet] = [await heshe('divide', 'in.json', '--json'), await heshe('divide', book, '--json')]
  expect(json).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(json.out)).toEqual({
    distributable: { law: '360000.00', statement: '360000.00' },
    reserve: '40000.00',
    patronage: '252000.00',
    remainder: '108000.00',
    members: [
      { id: '1', patronage: '189000.00', remainder: '76235.29', total: '265235.29' },
      { id: '2', patronage: '63000.00', remainder: '31764.71', total: '94764.71' },
    ],
    findings: [],
  })
  expect(sheet).toEqual(json)
})

test('the papers hold steps with clauses, each member and a slip whose arithmetic can be gone over', async () => {
  writeFileSync(
    path.join(work, 'low.json'),
    JSON.stringify({ year: { ...YEAR, patronageRate: '50%' }, members: MEMBERS }),
  )
  const ended = await heshe('divide', 'low.json', '--out', 'result')
  expect(ended.code).toBe(1)
  expect(ended.out).toContain('低于 60%')
  const bytes = readFileSync(path.join(work, 'result', '盈余分配方案.xlsx'))
  const book = must(await readWorkbook(bytes, '盈余分配方案.xlsx'))
  expect(book.sheets.map((one) => one.name)).toEqual(['分配步骤', '成员分配', '检查', '方案比较', '方案依据'])
  const texts = book.sheets.map((one) => JSON.stringify(one.rows))
  expect(texts[0]).toContain('社法第44条')
  expect(texts[2]).toContain('低于 60%')
  expect(texts[3]).toContain('不得采用')
  expect(texts[1]).toMatch(/合计.*4,000.00/)
  const slips = readFileSync(path.join(work, 'result', '明白纸.html'), 'utf8')
  expect(slips).toContain('180,000.00 × 您的交易额 3,000.00 ÷ 全社 4,000.00 = 135,000.00 元')
  expect(slips).toContain('甲&lt;1&gt;')
})

test('all faults of a workbook come at once, each with its cell, and nothing is divided', async () => {
  const book = await workbookOf(
    'bad.xlsx',
    [
      ['本年盈余', '四十万'],
      ['返还比例', '170%'],
    ],
    [
      ['1', '1', '甲', 1, null, -5],
      ['2', '1', '乙', 1, null, 1],
    ],
  )
  const { code, out, err } = await heshe('divide', book)
  expect([code, out]).toEqual([2, ''])
  const lines = err.trim().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^工作表“年度”第 3 行 B 列/)
  expect(lines[2]).toMatch(/^工作表“社员”第 2 行 F 列.*负数/)
  expect(lines[3]).toMatch(/第 3 行 B 列.*第 2 行/)
})

test('the template comes once, is told what it still lacks, and divides when it is filled in', async () => {
  expect((await heshe('divide', '--template', '分配.xlsx')).code).toBe(0)
  const empty = await heshe('divide', '分配.xlsx')
  expect(empty.code).toBe(2)
  expect(empty.err).toContain('没有“本年盈余”')
  expect((await heshe('divide', '--template', '分配.xlsx')).code).toBe(2)
  expect((await heshe('divide')).code).toBe(2)
})

test.each([
  ['64.99%', '10%', ['patronage-below-charter']],
  ['65%', '10%', []],
  ['65.01%', '10%', []],
  ['65%', '9.99%', ['reserve-off-charter']],
  ['65%', '10.01%', ['reserve-off-charter']],
  ['59.99%', '10%', ['patronage-below-floor', 'patronage-below-charter']],
])(
  'beside a charter of 65 % and a reserve of 10 %, %s returned and %s kept tell %j',
  async (patronageRate, reserveRate, codes) => {
    const charter = { charterPatronageRate: '65%', charterReserveRate: '10%' }
    const file = { year: { ...YEAR, patronageRate, reserveRate, ...charter }, members: MEMBERS }
    const divided = must(await divideFile(new TextEncoder().encode(JSON.stringify(file)), 'in.json'))
    expect(divided.division.findings.map((one) => one.code)).toEqual(codes)
    for (const one of divided.division.findings.filter(({ code }) => code.endsWith('charter')))
      expect(one.clause).toMatch(/^社法第4[24]条、章程$/)
  },
)

test('a charter in the workbook stands beside the formula, and the template asks for it', async () => {
  const book = await workbookOf(
    'charter.xlsx',
    [
      ['当年盈余（万元）', '40'],
      ['公积金提取比例', '10%'],
      ['返还比例', '62%'],
      ['章程规定的返还比例', '65%'],
      ['章程规定的公积金比例', '10%'],
    ],
    [['1', '1', '甲', 600_000, 500_000, 3000]],
  )
  const ended = await heshe('divide', book, '--out', 'chartered')
  expect(ended.code).toBe(1)
  expect(ended.out).toContain('少于章程规定的 65%')
  const bytes = readFileSync(path.join(work, 'chartered', '盈余分配方案.xlsx'))
  const steps = JSON.stringify(must(await readWorkbook(bytes, '盈余分配方案.xlsx')).sheets[0]!.rows)
  expect(steps).toContain('社法第42条、章程')
  expect(steps).toContain('社法第44条、章程')
  const blank = must(await readWorkbook(await divisionTemplate(), '空白.xlsx'))
  expect(JSON.stringify(blank.sheets[0]!.rows)).toMatch(/章程规定的返还比例.*章程规定的公积金比例/)
})
