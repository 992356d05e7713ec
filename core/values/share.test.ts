import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sayPercent, WHOLE } from './share.ts'

test.each([
  [0n, '0%'],
  [1n, '0.0001%'],
  [10_000n, '1%'],
  [333_333n, '33.3333%'],
  [655_000n, '65.5%'],
  [WHOLE, '100%'],
])('%s millionths are said as %s', (share, says) => {
  expect(sayPercent(share)).toBe(says)
})

test('what is said of a share is the share again, nothing is rounded', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: WHOLE }), (share) => {
      const [whole = '', fine = ''] = sayPercent(share).slice(0, -1).split('.')
      expect(BigInt(whole) * 10_000n + BigInt(fine.padEnd(4, '0'))).toBe(share)
    }),
  )
})
