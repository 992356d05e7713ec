import { expect, test } from 'vitest'
import fc from 'fast-check'
import { must } from '../../tests/must.ts'
import { handSheets, type HandItem } from './hands.ts'

const item = (more: Partial<HandItem>): HandItem => ({
  day: '2023-01-10',
  voucher: '2023-0001',
  summary: '卖茧',
  what: '经营收入',
  who: '',
  member: 'a',
  in: 0n,
  out: 0n,
  hand: true,
  moved: false,
  ...more,
})
const holder = (closing: bigint, opening = 0n) => ({ member: 'a', name: '王某', opening, closing })

test('what was received, paid and handed back stands item by item; what the person traded as a member is one sum', () => {
  const items = [
    item({ in: 3000_00n, who: '收购商13812345678' }),
    item({ out: 800_00n }),
    item({ out: 2200_00n, hand: false, moved: true }),
    item({ out: 500_00n, hand: false }),
  ]
  const [sheet] = must(handSheets(items, [holder(-500_00n)]))
  expect(sheet).toMatchObject({ in: 3000_00n, out: 800_00n, moved: -2200_00n, other: -500_00n })
  expect(sheet?.items).toHaveLength(3)
  expect(sheet?.items[0]?.who).toBe('收购商138****5678')
})

test('a fen off shows nothing, a person without anything is left out, one who only owes stays', () => {
  expect(handSheets([item({ in: 100n })], [holder(99n)])).toMatchObject({
    problems: [{ code: 'disclosure-sums' }],
  })
  expect(handSheets([item({ in: 100n })], [holder(101n)]).ok).toBe(false)
  expect(must(handSheets([item({ in: 100n })], [holder(100n)]))).toHaveLength(1)
  expect(must(handSheets([], [holder(0n)]))).toEqual([])
  expect(must(handSheets([], [holder(1n, 1n)]))).toMatchObject([{ closing: 1n, items: [] }])
})

test('whatever moved, opening and the four sums make the closing', () => {
  const one = fc.record({
    in: fc.bigInt(0n, 10n ** 9n),
    out: fc.bigInt(0n, 10n ** 9n),
    hand: fc.boolean(),
    moved: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(one), fc.bigInt(-(10n ** 9n), 10n ** 9n), (moves, opening) => {
      const closing = moves.reduce((all, move) => all + move.in - move.out, opening)
      const [sheet] = must(handSheets(moves.map(item), [holder(closing, opening)]))
      const sums = sheet && sheet.opening + sheet.in - sheet.out + sheet.moved + sheet.other
      expect(sums ?? 0n).toBe(closing)
    }),
  )
})
