import { describe, expect, it } from 'vitest'
import { percent, sampleDocument, sampleParameter, sampleRule } from '../../tests/policy-samples.ts'
import { policyInForce, policyPlaces, weaker, type PolicyBooks } from './in-force.ts'
import type { Adoption, Override, PolicyDocument } from './policy.ts'

const law = sampleDocument({
  id: 'law',
  parameters: [sampleParameter({ id: 'floor', floor: 'higher' })],
  rules: [sampleRule({ id: 'law/floor' })],
})
const countyPlan = sampleDocument({
  id: 'plan',
  area: '621024',
  from: '2023-03-15',
  rules: [sampleRule({ id: 'plan/rule' })],
})

function books(documents: PolicyDocument[], more: Partial<PolicyBooks> = {}): PolicyBooks {
  return { documents, adoptions: [], overrides: [], ...more }
}
const at = (area: string, day = '2023-03-20') => ({ area, day })
const ruleIds = (held: PolicyBooks, place: { area: string; day: string }) =>
  policyInForce(held, place).rules.map((rule) => rule.id)

describe('the documents in force', () => {
  it('are national law and the plans of the place, from their day on', () => {
    const held = books([law, countyPlan])
    expect(ruleIds(held, at('621024101000'))).toEqual(['plan/rule', 'law/floor'])
    expect(ruleIds(held, at('621024101000', '2023-03-15'))).toContain('plan/rule')
    expect(ruleIds(held, at('621024101000', '2023-03-14'))).toEqual(['law/floor'])
    expect(ruleIds(held, at('621025'))).toEqual(['law/floor'])
    expect(ruleIds(held, at('621024', '2018-06-30'))).toEqual([])
  })

  it('end with the last day of the document, and of the rule', () => {
    const ended = sampleDocument({
      ...countyPlan,
      to: '2023-05-15',
      rules: [sampleRule({ id: 'plan/early', to: '2023-04-30' })],
    })
    const held = books([ended, law])
    expect(ruleIds(held, at('621024', '2023-04-30'))).toContain('plan/early')
    expect(ruleIds(held, at('621024', '2023-05-01'))).toEqual(['law/floor'])
    expect(policyInForce(held, at('621024', '2023-05-15')).documents).toHaveLength(2)
    expect(policyInForce(held, at('621024', '2023-05-16')).documents).toHaveLength(1)
  })

  it('include a model that the place adopted, within the term of the adoption', () => {
    const adoption: Adoption = {
      document: 'plan',
      area: '990101',
      number: null,
      from: '2024-01-01',
      to: '2024-12-31',
    }
    const held = books([law, countyPlan], { adoptions: [adoption] })
    expect(ruleIds(held, at('990101001', '2024-12-31'))).toContain('plan/rule')
    expect(ruleIds(held, at('990101001', '2025-01-01'))).toEqual(['law/floor'])
    expect(ruleIds(held, at('621024', '2024-06-01')).filter((id) => id === 'plan/rule')).toHaveLength(1)
  })
})

