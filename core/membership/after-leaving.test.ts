import { expect, test } from 'vitest'
import { outsideMembership, isMemberOn } from './after-leaving.ts'

const on = (day: string, leftOn: string | null, today = '2023-07-10') =>
  outsideMembership(day, { name: '成员甲', joinedOn: '2020-05-01', leftOn }, today)

test('the last day itself is still a member’s, the day after is not', () => {
  expect(on('2023-06-29', '2023-06-30')?.code).toBe('trade-before-leaving')
  expect(on('2023-06-30', '2023-06-30')).toMatchObject({ code: 'trade-before-leaving', severity: 'warned' })
  expect(on('2023-07-01', '2023-06-30')).toMatchObject({ code: 'trade-after-leaving', severity: 'refused' })
})

test('while the membership lasts nothing is said, up to its last day', () => {
  expect(on('2023-07-01', null)).toBeNull()
  expect(on('2023-06-30', '2023-06-30', '2023-06-30')).toBeNull()
  expect(on('2023-07-10', '2023-12-31')).toBeNull()
})

test('a member is one up to and on the last day', () => {
  expect(['2023-12-30', '2023-12-31', '2024-01-01'].map((day) => isMemberOn('2023-12-31', day))).toEqual([
    true,
    true,
    false,
  ])
  expect(isMemberOn(null, '2024-01-01')).toBe(true)
})

test('a day before the first is kept and pointed at, the first day itself is a member’s', () => {
  expect(on('2020-04-30', null)).toMatchObject({ code: 'trade-before-joining', severity: 'warned' })
  expect(on('2020-05-01', null)).toBeNull()
  expect(
    outsideMembership('2020-04-30', { name: '成员甲', joinedOn: null, leftOn: null }, '2023-07-10'),
  ).toBeNull()
})
