import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stretchesOf } from './judged-otherwise.ts'

const below = (area: string, code: string): boolean => area >= code && area < `${code}A`
const code = fc.array(fc.constantFrom('1', '2', '9'), { maxLength: 4 }).map((digits) => digits.join(''))

test('a policy area without the nearer ones is the stretches between them', () => {
  expect(stretchesOf({ area: '', but: ['3302', '1406'] })).toEqual([
    { from: '', to: '1406' },
    { from: '1406A', to: '3302' },
    { from: '3302A', to: 'A' },
  ])
  expect(stretchesOf({ area: '14', but: ['14'] })).toEqual([])
})

test('for any areas the stretches hold just the codes that lie in the area and in no nearer one', () => {
  fc.assert(
    fc.property(code, fc.array(code, { maxLength: 4 }), code, (area, nearer, asked) => {
      const but = nearer.map((one) => area + one)
      const held = stretchesOf({ area, but }).filter(({ from, to }) => asked >= from && asked < to)
      const expected = below(asked, area) && !but.some((one) => below(asked, one))
      expect(held.length).toBe(expected ? 1 : 0)
    }),
  )
})