describe('a parameter', () => {
  const values = [
    { from: '2018-07-01', value: percent(60n) },
    { from: '2024-01-01', value: percent(65n) },
  ]
  const value = (held: PolicyBooks, area: string, day = '2024-06-01') =>
    policyInForce(held, { area, day }).parameters.get('floor')?.value

  it('has the value of the day', () => {
    const held = books([
      sampleDocument({ id: 'law', parameters: [sampleParameter({ id: 'floor', values })] }),
    ])
    expect(value(held, '62', '2023-12-31')).toEqual(percent(60n))
    expect(value(held, '62', '2024-01-01')).toEqual(percent(65n))
  })

  it('takes the stricter value of the nearest place, and shows a weaker one as a clash', () => {
    const local = (area: string, percentage: bigint) =>
      sampleDocument({
        id: `plan-${area}`,
        area,
        parameters: [
          sampleParameter({
            id: 'floor',
            document: `plan-${area}`,
            values: [{ from: '2023-01-01', value: percent(percentage) }],
          }),
        ],
      })
    const held = books([law, local('6210', 70n), local('621024', 50n)])
    expect(value(held, '621025')).toEqual(percent(70n))
    expect(value(held, '621024')).toEqual(percent(70n))
    expect(policyInForce(held, at('621024')).clashes).toMatchObject([
      { parameter: 'floor', law: percent(60n), refused: percent(50n), document: 'plan-621024' },
    ])
  })

  it('takes the value that a place has set for itself, with its ground, but never below the law', () => {
    const override = (percentage: bigint): Override => ({
      document: 'law',
      area: '990101',
      parameter: 'floor',
      from: '2023-01-01',
      value: percent(percentage),
      ground: '县政府会议纪要',
    })
    const raised = policyInForce(books([law], { overrides: [override(61n)] }), at('990101001'))
    expect(raised.parameters.get('floor')).toMatchObject({
      value: percent(61n),
      ground: '县政府会议纪要',
      area: '990101',
    })
    expect(value(books([law], { overrides: [override(59n)] }), '990101')).toEqual(percent(60n))
    expect(value(books([law], { overrides: [override(60n)] }), '990101')).toEqual(percent(60n))
  })

  it('that is not verified switches its rules off, until the place confirms a value', () => {
    const held = books([
      sampleDocument({ ...law, parameters: [sampleParameter({ id: 'floor', confirmed: false })] }),
    ])
    const off = policyInForce(held, at('990101'))
    expect([off.rules, off.off.map((one) => [one.rule.id, one.why, one.parameter])]).toEqual([
      [],
      [['law/floor', 'unconfirmed', 'floor']],
    ])
    const own: Override = {
      document: 'law',
      area: '990101',
      parameter: 'floor',
      from: '2023-01-01',
      value: percent(60n),
      ground: '核对原文',
    }
    expect(ruleIds({ ...held, overrides: [own] }, at('990101'))).toEqual(['law/floor'])
    expect(ruleIds({ ...held, overrides: [own] }, at('990102'))).toEqual([])
  })

  it('that has no value yet switches its rules off', () => {
    const later = sampleParameter({ id: 'floor', values: [{ from: '2030-01-01', value: percent(60n) }] })
    const held = policyInForce(books([sampleDocument({ ...law, parameters: [later] })]), at('62'))
    expect(held.off.map((one) => one.why)).toEqual(['no-value'])
  })
})

it('a rule that is not verified is off', () => {
  const held = books([
    sampleDocument({ ...law, rules: [sampleRule({ id: 'law/doubtful', confirmed: false })] }),
  ])
  expect(policyInForce(held, at('62')).off).toMatchObject([{ why: 'unconfirmed', parameter: null }])
})

it('the classes of the nearest document count', () => {
  const classes = (name: string) => [
    { class: name, document: 'x', clause: '一', guidance: '', anyFails: null },
  ]
  const held = books([
    sampleDocument({ ...law, classes: classes('规范') }),
    sampleDocument({ ...countyPlan, classes: classes('甲') }),
  ])
  expect(policyInForce(held, at('621024')).classes).toMatchObject([{ class: '甲' }])
  expect(policyInForce(held, at('621025')).classes).toMatchObject([{ class: '规范' }])
})

it('names the places at which policy can differ', () => {
  const adoption: Adoption = { document: 'plan', area: '9901', number: null, from: '2023-01-01', to: null }
  expect(policyPlaces(books([law, countyPlan], { adoptions: [adoption] }))).toEqual(['', '621024', '9901'])
})

it('a value is weaker on the wrong side of the floor only', () => {
  const side = (floor: 'higher' | 'lower' | 'fixed', value: bigint) =>
    weaker(percent(value), { parameter: { floor }, value: percent(60n) })
  expect([59n, 60n, 61n].map((value) => side('higher', value))).toEqual([true, false, false])
  expect([59n, 60n, 61n].map((value) => side('lower', value))).toEqual([false, false, true])
  expect([59n, 60n, 61n].map((value) => side('fixed', value))).toEqual([true, false, true])
})
