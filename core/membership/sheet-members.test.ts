import { expect, test } from 'vitest'
import { dayOf, memberFinder, textOf } from './sheet-members.ts'

const find = memberFinder([
  { id: 'a', number: '1', name: '王大江' },
  { id: 'b', number: '2', name: '李　梅' },
  { id: 'c', number: '3', name: '李梅' },
])

test('a member is found by number, or by a name that only one bears, whatever blanks stand in it', () => {
  expect(find('1', '').id).toBe('a')
  expect(find('', '王 大江').id).toBe('a')
  expect(find('2', '李梅').id).toBe('b')
})

test('nobody is guessed: an unknown number, another name beside it, a name of two, nothing at all', () => {
  for (const [number, name] of [
    ['9', ''],
    ['1', '李梅'],
    ['', '李梅'],
    ['', '赵六'],
    ['', ''],
  ] as const) {
    const found = find(number, name)
    expect([found.id, found.says === null]).toEqual(['', false])
  }
})

test('figures lose no digit and days are read as offices write them', () => {
  expect(textOf({ type: 'number', number: 1000.1, text: '1000.1' })).toBe('1000.1')
  expect(textOf(undefined)).toBe('')
  expect(dayOf({ type: 'text', text: '2023年3月5日' })).toBe('2023-03-05')
  expect(dayOf({ type: 'text', text: '去年' })).toBe('去年')
})
