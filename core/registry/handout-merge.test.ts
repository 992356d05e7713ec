import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Values } from '../kernel/field.ts'
import { KEEP, mergeAnswers, type MergeRequest } from './handout-merge.ts'
import { annualReport, memberSummary } from './sheets.ts'

const KNOWN = { asOf: '2025-12-31', members: 50 }

function merge(
  given: Partial<Omit<MergeRequest, 'answers'>> & { answers: Values[]; choices?: Record<string, string> },
) {
  return mergeAnswers({
    register: memberSummary,
    known: KNOWN,
    standing: () => null,
    chosen: (field) => given.choices?.[field] ?? null,
    ...given,
    answers: given.answers.map((values, index) => ({ id: `a${index}`, file: `文件${index}`, values })),
  })
}

test('an answer to an open cell is taken with the date of its record', () => {
  const merged = merge({ answers: [{ ...KNOWN, farmers: 45 }] })
  expect(merged).toEqual({
    held: false,
    writes: [{ answer: 'a0', values: { asOf: '2025-12-31', farmers: 45 } }],
    conflicts: [],
    answered: ['farmers'],
    onto: null,
  })
})

test('empty cells and untouched locked cells say nothing', () => {
  expect(merge({ answers: [{ ...KNOWN, farmers: null }, {}] })).toMatchObject({
    writes: [],
    conflicts: [],
    answered: [],
  })
})

test('two files that agree are one answer, each cell from the file that gave it first', () => {
  const merged = merge({ answers: [{ farmers: 45 }, { farmers: 45, organisations: 2 }] })
  expect(merged.conflicts).toEqual([])
  expect(merged.writes).toEqual([
    { answer: 'a0', values: { asOf: '2025-12-31', farmers: 45 } },
    { answer: 'a1', values: { asOf: '2025-12-31', organisations: 2 } },
  ])
})

test('two files that differ are a conflict of that cell; the other cells go in', () => {
  const answers = [{ farmers: 45, organisations: 2 }, { farmers: 46 }]
  const merged = merge({ answers })
  expect(merged.writes).toEqual([{ answer: 'a0', values: { asOf: '2025-12-31', organisations: 2 } }])
  expect(merged.conflicts).toEqual([
    {
      field: 'farmers',
      kind: 'two-files',
      choices: [
        { key: 'a0', label: '采用文件中的值', value: 45, file: '文件0' },
        { key: 'a1', label: '采用文件中的值', value: 46, file: '文件1' },
      ],
      chosen: null,
    },
  ])
  const writes = merge({ answers, choices: { farmers: 'a1' } }).writes
  expect(writes.find((one) => one.answer === 'a1')).toEqual({
    answer: 'a1',
    values: { asOf: '2025-12-31', farmers: 46 },
  })
})

test('a locked cell that was altered waits for a person: kept by default, taken when chosen', () => {
  const answers = [{ members: 51, farmers: 45 }]
  const merged = merge({ answers })
  expect(
    merged.conflicts.map(({ kind, choices }) => [kind, choices.map(({ key, value }) => [key, value])]),
  ).toEqual([
    [
      'locked-cell',
      [
        [KEEP, 50],
        ['a0', 51],
      ],
    ],
  ])
  expect(merged.writes).toEqual([{ answer: 'a0', values: { asOf: '2025-12-31', farmers: 45 } }])
  expect(merge({ answers, choices: { members: KEEP } }).writes).toEqual(merged.writes)
  expect(merge({ answers, choices: { members: 'a0' } }).writes[0]?.values).toMatchObject({ members: 51 })
})

test('a locked cell that says what stands there by now is no conflict', () => {
  const standing = () => ({
    values: { asOf: '2025-12-31', members: 51 },
    effectiveOn: '2025-12-31',
    file: null,
  })
  expect(merge({ answers: [{ members: 51 }], standing })).toMatchObject({ conflicts: [], writes: [] })
})

