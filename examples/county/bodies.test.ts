import { expect, test } from 'vitest'
import { isCreditCode } from '#core/values/credit-code.ts'
import { checkIdNumber } from '#core/values/id-number.ts'
import { exampleBodies } from './bodies.ts'
import { EXAMPLE } from './days.ts'
import { recordsOf } from './example-body.ts'
import { COUNTS } from './plans.ts'
import { stories } from './stories.ts'

const bodies = exampleBodies(EXAMPLE)

test('the county has 180 bodies, so many of each kind', () => {
  expect(bodies).toHaveLength(180)
  for (const [kind, count] of COUNTS) expect(bodies.filter((one) => one.kind === kind)).toHaveLength(count)
})

test('the same seed and day give the same bodies, another seed others', () => {
  expect(exampleBodies(EXAMPLE)).toEqual(bodies)
  expect(exampleBodies({ ...EXAMPLE, seed: 7 })[0]?.name).not.toBe(bodies[0]?.name)
})

test('every story is told as often as it should be', () => {
  const told = (id: string): number => bodies.filter((one) => one.story === id).length
  expect(stories.map((one) => [one.id, told(one.id)])).toEqual(stories.map((one) => [one.id, one.times ?? 1]))
})

test('every credit code is right in both check digits and lies in the fictional county', () => {
  const codes = bodies.flatMap((one) =>
    typeof one.values['creditCode'] === 'string' ? [one.values['creditCode']] : [],
  )
  expect(codes).toHaveLength(176)
  expect(new Set(codes).size).toBe(176)
  expect(codes.filter((code) => !isCreditCode(code) || code.slice(2, 8) !== '990101')).toEqual([])
})

test('every id number is right, is used for one person of a body and begins with 99', () => {
  const numbers = bodies.flatMap((one) =>
    recordsOf(one, 'officer').map((officer) => `${String(officer['idNumber'])} ${String(officer['person'])}`),
  )
  const ids = new Set(numbers.map((one) => one.slice(0, 18)))
  expect([...ids].filter((id) => !checkIdNumber(id).ok || !id.startsWith('99'))).toEqual([])
  expect(new Set(numbers).size).toBe(ids.size)
})

test('names are unique but for the one pair of the same name in two townships', () => {
  const names = bodies.map((one) => one.name)
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  expect(twice).toHaveLength(1)
  const pair = bodies.filter((one) => one.name === twice[0])
  expect(new Set(pair.map((one) => one.address.township)).size).toBe(2)
})

test('a third of what could be known is not', () => {
  const wanted = ['member_summary', 'annual_report', 'operating_status', 'five_haves']
  const cells = bodies.flatMap((one) =>
    wanted.filter((id) => recordsOf(one, id).length > 0).map((id) => ({ one, id })),
  )
  const missing = cells.filter(({ one, id }) => one.unknown.has(id)).length
  expect(missing / cells.length).toBeGreaterThan(0.25)
  expect(missing / cells.length).toBeLessThan(0.37)
})
