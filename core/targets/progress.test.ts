import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { missingOf, standingOf, type Course } from './progress.ts'

const whole = (value: number) => ({ num: BigInt(value), den: 1n })
const course: Course = {
  comparator: 'at_least',
  value: whole(200),
  kind: 'stock',
  from: '2021-01-01',
  by: '2021-12-27',
}
const HALF = '2021-06-30'

describe('on the half of the way from 100 to 200', () => {
  const at = (actual: number | null, baseline: number | null = 100) =>
    standingOf(course, {
      day: HALF,
      actual: actual === null ? null : whole(actual),
      baseline: baseline === null ? null : whole(baseline),
    })

  it.each([
    [149, '落后'],
    [150, '按进度'],
    [151, '按进度'],
    [199, '按进度'],
    [200, '达到'],
    [201, '达到'],
    [null, '未知'],
  ])('%s is %s', (actual, state) => expect(at(actual).state).toBe(state))

  it('the forecast goes on as it went so far', () => {
    const { forecast } = at(125)
    expect(Number(forecast?.num) / Number(forecast?.den)).toBe(150)
  })

  it('without a baseline there is no pace, and no blame', () => {
    expect(at(120, null)).toMatchObject({ state: '未到期', pace: null, forecast: null })
  })

  it('a flow starts from nothing, whatever stood there before', () => {
    const flow = standingOf({ ...course, kind: 'flow' }, { day: HALF, actual: whole(100), baseline: null })
    expect(flow.state).toBe('按进度')
  })
})

test('on the day of the deadline only the target counts', () => {
  const on = (actual: number) =>
    standingOf(course, { day: course.by, actual: whole(actual), baseline: whole(100) }).state
  expect([on(199), on(200), on(201)]).toEqual(['落后', '达到', '达到'])
})

test('a ceiling is kept from below', () => {
  const ceiling: Course = { ...course, comparator: 'at_most', value: whole(10) }
  const on = (actual: number) =>
    standingOf(ceiling, { day: course.by, actual: whole(actual), baseline: null }).state
  expect([on(9), on(10), on(11)]).toEqual(['达到', '达到', '落后'])
})

test('a ratio is compared without rounding', () => {
  const rate: Course = { ...course, value: { num: 80n, den: 100n } }
  const on = (num: bigint) =>
    standingOf(rate, { day: course.by, actual: { num, den: 10_000_000n }, baseline: null }).state
  expect([on(7_999_999n), on(8_000_000n)]).toEqual(['落后', '达到'])
})

test('more is never worse', () => {
  const rank = ['落后', '按进度', '达到']
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.integer({ min: 0, max: 400 }), (a, b, days) => {
      const day = new Date(Date.UTC(2021, 0, 1 + days)).toISOString().slice(0, 10)
      const state = (actual: number) =>
        rank.indexOf(standingOf(course, { day, actual: whole(actual), baseline: whole(100) }).state)
      expect(state(Math.max(a, b))).toBeGreaterThanOrEqual(state(Math.min(a, b)))
    }),
  )
})

test('trap 2 and trap 11: a rate without its base, or with an open question, is not live', () => {
  const rate = { type: 'ratio', value: { num: 7n, den: 100n } } as const
  expect(missingOf({ value: rate, base: null, question: null })).toHaveLength(1)
  expect(missingOf({ value: rate, base: null, question: '基期数没有写明' })).toHaveLength(2)
  expect(missingOf({ value: rate, base: '正常运行的合作社', question: null })).toEqual([])
  expect(missingOf({ value: { type: 'count', value: 10 }, base: null, question: null })).toEqual([])
})
