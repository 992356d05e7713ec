/** Every exception of a grant below, on and above what makes it one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceOf, GRANT_CODES, judgeGrant, type GrantFigures, type GrantTerms } from './grant-check.ts'

const LINE = { item: '设备', amount: 100_00n, spent: 0n as bigint | null, photos: 1 }
/** A grant against which nothing stands. */
const GOOD: GrantFigures = {
  registered: true,
  books: true,
  amount: 100_00n,
  received: 100_00n,
  spent: 100_00n,
  returned: 0n,
  firstReceived: '2023-01-01',
  lowest: 0n,
  useBy: null,
  lines: [{ ...LINE, spent: 100_00n }],
  vouchers: 1,
  bare: 0,
  loose: 0,
  photos: 1,
  formed: 100_00n,
  carded: 100_00n,
  cards: 1,
  idle: 0,
  quantified: 100_00n,
  unquantified: 0n,
  missed: 0n,
  unquantifiedSince: null,
}
const AT = { day: '2023-06-30', waitDays: 180, quantifyDays: 180 }
const codes = (part: Partial<GrantFigures>, at: Partial<GrantTerms> = {}): string[] =>
  judgeGrant({ ...GOOD, ...part }, { ...AT, ...at }).map((one) => one.code)
const steps = (part: Partial<GrantFigures>): string[] =>
  judgeGrant({ ...GOOD, ...part }, AT).map((one) => one.step)

test('a grant that was received, spent on its line, photographed, carded and quantified has nothing against it', () => {
  expect(codes({})).toEqual([])
})

test('one fen above the line or above the grant is over, the very sum is not', () => {
  const spent = (fen: bigint): Partial<GrantFigures> => ({ spent: fen, lines: [{ ...LINE, spent: fen }] })
  expect(codes(spent(99_99n))).toEqual([])
  expect(codes(spent(100_00n))).toEqual([])
  expect(codes(spent(100_01n))).toEqual(['overLine', 'overGrant'])
  expect(codes({ lines: [] })).toEqual(['noBudget'])
  expect(codes({ registered: false, lines: [], amount: null })).toEqual(['unregistered'])
})

test('money that was spent before it came is told with the sum that was missing', () => {
  expect(codes({ lowest: 0n })).toEqual([])
  expect(judgeGrant({ ...GOOD, lowest: -1n }, AT)).toMatchObject([
    { code: 'ahead', says: '到账之前已支出 0.01 元' },
  ])
})

test('a grant waits on the day after the limit, and only where the limit was confirmed', () => {
  const untouched = { spent: 0n, lines: [LINE], formed: 0n, carded: 0n, quantified: 0n }
  expect(codes(untouched, { day: '2023-06-29', waitDays: 180 })).toEqual([])
  expect(codes(untouched, { day: '2023-06-30', waitDays: 180 })).toEqual([])
  expect(codes(untouched, { day: '2023-07-01', waitDays: 180 })).toEqual(['waiting'])
  expect(codes(untouched, { day: '2025-07-01', waitDays: null })).toEqual([])
  expect(codes({ ...untouched, returned: 100_00n }, { day: '2025-07-01', waitDays: 180 })).toEqual([])
})

test('what is left after the term is told, on the last day not yet', () => {
  const left = {
    spent: 60_00n,
    lines: [{ ...LINE, spent: 60_00n }],
    formed: 60_00n,
    carded: 60_00n,
    quantified: 60_00n,
  }
  expect(codes({ ...left, useBy: '2023-06-30' })).toEqual([])
  expect(codes({ ...left, useBy: '2023-06-29' })).toEqual(['pastTerm'])
  expect(codes({ useBy: '2023-06-29' })).toEqual([])
})

