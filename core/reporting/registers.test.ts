import { expect, test } from 'vitest'
import { findRegister, registers } from './registers.ts'

test('a register is found by its id and by its alias on the command line', () => {
  expect(findRegister('cooperative')?.id).toBe('body')
  expect(findRegister('survey')?.label).toBe('摸底排查')
  expect(findRegister('nothing')).toBeUndefined()
})

test('the six sheets of the road can be asked for in forms', () => {
  const askable = registers.filter((one) => one.askable).map((one) => one.id)
  expect(askable).toEqual([
    'member_summary',
    'operating_status',
    'annual_report',
    'survey',
    'five_haves',
    'dividend_summary',
  ])
})
