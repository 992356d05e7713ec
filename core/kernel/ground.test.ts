import { expect, test } from 'vitest'
import { groundWords } from './ground.ts'

test('a citation is said by its clause, the paper of an office as it was written', () => {
  expect(groundWords('party-led-2022#四(一)3')).toBe('四(一)3')
  expect(groundWords('禾政办发〔2026〕3号')).toBe('禾政办发〔2026〕3号')
  expect(groundWords('')).toBe('')
})
