import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planUndo, type Reliance, type WrittenRecord } from './import-undo.ts'

const body: WrittenRecord = { register: 'body', id: 'b', body: 'b', created: true }
const member: WrittenRecord = { register: 'member', id: 'm', body: 'b', created: true }
const report: WrittenRecord = { register: 'annual_report', id: 'r', body: 'b', created: false }
const since = (on: Reliance['on']): Reliance => ({ on, kind: 'case', what: '整改单', by: '张某', at: null })
const ids = (records: readonly WrittenRecord[]): string[] => records.map((one) => one.id)

test('without anything built on it an import goes back whole', () => {
  expect(ids(planUndo([body, member, report], []).undo)).toEqual(['b', 'm', 'r'])
})

test('a record that was relied on stays, and with it the body that the import made', () => {
  const plan = planUndo([body, member, report], [since({ record: 'm' })])
  expect(ids(plan.undo)).toEqual(['r'])
  expect(plan.stay.map(({ record, because }) => [record.id, because[0]?.kind])).toEqual([
    ['b', 'records'],
    ['m', 'case'],
  ])
})

test('a body that stood before goes back though a record of it has to stay', () => {
  const plan = planUndo([{ ...body, created: false }, member], [since({ record: 'm' })])
  expect(ids(plan.undo)).toEqual(['b'])
})

test('what builds on registers of a body holds the rows of these registers, of all where none is named', () => {
  expect(ids(planUndo([member, report], [since({ body: 'b', registers: ['member'] })]).undo)).toEqual(['r'])
  expect(planUndo([member, report], [since({ body: 'b', registers: null })]).undo).toEqual([])
  expect(ids(planUndo([member, report], [since({ body: 'c', registers: null })]).undo)).toEqual(['m', 'r'])
})

test('what needs the body to be there holds the body only where the import made it', () => {
  expect(planUndo([body], [since({ existing: 'b' })]).undo).toEqual([])
  expect(ids(planUndo([{ ...body, created: false }, member], [since({ existing: 'b' })]).undo)).toEqual([
    'b',
    'm',
  ])
})

test('every record is either taken back or stays with a reason, whatever builds on what', () => {
  const record = fc.record({
    register: fc.constantFrom('body', 'member', 'annual_report'),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    body: fc.constantFrom('a', 'b'),
    created: fc.boolean(),
  })
  const on = fc.oneof(
    fc.record({ record: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.record({ existing: fc.constantFrom('a', 'b') }),
    fc.record({
      body: fc.constantFrom('a', 'b'),
      registers: fc.option(fc.subarray(['body', 'member', 'annual_report'])),
    }),
  )
  fc.assert(
    fc.property(fc.array(record), fc.array(on), (records, ons) => {
      const plan = planUndo(records, ons.map(since))
      expect(plan.undo.length + plan.stay.length).toBe(records.length)
      for (const { because } of plan.stay) expect(because.length).toBeGreaterThan(0)
      const staying = new Set(plan.stay.map((one) => one.record.body))
      for (const one of plan.undo)
        if (one.id === one.body && one.created) expect(staying.has(one.body)).toBe(false)
    }),
  )
})
