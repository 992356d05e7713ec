import { expect, test } from 'vitest'
import { goingTo, type KIND_LABELS, misplaced } from './money-kinds.ts'

interface Account {
  name: string
  kind: keyof typeof KIND_LABELS
}
const bank: Account = { name: '农商行', kind: 'bank' }
const wechat: Account = { name: '社里微信', kind: 'wechat' }
const statement = { file: { name: '流水.csv' }, account: bank, read: { kind: 'bank' as const } }
const bill = { file: { name: '微信账单.csv' }, account: bank, read: { kind: 'wechat' as const } }

test('a bill that was read for the bank goes to the account added for it; the statement of the bank stays', () => {
  expect(misplaced([statement, bill])).toMatch(/微信账单/)
  const moved = goingTo(wechat, [statement, bill])
  expect(moved.map((one) => one.account.name)).toEqual(['农商行', '社里微信'])
  expect(misplaced(moved)).toBeNull()
})

test('where every file has its place, choosing another account takes them all there', () => {
  const other: Account = { name: '信用社', kind: 'bank' }
  expect(goingTo(other, [statement, statement]).map((one) => one.account)).toEqual([other, other])
  expect(goingTo(other, [])).toEqual([])
})
