import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { EQUITY_FORM } from './equity-statement.ts'
import { EQUITY_LINES, equityOfCells, isCellOfForm, readEquity, type EquityCell } from './reported-equity.ts'
import { reportedChecks } from './reported.ts'

const cell = (value: string | number | null): Cell =>
  value === null || value === ''
    ? { type: 'empty' }
    : typeof value === 'number'
      ? { type: 'number', number: value, text: String(value) }
      : { type: 'text', text: value }
const sheet = (rows: (string | number | null)[][]): Sheet => ({
  name: '成员权益变动表',
  hidden: false,
  rows: rows.map((row) => row.map(cell)),
})

/** As the agencies print it: 10,000 of contributions and 500 more, 300 of surplus, 30 of it into the reserve, 180 and 90 divided. */
const FORM = [
  ['成员权益变动表'],
  ['项目', '股金', '专项基金', '资本公积', '盈余公积', '未分配盈余', '合计'],
  ['年初余额', 10000, '', '', '—', 0, 10000],
  ['本年增加数', 500, null, null, 30, 300, 830],
  ['　其中：成员增加出资', 500],
  ['　其中：从盈余中提取', null, null, null, 30],
  ['　其中：本年盈余', null, null, null, null, '300.00'],
  ['本年减少数', null, null, null, null, 300],
  ['　其中：提取盈余公积', null, null, null, null, 30],
  ['　其中：盈余返还', null, null, null, null, 180],
  ['　其中：剩余盈余分配', null, null, null, null, 90],
  ['年末余额', 10500, 0, 0, 30, 0, 10530],
]

const at = (cells: readonly EquityCell[], place: string) =>
  cells.find((one) => `${one.account} ${one.line} ${one.label}`.trim() === place)?.amount

test('the form is read cell by cell: a part in its column, a dash as nothing, sums left to be made', () => {
  const cells = readEquity([sheet([['别的']]), sheet(FORM)])!
  expect(at(cells, '301 begin')).toBe(10_000_00n)
  expect(at(cells, '322 begin')).toBe(0n)
  expect(at(cells, '301 increase 成员增加出资')).toBe(500_00n)
  expect(at(cells, '332 increase 本年盈余')).toBe(300_00n)
  expect(at(cells, '332 decrease 提取盈余公积')).toBe(30_00n)
  expect(at(cells, '301 end')).toBe(10_500_00n)
  expect(cells.every(isCellOfForm)).toBe(true)
})

test('a sheet without all five columns or without an end is none', () => {
  expect(readEquity([sheet(FORM.map((row) => row.slice(0, 5)))])).toBeNull()
  expect(readEquity([sheet(FORM.slice(0, -1))])).toBeNull()
  expect(readEquity([])).toBeNull()
})

const OTHERS = {
  sheet: [
    { row: 36, now: 10_500_00n, before: 10_000_00n },
    { row: 39, now: 30_00n, before: 0n },
    { row: 40, now: 0n, before: 0n },
  ],
  income: [
    { row: 12, now: 300_00n, before: null },
    { row: 15, now: 30_00n, before: null },
    { row: 17, now: 180_00n, before: null },
    { row: 18, now: 90_00n, before: null },
  ],
}
const wrong = (cells: readonly EquityCell[]) =>
  reportedChecks({ ...OTHERS, equity: equityOfCells(cells) })
    .filter((one) => !one.ok && /03 表|年初 ＋/.test(one.says))
    .map((one) => one.says.replace(/：相差.*/, ''))

test('it is held against the other two statements and within itself; without it nothing of it is told', () => {
  const cells = readEquity([sheet(FORM)])!
  expect(wrong(cells)).toEqual([])
  const changed = cells.map((one) =>
    one.account === '301' && one.line === 'end' ? { ...one, amount: 1n } : one,
  )
  expect(wrong(changed)).toEqual(['股金年末（03 表）＝ 01 表 36 行期末', '股金：年初 ＋ 增加 − 减少 ＝ 年末'])
  const surplus = cells.map((one) => (one.label === '本年盈余' ? { ...one, amount: 1n } : one))
  expect(wrong(surplus)).toEqual([
    '未分配盈余：年初 ＋ 增加 − 减少 ＝ 年末',
    '未分配盈余列的本年盈余（03 表）＝ 本年盈余（02 表 12）',
  ])
  expect(reportedChecks(OTHERS).some((one) => one.says.includes('03 表'))).toBe(false)
})

test('without figures of the beginning in the balance sheet the beginning is not held against it', () => {
  const nothing = { ...OTHERS, sheet: OTHERS.sheet.map((one) => ({ ...one, before: null })) }
  const labels = reportedChecks({ ...nothing, equity: equityOfCells([]) }).map((one) => one.says)
  expect(labels.some((one) => one.includes('行年初'))).toBe(false)
  expect(labels.some((one) => one.includes('行期末'))).toBe(true)
})

test('property: what is written into the form is read back, every cell of it', () => {
  const whole = EQUITY_LINES.flatMap((line) => line.accounts.map((account) => ({ line, account })))
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: whole.length, maxLength: whole.length }),
      (fen) => {
        const amounts = new Map(
          whole.map(({ line, account }, index) => [`${account}${line.line}${line.label}`, fen[index]!]),
        )
        const row = (line: (typeof EQUITY_LINES)[number]) => [
          line.label === '' ? line.title : `其中：${line.title}`,
          ...EQUITY_FORM.map(({ account }) => {
            const found = amounts.get(`${account}${line.line}${line.label}`)
            return found === undefined ? null : (found / 100).toFixed(2)
          }),
        ]
        const of = (kind: string) => EQUITY_LINES.filter((one) => one.line === kind).map(row)
        const cells = readEquity([
          sheet([
            ['项目', ...EQUITY_FORM.map((one) => one.label)],
            ...of('begin'),
            ['本年增加数'],
            ...of('increase'),
            ['本年减少数'],
            ...of('decrease'),
            ...of('end'),
          ]),
        ])!
        for (const { line, account } of whole)
          expect(at(cells, `${account} ${line.line} ${line.label}`.trim())).toBe(
            BigInt(amounts.get(`${account}${line.line}${line.label}`)!),
          )
      },
    ),
    { numRuns: 50 },
  )
})
