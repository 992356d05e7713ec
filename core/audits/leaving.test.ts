import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavingsOf, type Term } from './leaving.ts'

const term = (person: string, since: string, more: Partial<Term> = {}): Term => ({
  officer: person,
  body: 'a',
  post: '理事长',
  person,
  since,
  until: null,
  ...more,
})
const YEAR = { from: '2025-03-20', today: '2026-03-20' }

test('whoever is followed by another person has left on the day the other began', () => {
  const found = leavingsOf([term('张', '2020-01-01'), term('李', '2026-03-20')], YEAR)
  expect(found).toMatchObject([
    { person: '张', kind: 'leaving', leftOn: '2026-03-20', subject: '张/2020-01-01' },
  ])
  expect(leavingsOf([term('张', '2020-01-01'), term('李', '2026-03-21')], YEAR)).toEqual([])
})

test('a term is over the day after its last day, not on it', () => {
  const until = (day: string) => leavingsOf([term('张', '2020-01-01', { until: day })], YEAR)
  expect(until('2026-03-20')).toEqual([])
  expect(until('2026-03-19')).toMatchObject([{ kind: 'term', leftOn: '2026-03-19' }])
  expect(until('2025-03-20')).toHaveLength(1)
  expect(until('2025-03-19')).toEqual([])
})

test('whoever’s record was ended has left, followed or not', () => {
  const ended = { until: '2026-03-19', gone: true }
  expect(leavingsOf([term('张', '2020-01-01', ended)], YEAR)).toMatchObject([
    { kind: 'leaving', leftOn: '2026-03-19' },
  ])
})

test('the same person again, another post, another cooperative and two who begin on one day end nobody’s term', () => {
  const all = [
    term('张', '2020-01-01'),
    term('张', '2026-01-01'),
    term('李', '2026-01-01', { post: '财务会计' }),
    term('王', '2026-01-01', { body: 'b' }),
    term('孙', '2020-01-01', { body: 'c' }),
    term('钱', '2020-01-01', { body: 'c' }),
  ]
  expect(leavingsOf(all, YEAR)).toEqual([])
})

test('what becomes known of the end later is the same term', () => {
  const open = leavingsOf([term('张', '2020-01-01', { until: '2026-01-31' })], YEAR)
  const followed = leavingsOf(
    [term('张', '2020-01-01', { until: '2026-01-31' }), term('李', '2026-03-01')],
    YEAR,
  )
  expect(followed.map((one) => one.subject)).toEqual(open.map((one) => one.subject))
  expect(followed).toMatchObject([{ kind: 'leaving', leftOn: '2026-01-31' }])
})

test('of a line of persons in one post each but the last is found, each once', () => {
  const lines = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(lines, (days) => {
      const line = days
        .toSorted((a, b) => a - b)
        .map((day, at) =>
          term(
            `人${at}`,
            `2025-${String(4 + Math.floor(day / 50)).padStart(2, '0')}-${String((day % 28) + 1).padStart(2, '0')}`,
          ),
        )
      const found = leavingsOf(line, YEAR)
      const last = line
        .map((one) => one.since)
        .toSorted()
        .at(-1)
      expect(found.map((one) => one.person)).toEqual(
        line.filter((one) => one.since !== last).map((one) => one.person),
      )
      expect(new Set(found.map((one) => one.subject)).size).toBe(found.length)
    }),
  )
})
