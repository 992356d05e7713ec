import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderOf } from './comparator.ts'
import { fact } from './fact.ts'
import type { Literal } from './literal.ts'
import { printFact, printLiteral, printRatio, sayFinding, UNKNOWN_WORD } from './say.ts'

const eighty: Literal = { type: 'ratio', value: { num: 80n, den: 100n } }

describe('a ratio in words', () => {
  it('is printed without needless decimals', () => {
    expect(printRatio({ num: 4n, den: 5n })).toBe('80%')
    expect(printRatio({ num: 1n, den: 8n })).toBe('12.5%')
    expect(printRatio({ num: 1n, den: 3n })).toBe('33.33%')
  })

  it('is cut off, never rounded up to the threshold that it misses', () => {
    expect(printRatio({ num: 79_999n, den: 100_000n }, [eighty])).toBe('79.99%')
    expect(printRatio({ num: 7_999_999n, den: 10_000_000n }, [eighty])).toBe('79.99%')
    expect(printRatio({ num: 800_001n, den: 1_000_001n }, [eighty])).toBe('80.00001%')
  })

  it('falls back to the two figures where no decimals tell it from the threshold', () => {
    expect(printRatio({ num: 8n * 10n ** 20n + 1n, den: 10n ** 21n }, [eighty])).toBe(
      '800000000000000000001/1000000000000000000000',
    )
  })

  it('stands on the same side of the threshold as the figure itself', () => {
    const small = fc.bigInt({ min: 0n, max: 100_000n })
    fc.assert(
      fc.property(small, fc.bigInt({ min: 1n, max: 100_000n }), (num, den) => {
        const shown = /^(\d+)(?:\.(\d+))?%$/.exec(printRatio({ num, den }, [eighty]))
        const [digits, decimals] = [`${shown?.[1]}${shown?.[2] ?? ''}`, (shown?.[2] ?? '').length]
        const printed = { num: BigInt(digits), den: 100n * 10n ** BigInt(decimals) }
        expect(orderOf(printed, eighty)).toBe(orderOf({ num, den }, eighty))
      }),
    )
  })

  it('is unknown where there is nothing to divide by', () => {
    expect(printRatio({ num: 0n, den: 0n })).toBe(UNKNOWN_WORD)
  })
})

it('values are printed as an officer writes them', () => {
  expect(printFact(4, { type: 'count', unit: '名' })).toBe('4名')
  expect(printFact(123_450n, { type: 'money', unit: '元' })).toBe('1,234.50元')
  expect(printFact(false, { type: 'flag', unit: '是否' })).toBe('否')
  expect(printFact('2023-03-20', { type: 'day', unit: '日' })).toBe('2023-03-20')
  expect(printFact(null, { type: 'count', unit: '名' })).toBe(UNKNOWN_WORD)
  expect(printLiteral(eighty, '%')).toBe('80%')
})

it('a finding names the value, the threshold and the facts that its words ask for', () => {
  const declared = new Map(
    [
      fact('members', { label: '成员', type: 'count', unit: '名', formula: '', reads: [] }),
      fact('farmer_ratio', { label: '农民比例', type: 'ratio', formula: '', reads: [] }),
    ].map((one) => [one.id, one] as const),
  )
  const value = { num: 7n, den: 10n }
  const said = sayFinding({
    rule: { says: '成员{members}，农民占{value}，低于{threshold}，{不认得}' },
    judgement: { fact: 'farmer_ratio', value, threshold: [eighty] },
    facts: { members: 10, farmer_ratio: value },
    declared,
  })
  expect(said).toBe('成员10名，农民占70%，低于80%，{不认得}')
})
