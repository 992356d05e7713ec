import { expect, it } from 'vitest'
import { stepTo } from './grant-steps.ts'

const ROW = { body: 'b', name: '冷库补助', project: 'p' }
const line = (id: string, spent: string | null, photos: string[] = []) => ({
  id,
  item: id,
  purpose: null,
  amount: '100.00',
  spent,
  vouchers: 0,
  photos,
})

it('leads to the line on which money was spent without a photograph, not to one that nobody began', () => {
  const lines = [
    line('later', '0.00'),
    line('unknown', null),
    line('seen', '9.00', ['f']),
    line('dark', '0.01'),
  ]
  expect(stepTo(ROW, 'photo', { vouchers: [], lines })).toBe('/registers/grant_line/dark?edit=1')
  expect(stepTo(ROW, 'photo', { vouchers: [], lines: lines.slice(0, 3) })).toBeNull()
})

it('leads to the line whose spending nobody told, else to the first, or to a new one where there is none', () => {
  const lines = [line('told', '0.00'), line('untold', null)]
  expect(stepTo(ROW, 'spent', { vouchers: [], lines })).toBe('/registers/grant_line/untold?edit=1')
  expect(stepTo(ROW, 'spent', { vouchers: [], lines: lines.slice(0, 1) })).toMatch(/grant_line\/told/)
  expect(stepTo(ROW, 'spent', { vouchers: [], lines: [] })).toMatch(/^\/registers\/grant_line\/new\?body=b&/)
})
