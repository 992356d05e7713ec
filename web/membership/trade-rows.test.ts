import { expect, test } from 'vitest'
import { afterEnter, candidates, isBlank, lineAfter, reckonLine, wireOf } from './trade-rows.ts'

const MEMBERS = [
  { id: 'a', number: '1', name: '王大江', initials: 'wdj', joinedOn: null, leftOn: null },
  { id: 'b', number: '12', name: '王大军', initials: 'wdj', joinedOn: null, leftOn: null },
  { id: 'c', number: '3', name: '吴德', initials: 'wd', joinedOn: null, leftOn: null },
]
const HEAD = { day: '2023-05-20', direction: 'delivered', unit: '公斤' }
const row = (more = {}) => ({ ...lineAfter(undefined, '春茧'), who: '1', member: 'a', ...more })

test('a number means its member alone, initials and parts of names mean all whom they fit, the surest first', () => {
  expect(candidates('1', MEMBERS).map((one) => one.id)).toEqual(['a'])
  expect(candidates('WD', MEMBERS).map((one) => one.id)).toEqual(['c', 'a', 'b'])
  expect(candidates('wdj', MEMBERS).map((one) => one.id)).toEqual(['a', 'b'])
  expect(candidates('大军', MEMBERS).map((one) => one.id)).toEqual(['b'])
  expect(candidates(' ', MEMBERS)).toEqual([])
})

test('Enter stops at what differs from slip to slip and ends the line at the amount', () => {
  expect(
    ['who', 'gross', 'tare', 'deducted', 'price', 'amount'].map((one) => afterEnter(one as never)),
  ).toEqual(['gross', 'tare', 'deducted', 'price', 'amount', null])
  expect(afterEnter('product')).toBe('gross')
})

test('the next line remembers product, grade, tare and price, and is blank until something of its own is typed', () => {
  const next = lineAfter(row({ grade: '一级', tare: '2', price: '40', gross: '50' }))
  expect(next).toMatchObject({ product: '春茧', grade: '一级', tare: '2', price: '40', gross: '', who: '' })
  expect(isBlank(next)).toBe(true)
  expect(isBlank({ ...next, gross: '1' })).toBe(false)
})

test('without tare and deductions the weight is the net weight', () => {
  expect(wireOf(row({ gross: '5', tare: '0' }), HEAD)).toMatchObject({ quantity: '5', tare: '' })
  expect(wireOf(row({ gross: '5', tare: '1' }), HEAD)).toMatchObject({ gross: '5', tare: '1' })
  expect(
    reckonLine(row({ gross: '10.33', price: '40', amount: '413' }), {
      head: HEAD,
      today: '2023-06-01',
      members: MEMBERS,
    }),
  ).toMatchObject({
    rounding: -20n,
    proposed: 413_20n,
  })
  expect(reckonLine(row(), { head: HEAD, today: '2023-06-01', members: MEMBERS }).problems).not.toEqual([])
})

test('a line of a member who has left is told as it is typed, up to and after his last day', () => {
  const of = (day: string) =>
    reckonLine(row({ member: 'x', gross: '1', price: '1' }), {
      head: { ...HEAD, day },
      today: '2023-07-10',
      members: [
        { id: 'x', number: '9', name: '成员甲', initials: 'cyj', joinedOn: null, leftOn: '2023-06-30' },
      ],
    })
  expect(of('2023-06-30')).toMatchObject({ trade: { amount: 100n }, problems: [{ severity: 'warned' }] })
  expect(of('2023-07-01')).toMatchObject({ trade: null, problems: [{ code: 'trade-after-leaving' }] })
})
