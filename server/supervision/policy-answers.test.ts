import path from 'node:path'
import { expect, it } from 'vitest'
import { registers } from '#core/reporting/registers.ts'
import { must } from '../../tests/must.ts'
import { countAnswered, describeAnswer } from './policy-answers.ts'
import { knownParts } from './policy-known.ts'
import { loadPolicies } from './policy-loader.ts'

const labels = new Map(registers.map((one) => [one.id, one.label]))
const { documents } = must(
  await loadPolicies(path.resolve(import.meta.dirname, '../../policy'), knownParts(labels.keys())),
)

it('every answer of every clause has words of its own', () => {
  for (const document of documents) {
    for (const answer of document.clauses.flatMap((clause) => clause.answers)) {
      const described = describeAnswer(answer, { document, documents, registers: labels })
      expect(described.label).toMatch(answer.kind === 'planned' ? /^[A-N]\d\d$/ : /[一-龥]{2}/)
    }
  }
})

it('a target is named with what is to be reached by when', () => {
  const document = documents.find((one) => one.id === 'shuocheng-2021')!
  const home = { document, documents, registers: labels }
  expect(describeAnswer({ kind: 'target', id: 'five-haves-2021' }, home)).toEqual({
    kind: 'target',
    id: 'shuocheng-2021/five-haves-2021',
    label: '五有达标率不低于50%（2021-12-31前）',
  })
  expect(describeAnswer({ kind: 'rule', id: 'cooperative-law/member-accounts-kept' }, home).label).toBe(
    '设立成员账户',
  )
})

it('every clause is answered today, planned, or beyond software', () => {
  for (const document of documents) {
    const { clauses, answered, planned } = countAnswered(document)
    const beyond = document.clauses.filter((one) => one.noSoftware !== null).length
    expect(answered + planned + beyond).toBe(clauses)
    expect(answered).toBeGreaterThan(0)
  }
})

it('of the five plans every clause of the index is there', () => {
  const plans = documents.filter((one) => one.level === 'plan')
  expect(Object.fromEntries(plans.map((one) => [one.id, countAnswered(one).clauses]))).toEqual({
    'heshui-2023': 20,
    'nanchuan-2021': 20,
    'ningbo-2023': 19,
    'party-led-2022': 36,
    'shuocheng-2021': 31,
  })
})
