import { expect, test } from 'vitest'
import { endOfMembership, fiscalYearEnd, lastNoticeDay, noticeOf } from './leaving.ts'

test('a person gives notice three months before the end of the year, an organisation six, a federation knows only six', () => {
  expect(noticeOf({ kind: '农民', federation: false })).toEqual({ months: 3, clause: '社法第25条' })
  expect(noticeOf({ kind: '其他自然人', federation: false }).months).toBe(3)
  for (const kind of ['企业', '事业单位', '社会组织', '农村集体经济组织'])
    expect(noticeOf({ kind, federation: false }).months).toBe(6)
  expect(noticeOf({ kind: '农民', federation: true })).toEqual({ months: 6, clause: '社法第62条' })
})

test('the last day of notice is the end of September for persons and of June for organisations', () => {
  expect([lastNoticeDay(2023, 3), lastNoticeDay(2023, 6)]).toEqual(['2023-09-30', '2023-06-30'])
})

test('notice on the last day ends with this year, one day later with the next', () => {
  expect(['2023-09-29', '2023-09-30', '2023-10-01'].map((day) => endOfMembership(day, 3))).toEqual([
    '2023-12-31',
    '2023-12-31',
    '2024-12-31',
  ])
  expect(['2023-06-30', '2023-07-01'].map((day) => endOfMembership(day, 6))).toEqual([
    '2023-12-31',
    '2024-12-31',
  ])
})

test('whoever is expelled stays a member until the end of that fiscal year', () => {
  expect(fiscalYearEnd('2023-03-15')).toBe('2023-12-31')
})