test('what nobody reported is asked for and judged by nobody', () => {
  const nothing = {
    books: false,
    spent: null,
    received: null,
    lowest: null,
    formed: null,
    quantified: null,
    unquantified: null,
  }
  expect(codes({ ...nothing, lines: [{ ...LINE, spent: null }], carded: 0n })).toEqual(['unknownSpent'])
  const came = { ...nothing, received: 100_00n, lines: [{ ...LINE, spent: null }] }
  expect(codes(came)).toEqual(['unknownSpent'])
  // Each is filled in where its field stands.
  expect([steps(nothing)[0], steps(came)[0]]).toEqual(['report', 'spent'])
})

test('who keeps no books here is sent to the reported figures, not to vouchers that there are not', () => {
  const over = {
    spent: 100_01n,
    received: 100_02n,
    lowest: -1n,
    useBy: '2023-01-31',
    lines: [{ ...LINE, spent: 100_01n }],
  }
  expect(steps(over)).toEqual(['assign', 'record', 'record', 'record'])
  expect(steps({ ...over, books: false })).toEqual(['spent', 'spent', 'spent', 'spent'])
})

test('vouchers without papers, without a line, and spending without a photograph', () => {
  expect(codes({ bare: 1, loose: 1 })).toEqual(['bare', 'loose'])
  const dark = { photos: 0, lines: [{ ...LINE, spent: 100_00n, photos: 0 }] }
  expect(codes(dark)).toEqual(['noPhoto'])
  expect(codes({ ...dark, lines: [{ ...LINE, photos: 0 }] })).toEqual([])
})

test('assets without a card, idle ones, what was not quantified or too much of it', () => {
  expect(codes({ carded: 99_99n })).toEqual(['uncarded'])
  expect(codes({ carded: 99_99n, books: false })).toEqual([])
  expect(codes({ idle: 1 })).toEqual(['idle'])
  expect(codes({ quantified: 100_01n })).toEqual(['mismatch'])
})

test('what a posted division left out stands at once; what waits for its division only after a confirmed term', () => {
  const open = { unquantified: 1n, quantified: 99_99n, unquantifiedSince: '2023-01-01' }
  expect(codes({ ...open, missed: 1n }, { day: '2023-01-01' })).toEqual(['unquantified'])
  expect(codes(open, { day: '2023-01-01' })).toEqual([])
  expect(codes(open, { day: '2023-06-29' })).toEqual([])
  expect(codes(open, { day: '2023-06-30' })).toEqual([])
  expect(codes(open, { day: '2023-07-01' })).toEqual(['unquantified'])
  expect(codes(open, { day: '2024-07-01', quantifyDays: null })).toEqual([])
  expect(codes({ ...open, unquantifiedSince: null }, { day: '2024-07-01' })).toEqual([])
})

test('whatever the figures, each finding is a sentence of a known kind and the balance adds up', () => {
  const fen = fc.bigInt({ min: 0n, max: 10_000_00n })
  const some = fc.record({
    amount: fc.option(fen),
    received: fc.option(fen),
    spent: fc.option(fen),
    returned: fen,
    lowest: fc.option(fc.bigInt({ min: -5_00n, max: 5_00n })),
    formed: fc.option(fen),
    carded: fen,
    quantified: fc.option(fen),
    unquantified: fc.option(fen),
    missed: fc.option(fen),
    unquantifiedSince: fc.constantFrom(null, '2022-01-01', '2023-01-01'),
    books: fc.boolean(),
    bare: fc.nat(3),
    loose: fc.nat(3),
    idle: fc.nat(3),
  })
  fc.assert(
    fc.property(some, (part) => {
      const of = { ...GOOD, ...part }
      const found = judgeGrant(of, AT)
      for (const one of found) {
        expect(GRANT_CODES[one.code]).toBeDefined()
        expect(one.says).not.toMatch(/null|undefined|NaN/)
      }
      expect(found.some((one) => one.code === 'uncarded')).toBe(
        of.books && of.formed !== null && of.formed > of.carded,
      )
      const left = balanceOf(of)
      if (of.received !== null && of.spent !== null) expect(left).toBe(of.received - of.spent - of.returned)
      else expect(left).toBeNull()
    }),
  )
})
