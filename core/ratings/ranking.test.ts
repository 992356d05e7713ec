import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosen, ranked, type Candidate } from './ranking.ts'

const one = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  total: 9000,
  deducted: 0,
  registeredOn: '2015-01-01',
  code: id,
  preferred: false,
  eligible: true,
  ...more,
})
const ids = (of: readonly Candidate[]) => of.map((each) => each.id).join('')

test('ties: fewer deductions, then the older, then the code', () => {
  expect(ids(ranked([one('b'), one('a')]))).toBe('ab')
  expect(ids(ranked([one('a', { deducted: 100 }), one('b')]))).toBe('ba')
  expect(ids(ranked([one('a'), one('b', { registeredOn: '2014-12-31' })]))).toBe('ba')
  expect(ids(ranked([one('a', { total: 8999 }), one('b', { deducted: 500 })]))).toBe('ba')
})

test('H08: half of the places go to the preferred, rounded up, as far as there are so many', () => {
  const list = [one('a'), one('b'), one('c'), one('d', { total: 1, preferred: true })]
  expect(ids(chosen(list, { places: 2, share: 5000 }))).toBe('ad')
  expect(ids(chosen(list, { places: 3, share: 5000 }))).toBe('abd')
  expect(ids(chosen(list, { places: 2, share: 0 }))).toBe('ab')
  expect(ids(chosen(list, { places: 0, share: 5000 }))).toBe('abcd')
})

const candidate = fc.record({
  id: fc.uuid(),
  total: fc.integer({ min: 0, max: 300 }),
  deducted: fc.integer({ min: 0, max: 2 }),
  registeredOn: fc.constantFrom('2014-01-01', '2015-01-01', null),
  code: fc.uuid(),
  preferred: fc.boolean(),
  eligible: fc.boolean(),
})
const list = fc.uniqueArray(candidate, { selector: (each) => each.code, maxLength: 30 })

test('the order does not depend on that of the list', () => {
  fc.assert(
    fc.property(list, (all) => {
      expect(ids(ranked(all.toReversed()))).toBe(ids(ranked(all)))
    }),
  )
})

test('never more than the places, the kept share is filled, nobody is passed over by a lower one of the same kind', () => {
  const quota = fc.record({
    places: fc.integer({ min: 1, max: 12 }),
    share: fc.constantFrom(0, 5000, 10_000),
  })
  fc.assert(
    fc.property(list, quota, (all, of) => {
      const taken = chosen(all, of)
      const able = all.filter((each) => each.eligible)
      expect(taken.length).toBe(Math.min(of.places, able.length))
      const preferred = able.filter((each) => each.preferred).length
      const kept = Math.ceil((of.places * of.share) / 10_000)
      expect(taken.filter((each) => each.preferred).length).toBeGreaterThanOrEqual(Math.min(kept, preferred))
      const order = ranked(able)
      for (const kind of [true, false]) {
        const same = order.filter((each) => each.preferred === kind)
        const count = taken.filter((each) => each.preferred === kind).length
        expect(ids(same.slice(0, count))).toBe(ids(same.filter((each) => taken.includes(each))))
      }
    }),
  )
})
