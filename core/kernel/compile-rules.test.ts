import { describe, expect, it } from 'vitest'
import { compileRules, conditionSql, hasBit, masksOf, wordsOf } from './compile-rules.ts'
import type { Condition } from './rule.ts'

const sql = (condition: Condition) => conditionSql(condition, {}, 'f')

describe('a condition in SQL', () => {
  it('multiplies a ratio crosswise instead of dividing, beyond 64 bits as numeric, and leaves a zero denominator unknown', () => {
    expect(
      sql({
        fact: 'farmer_ratio',
        comparator: 'at_least',
        threshold: { type: 'ratio', value: { num: 80n, den: 100n } },
      }),
    ).toBe(
      '(case when f.farmer_ratio_den > 0 then case when f.farmer_ratio_num between -92233720368547758 and 92233720368547758 ' +
        'and f.farmer_ratio_den <= 92233720368547758 then f.farmer_ratio_num::bigint * 100 >= f.farmer_ratio_den::bigint * 80 ' +
        'else f.farmer_ratio_num::numeric * 100 >= f.farmer_ratio_den::numeric * 80 end end)',
    )
  })

  it('writes words and days as quoted literals that nothing can break out of', () => {
    const word = (value: string) =>
      sql({ fact: 'kind', comparator: 'equals', threshold: { type: 'choice', value } })
    expect(word('正常')).toBe("(f.kind = '正常')")
    expect(word("'; drop table body; --")).toBe("(f.kind = '''; drop table body; --')")
    expect(word(String.raw`\'`)).toBe(String.raw`(f.kind = E'\\''')`)
    expect(
      sql({ fact: 'seen_on', comparator: 'less_than', threshold: { type: 'day', value: '2023-01-01' } }),
    ).toBe("(f.seen_on < date '2023-01-01')")
  })

  it('reads no column for a fact whose id is no identifier', () => {
    const threshold = { type: 'flag', value: true } as const
    expect(sql({ fact: 'a; drop table body', comparator: 'equals', threshold })).toBe('(f.not_a_fact)')
  })

  it('is null where the parameter has no value', () => {
    expect(sql({ fact: 'members', comparator: 'at_least', threshold: { parameter: 'floor' } })).toBe(
      'null::boolean',
    )
  })

  it('joins several words by or', () => {
    const anyOf = ['正常', '收缩'].map((value) => ({ type: 'choice', value }) as const)
    expect(sql({ fact: 'status', comparator: 'one_of', threshold: { anyOf } })).toBe(
      "(f.status = '正常' or f.status = '收缩')",
    )
  })
})

describe('masks', () => {
  const requires: Condition = {
    fact: 'members',
    comparator: 'at_least',
    threshold: { type: 'count', value: 5 },
  }

  it('take a word for every sixty bits up to the highest', () => {
    expect([wordsOf([]), wordsOf([0]), wordsOf([59]), wordsOf([60]), wordsOf([3, 130])]).toEqual([
      0, 1, 1, 2, 3,
    ])
    expect(compileRules([{ bit: 60, appliesTo: null, requires }], {}).words).toBe(2)
  })

  it('are empty arrays without rules', () => {
    expect(compileRules([], {}).masks).toBe('array[]::bigint[] as known, array[]::bigint[] as failed')
  })

  it('put a rule at its own bit of its own half of a word, known below and failed above', () => {
    const { halves } = compileRules([{ bit: 61, appliesTo: null, requires }], {})
    const sum = `case (f.members >= 5) when true then 2::bigint when false then ${2n | (2n << 30n)}::bigint else 0 end`
    expect(halves).toBe(`0::bigint as half_0, 0::bigint as half_1, (${sum}) as half_2, 0::bigint as half_3`)
  })

  it('ask a condition once for all rules that begin with it', () => {
    const flag = (fact: string): Condition => ({
      fact,
      comparator: 'equals',
      threshold: { type: 'flag', value: true },
    })
    const rules = [0, 1, 2].map((bit) => ({
      bit,
      appliesTo: { all: [flag('existing'), flag(`own_${bit}`)] },
      requires,
    }))
    const { halves } = compileRules(rules, {})
    expect(halves.match(/case \(f\.existing\) when/g)).toHaveLength(1)
    expect(halves.match(/case \(f\.own_\d\) when/g)).toHaveLength(3)
  })

  it('ask nothing again that was asked before a condition that is unknown', () => {
    const flag = (fact: string): Condition => ({
      fact,
      comparator: 'equals',
      threshold: { type: 'flag', value: true },
    })
    const appliesTo: Condition = { all: [flag('existing'), flag('normal')] }
    const { halves } = compileRules([{ bit: 0, appliesTo, requires }], {})
    const met = 'case when (f.members >= 5) then 1::bigint else 0 end'
    expect(halves.split('(f.existing)')).toHaveLength(2)
    // Once where `existing` is true, once where it is unknown.
    expect(halves.split('(f.normal)')).toHaveLength(3)
    expect(halves).toContain(`else (${met}) end) when false then 1 else (`)
    expect(halves).toContain(`else (case when (f.normal) is false then 1 else (${met}) end) end`)
  })

  it('are read bit by bit, whether they come as text or as numbers', () => {
    expect(hasBit(['1', '2'], 0)).toBe(true)
    expect(hasBit([1n, 2n], 61)).toBe(true)
    expect(hasBit([1, 2], 60)).toBe(false)
    expect(hasBit(['1'], 61)).toBe(false)
  })
})

it('exactly the bits named are set, across the edge of a word', () => {
  const masks = masksOf([0, 59, 60, 61])
  expect(masks).toEqual([(1n << 59n) + 1n, 3n])
  expect([0, 1, 58, 59, 60, 61, 62].map((bit) => hasBit(masks, bit))).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
    false,
  ])
  expect(masksOf([])).toEqual([])
})
