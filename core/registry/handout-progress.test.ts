import { expect, test } from 'vitest'
import { reminderText, returnState } from './handout-progress.ts'

const township = (name: string, returnedRows: number, lines = returnedRows) => ({
  name,
  rows: 10,
  returnedRows,
  lines,
})

test('a township has returned once every body is back, partly once anything is', () => {
  expect(returnState(township('甲镇', 0))).toBe('未返回')
  expect(returnState(township('甲镇', 0, 1))).toBe('部分返回')
  expect(returnState(township('甲镇', 9))).toBe('部分返回')
  expect(returnState(township('甲镇', 10))).toBe('已返回')
})

const form = { title: '补填表', dueOn: '2026-12-01' }

test('the reminder names who has returned nothing and what others still owe, and when it is due', () => {
  const text = reminderText({
    ...form,
    today: '2026-12-01',
    townships: [township('甲镇', 0), township('乙镇', 7), township('丙镇', 10)],
  })
  expect(text).toContain('2026年12月1日。')
  expect(text).toContain('尚未返回（1个）：甲镇。')
  expect(text).toContain('乙镇（还差3家）')
  expect(text).not.toContain('丙镇')
})

test('the day after, it says that the day is over', () => {
  const townships = [township('甲镇', 0)]
  expect(reminderText({ ...form, today: '2026-12-01', townships })).not.toContain('逾期')
  expect(reminderText({ ...form, today: '2026-12-02', townships })).toContain('已经逾期')
})

test('when all are back it thanks', () => {
  expect(reminderText({ ...form, today: '2026-12-02', townships: [township('甲镇', 10)] })).toContain(
    '均已返回',
  )
})
