import { describe, expect, it } from 'vitest'
import { readLiteral } from './literal.ts'

const value = (type: Parameters<typeof readLiteral>[0], written: unknown) => {
  const literal = readLiteral(type, written)
  return literal.ok ? literal.value.value : literal.problems.map((one) => one.code)
}

describe('a literal of a policy', () => {
  it('reads amounts to the fen, in 元 and in 万元', () => {
    expect(value('money', '0元')).toBe(0n)
    expect(value('money', '20.5元')).toBe(2050n)
    expect(value('money', '0.01元')).toBe(1n)
    expect(value('money', '3万元')).toBe(3_000_000n)
    expect(value('money', '0.000001万元')).toBe(1n)
  })

  it('refuses an amount without a unit, with a part of a fen, or as a bare number', () => {
    for (const written of ['20', '0.001元', '-1元', '1,000元', 20, '两万元']) {
      expect(value('money', written)).toEqual(['literal-malformed'])
    }
  })

  it('keeps a percentage exact, as two integers', () => {
    expect(value('ratio', '80%')).toEqual({ num: 80n, den: 100n })
    expect(value('ratio', '59.99%')).toEqual({ num: 5999n, den: 10_000n })
    expect(value('ratio', '4/5')).toEqual({ num: 4n, den: 5n })
  })

  it('refuses a percentage that went through floating point', () => {
    expect(value('ratio', 0.8)).toEqual(['literal-malformed'])
    expect(value('ratio', '0.8')).toEqual(['literal-malformed'])
  })

  it('refuses a count that is no whole number', () => {
    expect(value('count', 5)).toBe(5)
    expect(value('count', 5.5)).toEqual(['literal-malformed'])
    expect(value('count', '5')).toEqual(['literal-malformed'])
  })

  it('takes a day only if the calendar has it', () => {
    expect(value('day', '2024-02-29')).toBe('2024-02-29')
    expect(value('day', '2023-02-29')).toEqual(['literal-malformed'])
  })

  it('tells what was expected, in Chinese', () => {
    const literal = readLiteral('flag', '是')
    expect(literal.ok ? [] : literal.problems.map((one) => one.says)).toEqual([
      '“是”不是是否（true 或 false）',
    ])
    expect(value('choice', '')).toEqual(['literal-malformed'])
    expect(value('choice', '正常')).toBe('正常')
  })
})
