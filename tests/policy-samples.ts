/** Small policy documents for tests of what is in force and of classes. */
import type { Literal } from '#core/kernel/literal.ts'
import type { Parameter, PolicyDocument } from '#core/kernel/policy.ts'
import type { Rule } from '#core/kernel/rule.ts'

/** A document that binds the whole country from 2018-07-01, with what is given changed. */
export function sampleDocument(given: Partial<PolicyDocument> & { id: string }): PolicyDocument {
  return {
    level: given.area === undefined || given.area === '' ? 'law' : 'plan',
    title: given.id,
    number: null,
    issuer: '某机关',
    area: '',
    from: '2018-07-01',
    to: null,
    term: null,
    source: '',
    note: null,
    hash: given.id,
    clauses: [],
    parameters: [],
    rules: [],
    targets: [],
    classes: [],
    problemKinds: [],
    clashes: [],
    stages: [],
    numbers: [],
    slots: [],
    ...given,
  }
}

export function percent(value: bigint): Literal {
  return { type: 'ratio', value: { num: value, den: 100n } }
}

/** A parameter of type ratio, with what is given changed. */
export function sampleParameter(given: Partial<Parameter> & { id: string }): Parameter {
  return {
    document: 'law',
    clause: '第44条',
    label: given.id,
    type: 'ratio',
    unit: '%',
    confirmed: true,
    note: null,
    floor: null,
    values: [{ from: '2018-07-01', value: percent(60n) }],
    ...given,
  }
}

/** A rule that wants at least what its parameter says, with what is given changed. */
export function sampleRule(given: Partial<Rule> & { id: string }): Rule {
  return {
    bit: 0,
    document: 'law',
    clause: '第44条',
    label: given.id,
    appliesTo: null,
    requires: { fact: 'returned', comparator: 'at_least', threshold: { parameter: 'floor' } },
    severity: 'serious',
    says: '{value} 低于 {threshold}',
    remedy: '改正',
    judgedBy: 'figures',
    confirmed: true,
    problemKind: null,
    class: null,
    from: null,
    to: null,
    cases: [],
    ...given,
  }
}
