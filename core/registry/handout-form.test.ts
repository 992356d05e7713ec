import fc from 'fast-check'
import { expect, test } from 'vitest'
import { f } from '../kernel/field.ts'
import { formColumns, formLines, isFillable, type LineRequest } from './handout-form.ts'
import { annualReport, dividendSummary, fiveHaves, memberSummary } from './sheets.ts'

const request = (given: Partial<LineRequest>): LineRequest => ({
  wanted: new Set(),
  whole: false,
  columns: [],
  standing: [],
  foundedIn: null,
  today: '2026-11-22',
  ...given,
})

test('files, links and secrets do not travel in forms', () => {
  expect([f.files('照片'), f.ref('主体', 'body'), f.secret('证件号', 'idNumber')].map(isFillable)).toEqual([
    false,
    false,
    false,
  ])
  expect(isFillable(f.count('成员数'))).toBe(true)
})

test('the columns are what is asked and what a record can not do without, in the order of the register', () => {
  expect(formColumns(memberSummary, new Set(['farmers']))).toEqual(['asOf', 'members', 'farmers'])
  expect(formColumns(dividendSummary, new Set(['paid']))).toEqual(['asOf', 'year', 'fundKind', 'due', 'paid'])
  expect(formColumns(fiveHaves, new Set(['photos', 'site']))).toEqual(['checkedOn', 'site'])
})

test('what is known is filled in and locked, what is missing stands open', () => {
  const columns = formColumns(memberSummary, new Set(['farmers']))
  const standing = [{ asOf: '2025-12-31', members: 50, farmers: null }]
  const wanted = new Set(['farmers', 'members'])
  expect(formLines(memberSummary, request({ columns, standing, wanted }))).toEqual([
    {
      record: {},
      known: { asOf: '2025-12-31', members: 50 },
      open: ['farmers'],
      wanted: ['farmers'],
      must: ['farmers'],
    },
  ])
})

test('a body that misses nothing of what is asked gets no line', () => {
  const columns = formColumns(memberSummary, new Set(['members']))
  const standing = [{ asOf: '2025-12-31', members: 50 }]
  expect(formLines(memberSummary, request({ columns, standing, wanted: new Set(['members']) }))).toEqual([])
})

test('of a whole register only what is required has to come back; the rest may stay empty', () => {
  const wanted = new Set(Object.keys(memberSummary.fields))
  const columns = formColumns(memberSummary, wanted)
  const [line] = formLines(memberSummary, request({ columns, wanted, whole: true }))
  expect(line?.must).toEqual(['asOf', 'members'])
  expect(line?.wanted).toEqual(columns)
})

test('reports are asked for the last year that was due: on 30 June the year before last, a day later the last', () => {
  const wanted = new Set(['published'])
  const columns = formColumns(annualReport, wanted)
  const yearOn = (today: string) =>
    formLines(annualReport, request({ columns, wanted, today })).map((line) => line.record['year'])
  expect(yearOn('2026-06-30')).toEqual([2024])
  expect(yearOn('2026-07-01')).toEqual([2025])
})

test('a later report that stands with a gap is asked about as well, one of the running year is not', () => {
  const wanted = new Set(['distributable'])
  const columns = formColumns(annualReport, wanted)
  const standing = [
    { year: 2026, published: true },
    { year: 2025, published: true },
  ]
  const lines = formLines(annualReport, request({ columns, wanted, standing, today: '2026-03-20' }))
  expect(lines.map((line) => line.record['year'])).toEqual([2024, 2025])
})

test('a body is not asked about a year before it was founded', () => {
  const wanted = new Set(['published'])
  const columns = formColumns(annualReport, wanted)
  const lines = (foundedIn: number) => formLines(annualReport, request({ columns, wanted, foundedIn })).length
  expect([2024, 2025, 2026].map(lines)).toEqual([1, 1, 0])
})

test('where the key is a choice, each choice has its line', () => {
  const wanted = new Set(['due', 'paid'])
  const columns = formColumns(dividendSummary, wanted)
  const lines = formLines(dividendSummary, request({ columns, wanted }))
  expect(lines.map(({ record }) => [record['year'], record['fundKind']])).toEqual([
    [2025, '到户资金'],
    [2025, '村集体资金'],
  ])
})

test('every column is either known or open, and nothing that is known is asked', () => {
  const keys = Object.keys(memberSummary.fields)
  const known = fc.record({
    members: fc.option(fc.nat()),
    farmers: fc.option(fc.nat()),
    asOf: fc.constant('2025-12-31'),
  })
  fc.assert(
    fc.property(fc.subarray(keys, { minLength: 1 }), known, (asked, record) => {
      const wanted = new Set(asked)
      const columns = formColumns(memberSummary, wanted)
      for (const line of formLines(memberSummary, request({ wanted, columns, standing: [record] }))) {
        expect([...Object.keys(line.known), ...line.open].toSorted()).toEqual(columns.toSorted())
        expect(line.wanted.every((key) => line.open.includes(key))).toBe(true)
      }
    }),
  )
})
