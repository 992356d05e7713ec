import { describe, expect, it, test } from 'vitest'
import { readMatrix, targetOf, type Grid, type Known } from './matrix.ts'

const known: Known = {
  whole: { area: '9901', name: '禾州市' },
  areas: [
    { area: '990101', name: '禾丰县' },
    { area: '990102', name: '禾南区' },
    { area: '990103', name: '禾北区' },
  ],
  targets: [
    { id: 'p/stars-2023', label: '三星级及以上合作社', by: '2023-12-31', type: 'count' },
    { id: 'p/stars-2024', label: '三星级及以上合作社', by: '2024-12-31', type: 'count' },
    { id: 'p/led-2023', label: '领办参办合作社', by: '2023-12-31', type: 'count' },
    { id: 'p/five-2023', label: '五星级合作社', by: '2023-12-31', type: 'count' },
    { id: 'p/rate-2023', label: '五有达标率', by: '2023-12-31', type: 'ratio' },
  ],
}
const rows = (text: string): string[][] =>
  text.split('\n').map((line) => line.split('|').map((one) => one.trim()))
const of = (text: string, merges: Grid['merges'] = []): Grid => ({ rows: rows(text), merges })
const short = (read: ReturnType<typeof readMatrix>) =>
  read.entries.map(({ target, area, value, cell }) => `${cell} ${target} ${area} ${value}`)

test('headings merged over years, districts without their last sign, a figure merged down is the whole’s', () => {
  const grid = of(
    `任务进度表|||||
    区县|2023年|||2024年|
    |三星级及以上（家）|领办参办（家）|五星级（家）|三星级及以上（家）|备注
    禾丰|60|25|30|80|好
    禾南区|35|32||37|
    禾北区|30|25||35|
    合计|125|82||152|`,
    [
      { top: 0, left: 0, bottom: 0, right: 5 },
      { top: 1, left: 1, bottom: 1, right: 3 },
      { top: 1, left: 4, bottom: 1, right: 5 },
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 3, left: 3, bottom: 5, right: 3 },
    ],
  )
  const read = readMatrix(grid, known)
  expect(read.columns.map((one) => one.target)).toEqual([
    'p/stars-2023',
    'p/led-2023',
    'p/five-2023',
    'p/stars-2024',
    null,
  ])
  expect(read.problems.map((one) => one.code)).toEqual(['target-column'])
  expect(short(read)).toEqual([
    'B4 p/stars-2023 990101 60',
    'B5 p/stars-2023 990102 35',
    'B6 p/stars-2023 990103 30',
    'B7 p/stars-2023 9901 125',
    'C4 p/led-2023 990101 25',
    'C5 p/led-2023 990102 32',
    'C6 p/led-2023 990103 25',
    'C7 p/led-2023 9901 82',
    'D4 p/five-2023 9901 30',
    'E4 p/stars-2024 990101 80',
    'E5 p/stars-2024 990102 37',
    'E6 p/stars-2024 990103 35',
    'E7 p/stars-2024 9901 152',
  ])
})

describe('what an officer pasted', () => {
  it('a column that nobody recognises is asked for, and taken as chosen or left out', () => {
    const grid = of('辖区|任务甲\n禾丰县|5')
    expect(readMatrix(grid, known).columns[0]?.target).toBeNull()
    expect(short(readMatrix(grid, known, { 1: 'p/led-2023' }))).toEqual(['B2 p/led-2023 990101 5'])
    expect(readMatrix(grid, known, { 1: '' })).toMatchObject({ entries: [], problems: [] })
    expect(readMatrix(grid, known, { 1: 'p/none' }).problems.map((one) => one.code)).toEqual([
      'target-column',
    ])
  })

  it('all faults are told at once: a strange area, a wrong figure, the same cell twice', () => {
    const read = readMatrix(
      of('辖区|2023年领办参办|2023年五有达标率\n禾丰县|二十|0.6\n禾东区|7|50%\n禾丰|8|80%'),
      known,
    )
    expect(read.problems.map((one) => one.code)).toEqual(['target-area', 'target-value', 'target-value'])
    expect(read.problems[1]?.says).toContain('B2')
    expect(short(read)).toEqual(['B4 p/led-2023 990101 8', 'C4 p/rate-2023 990101 80/100'])
    const double = readMatrix(of('辖区|2023年领办参办\n禾丰县|7\n禾丰|8'), known)
    expect(double.problems.map((one) => one.code)).toEqual(['target-twice'])
  })

  it('a table without a known area says what to write', () => {
    const read = readMatrix(of('甲|乙\n1|2'), known)
    expect(read.problems.map((one) => one.code)).toEqual(['target-areas'])
    expect(read.problems[0]?.says).toContain('禾丰县')
  })

  it('an empty table and empty cells give nothing and no fault', () => {
    expect(readMatrix({ rows: [], merges: [] }, known).entries).toEqual([])
    expect(readMatrix(of('辖区|2023年领办参办\n禾丰县|\n禾南区|—'), known)).toMatchObject({
      entries: [],
      problems: [],
    })
  })
})

test('a heading without a year fits only where one target can be meant', () => {
  expect(targetOf('五有达标率', known.targets)).toBe('p/rate-2023')
  expect(targetOf('三星级及以上合作社', known.targets)).toBeNull()
  expect(targetOf('2024年三星级及以上合作社数量（家）', known.targets)).toBe('p/stars-2024')
  expect(targetOf('三星级及以上合作社', known.targets, '2024')).toBe('p/stars-2024')
  expect(targetOf('2023年三星级及以上合作社', known.targets, '2024')).toBe('p/stars-2023')
  expect(targetOf('备注', known.targets)).toBeNull()
})
