import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskWords } from './mask-words.ts'

test('id numbers, cards and mobile numbers are masked to their last four, wherever they stand', () => {
  expect(maskWords('付王某（99010119800101001X）茧款')).toBe('付王某（990***********001X）茧款')
  expect(maskWords('卡6222021234567890转')).toBe('卡************7890转')
  expect(maskWords('6222 0212 3456 7890')).toBe('************7890')
  expect(maskWords('电话13812345678')).toBe('电话138****5678')
})

test('amounts, days, numbers of vouchers and cases stay as they are', () => {
  for (const text of ['2023-03-15 付 12,345.67 元', '记账凭证 2023-0012', 'TS2026-0001', '净重 1234567 公斤'])
    expect(maskWords(text)).toBe(text)
})

test('whatever stands around it, a card number of 16 to 19 digits never shows more than its last four', () => {
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 19 })
    .map((found) => found.join(''))
  fc.assert(
    fc.property(digits, fc.constantFrom('', '卡号', '：', ' '), (card, before) => {
      return !maskWords(`${before}${card}元`).includes(card.slice(0, 12))
    }),
  )
})