test('an open cell that somebody filled in meanwhile is asked about, unless both say the same', () => {
  const standing = () => ({
    values: { asOf: '2025-12-31', farmers: 40 },
    effectiveOn: '2025-12-31',
    file: null,
  })
  const merged = merge({ answers: [{ farmers: 45 }], standing })
  expect(merged.conflicts[0]).toMatchObject({
    kind: 'two-files',
    choices: [
      { key: KEEP, value: 40 },
      { key: 'a0', value: 45 },
    ],
  })
  expect(merge({ answers: [{ farmers: 40 }], standing })).toMatchObject({ conflicts: [], writes: [] })
})

test('figures of another day are another version, not a conflict', () => {
  const standing = () => ({
    values: { asOf: '2024-12-31', members: 40 },
    effectiveOn: '2024-12-31',
    file: null,
  })
  const merged = merge({ known: {}, answers: [{ asOf: '2025-12-31', members: 45 }], standing })
  expect(merged).toMatchObject({ conflicts: [], writes: [{ values: { asOf: '2025-12-31', members: 45 } }] })
})

test('a line whose date or key is in dispute is held as a whole', () => {
  expect(merge({ answers: [{ asOf: '2025-06-30', farmers: 45 }] })).toMatchObject({ held: true, writes: [] })
  const report = { register: annualReport, known: { year: 2024 }, answers: [{ year: 2025, published: true }] }
  expect(merge(report)).toMatchObject({ held: true, conflicts: [{ field: 'year', kind: 'locked-cell' }] })
  expect(merge({ ...report, choices: { year: 'a0' } }).writes).toEqual([
    { answer: 'a0', values: { year: 2025, published: true } },
  ])
  expect(merge({ ...report, choices: { year: KEEP } }).writes).toEqual([
    { answer: 'a0', values: { year: 2024, published: true } },
  ])
})

test('a date completes a record that stands without one, alone or with other cells', () => {
  const undated = { values: { asOf: null, members: 50 }, effectiveOn: '2026-03-20', file: null }
  const given = { known: { members: 50 }, standing: () => undated }
  const alone = merge({ ...given, answers: [{ asOf: '2025-12-31' }] })
  expect(alone).toMatchObject({
    answered: ['asOf'],
    onto: undated,
    writes: [{ values: { asOf: '2025-12-31' } }],
  })
  const more = merge({ ...given, answers: [{ asOf: '2025-12-31', farmers: 45 }] })
  expect(more.writes).toEqual([{ answer: 'a0', values: { asOf: '2025-12-31', farmers: 45 } }])
})

test('the same answer after it was written changes nothing, though the record stands from a later day', () => {
  const standing = () => ({
    values: { asOf: '2025-12-31', members: 50, farmers: 45 },
    effectiveOn: '2026-03-20',
    file: null,
  })
  const merged = merge({ known: { members: 50 }, standing, answers: [{ asOf: '2025-12-31', farmers: 45 }] })
  expect(merged).toMatchObject({ writes: [], conflicts: [] })
})

test('a date alone makes no record', () => {
  expect(merge({ known: {}, answers: [{ asOf: '2025-12-31' }] })).toMatchObject({ writes: [], answered: [] })
})

test('once the choice is written, asking again finds it decided', () => {
  const standing = () => ({
    values: { asOf: '2025-12-31', farmers: 46 },
    effectiveOn: '2025-12-31',
    file: null,
  })
  const merged = merge({ answers: [{ farmers: 45 }, { farmers: 46 }], standing, choices: { farmers: 'a1' } })
  expect(merged.conflicts[0]?.chosen).toBe(KEEP)
  expect(merged.writes).toEqual([])
})

test('the order of the files changes neither what is taken nor what is asked', () => {
  const answer = fc.record({
    farmers: fc.option(fc.integer({ min: 1, max: 3 })),
    members: fc.constantFrom(50, 51),
    organisations: fc.option(fc.nat(2)),
  })
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 4 }), (answers) => {
      const told = (all: Values[]) => {
        const { writes, conflicts } = merge({ answers: all })
        const values = Object.assign({}, ...writes.map((one) => one.values)) as Values
        const asked = conflicts.map(
          ({ field, choices }) =>
            `${field} ${choices
              .map((one) => String(one.value))
              .toSorted()
              .join()}`,
        )
        return { values, asked: asked.toSorted() }
      }
      expect(told(answers.toReversed())).toEqual(told(answers))
    }),
  )
})
