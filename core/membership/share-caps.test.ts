import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COLLECTIVE } from './holdings.ts'
import {
  boundOn,
  capFindings,
  glideFaults,
  hundredths,
  worsened,
  type Caps,
  type Glide,
  type NamedHolder,
} from './share-caps.ts'

const cap = (percent: bigint) => ({ num: percent, den: 100n, ground: 'plan#四(一)2' })
const CAPS: Caps = { single: cap(20n), collective: cap(10n), joint: cap(50n) }
const NONE: Caps = { single: null, collective: null, joint: null }
const DAY = '2023-03-20'

/** The first is looked at; a collective and small farmers hold the rest of 10,000 yuan. */
function holders(largest: bigint, collective = 1000_00n, kind = '农民'): NamedHolder[] {
  const rest = 10_000_00n - largest - collective
  const count = 8n
  const part = rest / count
  return [
    { member: 'a', name: '甲', kind, amount: largest },
    { member: 'c', name: '村集体', kind: COLLECTIVE, amount: collective },
    ...Array.from({ length: 8 }, (_, at) => ({
      member: `f${at}`,
      name: '户',
      kind: '农民',
      amount: at === 0 ? rest - part * 7n : part,
    })),
  ]
}
const found = (list: NamedHolder[], glides: Glide[] = [], caps = CAPS) =>
  capFindings(list, caps, { glides, day: DAY })
const codes = (list: NamedHolder[], glides: Glide[] = []) => found(list, glides).map((one) => one.code)

test('a single member is told above the cap only, with the clause and both ways out in figures', () => {
  expect([1999_99n, 2000_00n].map((one) => codes(holders(one)))).toEqual([[], []])
  const [one] = found(holders(2000_01n))
  expect(one).toMatchObject({ code: 'single', member: 'a', clause: 'plan#四(一)2' })
  expect(one?.remedy).toContain('转让 0.01 元，或由其他成员增资 0.05 元')
})

test('the collective is told below its floor, the people where they hold half or less beside outside capital', () => {
  expect(codes(holders(1000_00n, 1000_00n))).toEqual([])
  expect(found(holders(1000_00n, 999_99n))[0]?.remedy).toContain('折股 0.02 元')
  const outside = (amount: bigint): NamedHolder[] => [
    { member: 'o', name: '某公司', kind: '企业', amount },
    { member: 'c', name: '村集体', kind: COLLECTIVE, amount: 10_000_00n - amount },
  ]
  const joint = (amount: bigint) =>
    capFindings(outside(amount), { ...NONE, joint: cap(50n) }, { glides: [], day: DAY })
  expect(joint(4999_99n)).toEqual([])
  expect(joint(5000_00n)[0]?.remedy).toContain('增资 0.01 元')
  expect(joint(5000_01n)).toHaveLength(1)
})

test('where no plan is in force nothing is said', () => {
  expect(found(holders(9000_00n, 0n), [], NONE)).toEqual([])
  expect(capFindings([], CAPS, { glides: [], day: DAY })).toEqual([])
})

test('a member above the cap with a way down is told only where a step that is due is not kept', () => {
  const glide = (by: string, atMost: number): Glide[] => [
    {
      member: 'a',
      steps: [
        { by, atMost },
        { by: '2024-12-31', atMost: 2000 },
      ],
    },
  ]
  expect(codes(holders(3000_00n), glide('2023-03-21', 2500))).toEqual([])
  expect(codes(holders(3000_00n), glide('2023-03-20', 3000))).toEqual([])
  expect(codes(holders(3000_00n), glide('2023-03-20', 2999))).toEqual(['slipped'])
  expect(boundOn([], DAY)).toBeNull()
})

test('a way down goes down day by day and ends at the cap', () => {
  const of = { now: 3500, cap: cap(20n), from: DAY }
  expect(
    glideFaults(
      [
        { by: '2023-12-31', atMost: 2800 },
        { by: '2024-12-31', atMost: 2000 },
      ],
      of,
    ),
  ).toEqual([])
  expect(glideFaults([], of)).toHaveLength(1)
  expect(glideFaults([{ by: '2023-12-31', atMost: 2001 }], of)[0]).toContain('20%')
  expect(glideFaults([{ by: DAY, atMost: 2000 }], of)).toHaveLength(1)
  expect(glideFaults([{ by: '2023-12-31', atMost: 3500 }], { ...of, cap: null })).toHaveLength(1)
  expect([2000, 2050, 2005].map(hundredths)).toEqual(['20%', '20.5%', '20.05%'])
})

test('an event has to be explained only where it opens a finding or makes it worse', () => {
  const was = found(holders(3000_00n))
  expect(worsened(was, found(holders(3000_00n)))).toEqual([])
  expect(worsened(was, found(holders(2900_00n)))).toEqual([])
  expect(worsened(was, found(holders(3000_01n)))).toHaveLength(1)
  expect(worsened([], was)).toHaveLength(1)
})

test('whatever the shares, giving away what the way out says brings the member to the cap', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2000_01n, max: 8000_00n }), (largest) => {
      const list = holders(largest)
      const [one] = found(list)
      const give = BigInt((/转让 ([\d,.]+) 元/.exec(one?.remedy ?? '')?.[1] ?? '').replaceAll(/[,.]/g, ''))
      const after = list.map((each, at) => ({
        ...each,
        amount: at === 0 ? each.amount - give : at === 2 ? each.amount + give : each.amount,
      }))
      return !found(after).some((each) => each.member === 'a')
    }),
  )
})
