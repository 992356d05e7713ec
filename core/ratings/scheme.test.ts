import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EXAMPLE_SCHEMES } from './example-schemes.ts'
import {
  printHundredths,
  readHundredths,
  resultOf,
  scheme,
  sheetFaults,
  type Scheme,
  type SchemeLine,
  type Sheet,
} from './scheme.ts'

const line = (id: string, kind: SchemeLine['kind'], max = 10_000): SchemeLine => ({
  id,
  section: '',
  item: `第${id}项`,
  kind,
  max,
  weight: 10_000,
  how: '',
  clause: '',
  fact: '',
})
const of = (method: Scheme['method'], lines: SchemeLine[]): Scheme => ({
  title: '试验',
  method,
  example: true,
  source: '',
  lines,
  levels: [
    { level: '甲', from: 9000, lines: 2 },
    { level: '乙', from: 7000, lines: 1 },
  ],
})
const points = of('points', [line('a', 'points'), line('d', 'deduct', 500), line('v', 'veto')])

test('levels at their threshold, below and above', () => {
  const level = (a: number) => resultOf(points, { a, d: 0, v: false }).level
  expect([level(6999), level(7000), level(8999), level(9000), level(9001)]).toEqual([
    null,
    '乙',
    '乙',
    '甲',
    '甲',
  ])
})

test('a deduction counts, a veto puts out whatever the points, an open line leaves no level', () => {
  expect(resultOf(points, { a: 9100, d: 200, v: false })).toMatchObject({
    total: 8900,
    level: '乙',
    deducted: 200,
  })
  expect(resultOf(points, { a: 10_000, d: 0, v: true })).toMatchObject({ level: null, vetoed: ['v'] })
  expect(resultOf(points, { a: 10_000, d: 0 })).toMatchObject({ level: null, open: ['v'] })
})

test('pass and grade: so many met, so many 优, nothing 差', () => {
  const pass = of('pass', [line('a', 'pass'), line('b', 'pass')])
  expect(resultOf(pass, { a: true, b: true }).level).toBe('甲')
  expect(resultOf(pass, { a: true, b: false }).level).toBe('乙')
  expect(resultOf(pass, { a: false, b: false }).level).toBeNull()
  const grade = of('grade', [line('a', 'grade'), line('b', 'grade')])
  expect(resultOf(grade, { a: '优', b: '优' }).level).toBe('甲')
  expect(resultOf(grade, { a: '优', b: '中' }).level).toBe('乙')
  expect(resultOf(grade, { a: '优', b: '差' }).level).toBeNull()
})

test('weights cut off to whole hundredths', () => {
  const weighted = of('points', [{ ...line('a', 'points'), weight: 3333 }])
  expect(resultOf(weighted, { a: 100 }).total).toBe(33)
})

test('all faults of a sheet are told at once', () => {
  const faults = sheetFaults(points, { a: 10_001, d: 1.5, v: '优', x: true })
  expect(faults.map((one) => one.code)).toEqual(['score-value', 'score-value', 'score-value', 'score-line'])
  expect(sheetFaults(points, { a: 10_000, d: 0, v: false })).toEqual([])
})

test('the total lies between zero and the sum of the lines, and more points never lower it', () => {
  const part = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(part, fc.integer({ min: 0, max: 500 }), part, (a, d, more) => {
      const total = (sheet: Sheet) => resultOf(points, sheet).total ?? -1
      const low = total({ a: Math.min(a, more), d, v: false })
      const high = total({ a: Math.max(a, more), d, v: false })
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeGreaterThanOrEqual(low)
      expect(high).toBeLessThanOrEqual(10_000)
    }),
  )
})

test('hundredths are printed and read back alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), (value) => {
      expect(readHundredths(printHundredths(value))).toBe(value)
    }),
  )
  expect([readHundredths('9.555'), readHundredths('-1'), readHundredths('')]).toEqual([null, null, null])
})

test('the example schemes are whole, marked as examples, and of all three kinds', () => {
  for (const each of EXAMPLE_SCHEMES) {
    expect(scheme.safeParse(each).success, each.title).toBe(true)
    expect(each.example && each.title.includes('示例')).toBe(true)
    expect(new Set(each.lines.map((one) => one.id)).size).toBe(each.lines.length)
  }
  expect(new Set(EXAMPLE_SCHEMES.map((one) => one.method))).toEqual(new Set(['points', 'pass', 'grade']))
  const star = EXAMPLE_SCHEMES[0]!
  expect(star.lines.reduce((sum, one) => sum + (one.kind === 'points' ? one.max : 0), 0)).toBe(10_000)
})
