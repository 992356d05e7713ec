import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asSeed, drawSample, populationHash, sizeOf, withKeys } from './sample.ts'

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 60 })
const seed = fc.bigInt({ min: 0n, max: 999_999_999_999n }).map(String)

/** Any order of the same, by the runs of numbers given. */
const shuffled = <T>(of: readonly T[], by: readonly number[]): T[] =>
  of
    .map((one, at) => ({ one, at: by[at % by.length]! * 1000 + at }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)

test('the size is exact, nobody comes twice, everybody drawn was there', () => {
  fc.assert(
    fc.property(keys, seed, fc.integer({ min: 1, max: 60 }), (all, number, wanted) => {
      const size = sizeOf({ count: wanted }, all.length)
      const drawn = drawSample(all, { seed: number, size })
      expect(drawn).toHaveLength(size)
      expect(new Set(drawn).size).toBe(size)
      expect(drawn.filter((one) => !all.includes(one))).toEqual([])
    }),
  )
})

test('the same seed gives the same list and the same digest, in whatever order the rows came', () => {
  const orders = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(keys, seed, orders, (all, number, by) => {
      const of = { seed: number, size: sizeOf({ percent: 30 }, all.length) }
      expect(drawSample(shuffled(all, by), of)).toEqual(drawSample(all, of))
      expect(populationHash(shuffled(all, by))).toBe(populationHash(all))
    }),
  )
})

test('a larger draw with the same seed holds the smaller one, so that a list can be made longer in public', () => {
  fc.assert(
    fc.property(keys, seed, (all, number) => {
      const most = drawSample(all, { seed: number, size: all.length })
      for (let size = 1; size <= all.length; size++)
        expect(drawSample(all, { seed: number, size })).toEqual(most.slice(0, size))
    }),
    { numRuns: 30 },
  )
})

test('over many seeds each of ten is drawn about as often as any other', () => {
  const all = Array.from({ length: 10 }, (_, n) => `9362042${n}`)
  const times = new Map(all.map((one) => [one, 0]))
  const draws = 2000
  for (let number = 0; number < draws; number++)
    for (const one of drawSample(all, { seed: String(number), size: 3 })) times.set(one, times.get(one)! + 1)
  // Three in ten, 600; the standard deviation is 20.5.
  for (const [one, count] of times) expect(Math.abs(count - 600), one).toBeLessThan(100)
})

test('any other program gets the same list: the digest of seed, colon and key, smallest first', () => {
  const all = ['93620422MA7AAAAAXX', '禾丰蚕桑专业合作社', '93620422MA7BBBBBXX']
  const digest = (key: string) => createHash('sha256').update(`20260315:${key}`).digest('hex')
  const byHand = all.toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1)).slice(0, 2)
  expect(drawSample(all, { seed: '20260315', size: 2 })).toEqual(byHand)
})

test('a number is a number however it is spoken or typed, and words are none', () => {
  expect(['007', '7', ' 7 ', '1,234', '0', '000'].map(asSeed)).toEqual(['7', '7', '7', '1234', '0', '0'])
  expect(['', '七', '-1', '1.5', '1'.repeat(19)].map(asSeed)).toEqual([null, null, null, null, null])
})

test('a share is rounded up; at least one and at most all are drawn', () => {
  expect([10, 11, 20].map((all) => sizeOf({ percent: 10 }, all))).toEqual([1, 2, 2])
  expect([0, 1, 9, 10, 11].map((count) => sizeOf({ count }, 10))).toEqual([1, 1, 9, 10, 10])
})

test('who shares a code, or has none and shares a name, is told apart by a number', () => {
  const body = (id: string, creditCode: string | null) => ({ body: id, creditCode, name: '同名合作社' })
  const given = withKeys([body('b', null), body('c', 'X1'), body('a', null), body('d', 'X1')])
  expect(given.map((one) => [one.body, one.key])).toEqual([
    ['c', 'X1'],
    ['d', 'X1#2'],
    ['a', '同名合作社'],
    ['b', '同名合作社#2'],
  ])
})
