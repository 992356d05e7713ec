import { expect, test } from 'vitest'
import { sinceOf, type NameSpan } from './name-since.ts'

const span = (name: string, from: string | null, to: string | null): NameSpan => ({ name, from, to })

test('a place that was always there keeps no first day', () => {
  expect(sinceOf([span('甲村', null, null)])).toEqual({ name: null, place: null })
})

test('a renamed place was there before its name; a new one has both on the same day', () => {
  expect(sinceOf([span('甲村', null, '2026-11-01'), span('乙村', '2026-11-01', null)])).toEqual({
    name: '2026-11-01',
    place: null,
  })
  expect(sinceOf([span('丙村', '2026-11-01', null)])).toEqual({ name: '2026-11-01', place: '2026-11-01' })
})

test('taken back later the old name holds anew; taken back on its own day nothing was changed', () => {
  const [first, second] = [span('甲村', null, '2026-11-01'), span('乙村', '2026-11-01', '2026-11-20')]
  expect(sinceOf([first, second, span('甲村', '2026-11-20', null)])).toEqual({
    name: '2026-11-20',
    place: null,
  })
  expect(sinceOf([first, span('甲村', '2026-11-01', null)])).toEqual({ name: null, place: null })
  const nothing = span('乙村', '2026-11-01', '2026-11-01')
  expect(sinceOf([first, nothing, span('甲村', '2026-11-01', null)])).toEqual({ name: null, place: null })
})

test('a gap of one day is another beginning, none is not', () => {
  const after = (from: string) => sinceOf([span('甲村', null, '2026-03-10'), span('甲村', from, null)])
  expect(after('2026-03-11')).toEqual({ name: '2026-03-11', place: '2026-03-11' })
  expect(after('2026-03-10')).toEqual({ name: null, place: null })
})
