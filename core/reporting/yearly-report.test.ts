import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeStandard, pickFigure, printFigure, printSum, printWan, type Source } from './yearly-report.ts'
import { yearlyReports } from './yearly-reports.ts'

const source = (column: string): Source => ({ column, says: column, rows: { page: '/registers/body' } })
const line = { sources: [source('books'), source('typed')] }

describe('a figure', () => {
  it('comes from the first source that knows it; zero is known', () => {
    expect(pickFigure(line, { books: 0n, typed: 5n })).toMatchObject({
      value: 0n,
      source: { column: 'books' },
    })
    expect(pickFigure(line, { books: null, typed: 5n })).toMatchObject({
      value: 5n,
      source: { column: 'typed' },
    })
    expect(pickFigure(line, { books: null, typed: '' })).toBeNull()
    expect(pickFigure({ sources: [] }, { books: 1n })).toBeNull()
  })

  it('tells the source that says otherwise, and no other', () => {
    expect(pickFigure(line, { books: 4n, typed: 5n })?.differs).toMatchObject({ value: 5n })
    expect(pickFigure(line, { books: 5n, typed: 5n })?.differs).toBeNull()
  })

  it('is printed as its form has it', () => {
    expect(printFigure(123_456_789n, 'money')).toBe('1,234,567.89')
    expect(printFigure(123_456_789n, 'wan')).toBe('123.46')
    expect(printFigure(5999n, 'percent')).toBe('59.99%')
    expect(printFigure(true, 'flag')).toBe('是')
    expect(printFigure(4460n, 'count')).toBe('4,460')
  })
})

it('万元 with two decimals are never more than half a hundredth off, and keep the sign', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (fen) => {
      const hundredths = BigInt(printWan(fen).replaceAll(/[,.]/g, ''))
      const off = hundredths * 10_000n - fen
      expect(off <= 5_000n && off >= -5_000n).toBe(true)
    }),
  )
  expect([-5_000n, -4_999n, 5_000n, 4_999n].map(printWan)).toEqual(['-0.01', '0.00', '0.01', '0.00'])
})

it('a standard is missed below it, met on and above it; unconfirmed it judges nothing', () => {
  const confirmed = { value: 100n, confirmed: true }
  expect([99n, 100n, 101n, null].map((one) => judgeStandard(one, confirmed))).toEqual([
    '未达到',
    '达到',
    '达到',
    '未知',
  ])
  expect(judgeStandard(1n, { value: 100n, confirmed: false })).toBe('待确认')
})

it('the reports name each line once, and what no register has stands there without a source', () => {
  for (const report of yearlyReports) {
    const ids = report.lines.map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const one of report.lines.filter((each) => each.sources.length === 0))
      expect(one.formula).toContain('留空')
  }
})

describe('the sum of an area', () => {
  const of = (sum: bigint | null, known: number) => printSum({ sum, known, bodies: 3 }, 'count')

  it('is unknown where nobody is known, and where none counts of those that are', () => {
    expect([of(null, 0), of(0n, 1), of(0n, 2), of(0n, 3)]).toEqual([null, null, null, '0'])
  })

  it('holds at least from one on, and money that is known to be nought stays', () => {
    expect([of(1n, 1), of(1n, 2), of(1n, 3)]).toEqual(['1', '1', '1'])
    expect(printSum({ sum: 0n, known: 2, bodies: 3 }, 'money')).toBe('0.00')
    expect(printSum({ sum: null, known: 0, bodies: 3 }, 'money')).toBeNull()
  })
})
