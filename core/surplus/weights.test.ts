import { expect, test } from 'vitest'
import { printWeight } from './weights.ts'

test('an amount is printed in yuan, a volume in units without needless zeros', () => {
  expect(printWeight(1_234_50n, 'amount')).toBe('1,234.50')
  expect(printWeight(30_500_000_000n, 'volume')).toBe('30.5')
  expect(printWeight(1_234_000_000_000n, 'volume')).toBe('1,234')
})
