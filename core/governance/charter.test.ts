import { expect, test } from 'vitest'
import { charterOn, judgeCharter, sayTerms } from './charter.ts'

const codes = (adoptedOn: string, inForce: string): string[] =>
  judgeCharter({ adoptedOn, inForce }, '2026-03-15').map((one) => one.code)

test('a version is adopted by today and holds from the day of its adoption or later', () => {
  expect(codes('2026-03-15', '2026-03-15')).toEqual([])
  expect(codes('2026-03-15', '2026-03-16')).toEqual([])
  expect(codes('2026-03-15', '2026-03-14')).toEqual(['charter-before-adopted'])
  expect(codes('2026-03-16', '2026-03-15')).toEqual(['charter-later', 'charter-before-adopted'])
  expect(codes('', '2026-03-15')).toEqual(['charter-day'])
})

test('on a day holds the last version in force: the day before, the day itself, before the first', () => {
  const versions = [{ inForce: '2020-01-01' }, { inForce: '2026-04-01' }]
  expect(charterOn(versions, '2026-03-31')).toEqual(versions[0])
  expect(charterOn(versions, '2026-04-01')).toEqual(versions[1])
  expect(charterOn(versions, '2019-12-31')).toBeUndefined()
})

test('a later version that begins earlier holds, since it was adopted later', () => {
  const versions = [{ inForce: '2026-06-01' }, { inForce: '2026-04-01' }]
  expect(charterOn(versions, '2026-07-01')).toEqual(versions[1])
})

test('of terms is said what the charter says', () => {
  expect(sayTerms({})).toEqual([])
  expect(sayTerms({ recusal: false, proxyLimit: 0 })).toEqual(['一人最多受托 0 人'])
  expect(sayTerms({ noticeDays: 15, recusal: true })).toEqual([
    '开会 15 日前通知成员',
    '与议题有利害关系的成员不参加该项表决',
  ])
  expect(sayTerms({ reserveRate: 0, patronageRate: 655_000 })).toEqual([
    '提取公积金 0%',
    '按交易量（额）返还不低于 65.5%',
  ])
  expect(sayTerms({ patronageRate: { num: 2, den: 3 } })).toEqual(['按交易量（额）返还不低于 三分之二'])
})
