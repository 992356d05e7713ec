import { describe, expect, it } from 'vitest'
import { sampleDocument } from '../../tests/policy-samples.ts'
import { clashesAt, clashesOf, optionHeld, type ClashChoice } from './clash.ts'
import { policyInForce } from './in-force.ts'
import type { ClauseClash } from './policy.ts'

const clash: ClauseClash = {
  id: 'plan/veto',
  document: 'plan',
  label: '否决权',
  sides: [
    { at: 'plan#二', says: '可以否决' },
    { at: 'law#第22条', says: '一人一票' },
  ],
  ground: '不能同时照办',
  floor: { at: 'law#第22条', says: '一人一票' },
  rules: ['law/one-vote'],
  parameters: [],
  options: [
    { id: 'law', says: '照法律', sets: null },
    { id: 'charter', says: '写进章程', sets: null },
  ],
}
const documents = [
  sampleDocument({ id: 'law' }),
  sampleDocument({ id: 'plan', area: '990101', clashes: [clash] }),
]
const at = (area: string, day = '2026-06-01') =>
  policyInForce({ documents, adoptions: [], overrides: [] }, { area, day })
const choice = (given: Partial<ClashChoice>): ClashChoice => ({
  clash: clash.id,
  area: '990101',
  option: 'charter',
  from: '2026-01-01',
  ground: '会议纪要',
  ...given,
})
const held = (choices: ClashChoice[], area = '990101', day?: string) =>
  clashesAt(at(area, day), choices).map((one) => optionHeld(one)?.id)

describe('a clash of clauses', () => {
  it('stands only where both its clauses bind', () => {
    expect(clashesAt(at('990101101'), [])).toHaveLength(1)
    expect(clashesAt(at('140602'), [])).toEqual([])
  })

  it('is settled by the first option, which keeps the law, until the place has chosen', () => {
    expect(held([])).toEqual(['law'])
    expect(held([choice({})])).toEqual(['charter'])
    expect(held([choice({ clash: 'plan/other' })])).toEqual(['law'])
  })

  it('is decided from the day of the choice on, not before', () => {
    expect(held([choice({ from: '2026-06-02' })])).toEqual(['law'])
    expect(held([choice({ from: '2026-06-01' })])).toEqual(['charter'])
  })

  it('goes by the nearest area; what was recorded last holds, and a choice taken back falls to the wider area', () => {
    const town = choice({ area: '990101101', option: 'law' })
    expect(held([choice({}), town], '990101101')).toEqual(['law'])
    expect(held([choice({}), town], '990101102')).toEqual(['charter'])
    expect(held([choice({}), choice({ option: 'law' })])).toEqual(['law'])
    expect(held([choice({}), town, choice({ area: '990101101', option: null })], '990101101')).toEqual([
      'charter',
    ])
  })

  it('is found by the rule that it concerns', () => {
    const standing = clashesAt(at('990101'), [])
    expect(clashesOf(standing, { rule: 'law/one-vote' })).toHaveLength(1)
    expect(clashesOf(standing, { rule: 'law/other' })).toEqual([])
  })
})
