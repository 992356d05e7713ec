import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { divide, figuresOf, weigh } from './divide.ts'
import type { Member, YearFigures } from './year.ts'

const NO_MEETING = { members: 2, present: null, extraVotes: 0, yes: null, laidOpenOn: null, heldOn: null }
const YEAR: YearFigures = {
  name: '',
  year: '2025',
  federation: false,
  surplus: 400_000_00n,
  opening: 0n,
  transferIn: 0n,
  serviceRewards: 0n,
  reserve: { rate: 100_000n },
  reserveCap: null,
  floor: 600_000n,
  patronageRate: 700_000n,
  basis: 'amount',
  factors: new Map(),
  subsidyTotal: null,
  giftTotal: null,
  reserveBasis: 'contribution',
  convertRate: 0n,
  meeting: NO_MEETING,
}

function member(id: string, amount: bigint, contribution: bigint): Member {
  const trades = [{ product: '', volume: amount, amount }]
  return { id, name: id, contribution, reserveShare: 0n, subsidyShare: 0n, giftShare: 0n, trades }
}

const codes = (year: YearFigures, members: Member[]) =>
  must(divide(year, members)).findings.map(({ code }) => code)
const two = [member('1', 3n, 1n), member('2', 1n, 1n)]

test('what is quantified alike goes to each member once, and to no account without a member', () => {
  const three = [...two, { ...member('3', 5n, 0n), head: false }]
  const made = must(divide({ ...YEAR, subsidyTotal: 7n, giftTotal: 4n, reserveBasis: 'equal' }, three))
  expect(made.members.map((one) => [one.subsidyShare, one.giftShare])).toEqual([
    [4n, 2n],
    [3n, 2n],
    [0n, 0n],
  ])
  expect(made.members[2]?.reserveShare).toBe(0n)
  // His trades of the year count all the same.
  expect(made.members[2]?.patronage).toBeGreaterThan(0n)
})

describe('the figures', () => {
  test('400,000 with a tenth into the reserve and seven tenths by patronage: 40,000, 252,000 and 108,000 over the four accounts', () => {
    const members = [
      { ...member('1', 3n, 600_000_00n), reserveShare: 500_000_00n },
      { ...member('2', 1n, 400_000_00n) },
    ]
    const made = must(divide({ ...YEAR, subsidyTotal: 200_000_00n }, members))
    expect(made.figures).toMatchObject({ reserve: 40_000_00n, law: 360_000_00n, statement: 360_000_00n })
    expect([made.patronage, made.remainder, made.remainderWeight]).toEqual([
      252_000_00n,
      108_000_00n,
      1_700_000_00n,
    ])
    // By hand: 252,000 × 3/4 and × 1/4; 108,000 × 120/170 and × 50/170.
    expect(made.members.map((one) => [one.patronage, one.remainder])).toEqual([
      [189_000_00n, 76_235_29n],
      [63_000_00n, 31_764_71n],
    ])
    expect(made.findings).toEqual([])
  })

  test('the loss of earlier years is covered before the reserve is drawn', () => {
    expect(figuresOf({ ...YEAR, opening: -100_000_00n })).toMatchObject({
      lossCovered: 100_000_00n,
      reserve: 30_000_00n,
      law: 270_000_00n,
      statement: 270_000_00n,
    })
  })

  test('undistributed surplus of earlier years parts the two figures', () => {
    expect(figuresOf({ ...YEAR, opening: 50_000_00n })).toMatchObject({
      law: 360_000_00n,
      statement: 410_000_00n,
    })
    expect(codes({ ...YEAR, opening: 50_000_00n }, two)).toEqual([])
    expect(codes({ ...YEAR, opening: 90_000_00n }, two)).toEqual(['patronage-below-statement'])
  })

  test('reserve used to cover the loss leaves less to be covered', () => {
    expect(figuresOf({ ...YEAR, opening: -100_000_00n, transferIn: 60_000_00n }).lossCovered).toBe(40_000_00n)
  })

  test('rewards for services come before the surplus', () => {
    expect(figuresOf({ ...YEAR, serviceRewards: 100_000_00n })).toMatchObject({
      surplus: 300_000_00n,
      law: 270_000_00n,
    })
  })

  test.each([-1n, 0n])(
    'a year with a surplus of %s fen divides nothing, whatever stood before',
    (surplus) => {
      const made = must(divide({ ...YEAR, surplus, opening: 900_00n }, two))
      expect(made.members.every((one) => one.total === 0n)).toBe(true)
      expect(made.findings.map((one) => one.code)).toContain('nothing-to-divide')
    },
  )

  test('a loss as large as the surplus leaves nothing', () => {
    expect(figuresOf({ ...YEAR, opening: -400_000_00n })).toMatchObject({
      law: 0n,
      reserve: 0n,
      statement: 0n,
    })
    expect(figuresOf({ ...YEAR, opening: -500_000_00n })).toMatchObject({ law: 0n, statement: -100_000_00n })
  })
})

describe('the law', () => {
  test.each([
    [599_999n, ['patronage-below-floor']],
    [600_000n, []],
    [600_001n, []],
  ])('a return of %s millionths gives %j', (patronageRate, found) => {
    expect(codes({ ...YEAR, patronageRate }, two)).toEqual(found)
  })

  test('60 % of an amount that does not go up evenly is still no less than the floor', () => {
    for (let fen = 1n; fen < 30n; fen += 1n)
      expect(codes({ ...YEAR, reserve: { amount: 0n }, surplus: fen, patronageRate: 600_000n }, two)).toEqual(
        [],
      )
  })

  test.each([
    [149_999n, []],
    [150_000n, []],
    [150_001n, ['reserve-above-cap']],
  ])('a cap of 15 %% against a reserve of %s millionths gives %j', (rate, found) => {
    expect(codes({ ...YEAR, reserve: { rate }, reserveCap: 150_000n }, two)).toEqual(found)
  })

  test('a plan that its meeting did not carry is told so', () => {
    expect(codes({ ...YEAR, meeting: { ...NO_MEETING, present: 1, yes: 1 } }, two)).toEqual([
      'quorum-missed',
      'votes-short',
    ])
  })

  test('a federation divides by its own charter and by contributions only', () => {
    const members = two.map((one) => ({ ...one, reserveShare: 5n }))
    const made = must(divide({ ...YEAR, federation: true, patronageRate: 0n }, members))
    expect(made.findings).toEqual([])
    expect(made.remainderWeight).toBe(2n)
  })
})

describe('who gets what', () => {
  test('subsidies and gifts are quantified equally per head, the last fen by member number', () => {
    const members = [member('10', 1n, 1n), member('9', 1n, 1n), member('11', 1n, 1n)]
    const made = must(divide({ ...YEAR, subsidyTotal: 100n, giftTotal: 2n }, members))
    expect(made.members.map((one) => [one.id, one.subsidyShare, one.giftShare])).toEqual([
      ['9', 34n, 1n],
      ['10', 33n, 1n],
      ['11', 33n, 0n],
    ])
  })

  test('several products by volume count by their factors', () => {
    const trades = [
      { product: '辣椒', volume: 10_000n, amount: 0n },
      { product: '花椒', volume: 1_000n, amount: 0n },
    ]
    const members = [{ ...member('1', 0n, 1n), trades }]
    const factors = new Map([
      ['辣椒', 1_000_000n],
      ['花椒', 20_000_000n],
    ])
    expect(weigh({ ...YEAR, basis: 'volume', factors }, members).patronage).toEqual([30_000_000_000n])
    const refusedFor = divide({ ...YEAR, basis: 'volume' }, members)
    expect(refusedFor).toMatchObject({ ok: false, problems: [{ code: 'product-factor-missing' }] })
  })

  test('this year’s reserve is quantified as the charter says', () => {
    const members = [member('1', 3n, 1n), member('2', 1n, 4n)]
    const shares = (reserveBasis: YearFigures['reserveBasis']) =>
      must(divide({ ...YEAR, reserveBasis }, members)).members.map((one) => one.reserveShare)
    expect(shares('contribution')).toEqual([8_000_00n, 32_000_00n])
    expect(shares('patronage')).toEqual([30_000_00n, 10_000_00n])
    expect(shares('equal')).toEqual([20_000_00n, 20_000_00n])
  })

  test('half turned into contributions takes half of what each gets', () => {
    const made = must(divide({ ...YEAR, convertRate: 500_000n }, two))
    expect(made.members.map((one) => one.converted * 2n)).toEqual(made.members.map((one) => one.total))
  })

  test('property: one rate turns the same part of what each gets into contributions, to the fen', () => {
    const fen = fc.bigInt({ min: 1n, max: 10n ** 9n })
    const both = fc.array(fc.tuple(fen, fen), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(both, fc.bigInt({ min: 0n, max: 1_000_000n }), (all, convertRate) => {
        const members = all.map(([contribution, traded], at) => member(String(at + 1), contribution, traded))
        const made = must(divide({ ...YEAR, convertRate }, members))
        for (const { converted, total } of made.members) {
          const off = converted * 1_000_000n - total * convertRate
          // A broken fen of the whole is left away first; nobody is off his part by as much as two.
          expect(off > -2_000_000n && off < 2_000_000n).toBe(true)
          expect(converted <= total).toBe(true)
        }
        const whole = made.members.reduce((sum, one) => sum + one.converted, 0n)
        expect(whole).toBe((made.figures.law * convertRate) / 1_000_000n)
      }),
    )
  })

  test('what can not be divided says everything that is missing', () => {
    const nothing = [member('1', 0n, 0n), member('1', 0n, 0n)]
    expect(divide(YEAR, nothing)).toMatchObject({
      problems: [{ code: 'member-twice' }, { code: 'no-trades' }, { code: 'no-weights' }],
    })
    expect(divide(YEAR, [])).toMatchObject({ ok: false })
    expect(divide({ ...YEAR, reserve: { amount: 400_000_01n } }, two)).toMatchObject({
      problems: [{ code: 'reserve-beyond-surplus' }],
    })
  })

  const someMembers = fc.uniqueArray(
    fc.record({
      id: fc.nat(500).map(String),
      amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      contribution: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    }),
    { minLength: 1, maxLength: 30, selector: (one) => one.id },
  )
  test('every fen is given, and the order of the list changes nothing', () => {
    fc.assert(
      fc.property(someMembers, fc.bigInt({ min: 1n, max: 10n ** 11n }), (drawn, surplus) => {
        const members = drawn.map((one) => member(one.id, one.amount, one.contribution))
        const made = must(divide({ ...YEAR, surplus }, members))
        expect(made.members.reduce((all, one) => all + one.total, 0n)).toBe(made.figures.law)
        expect(must(divide({ ...YEAR, surplus }, members.toReversed())).members).toEqual(made.members)
      }),
      { numRuns: 60 },
    )
  })
})

test('the meeting sees how large the rewards are beside the surplus', () => {
  const formula = (year: Partial<YearFigures>) =>
    must(divide({ ...YEAR, ...year }, two)).steps.find((one) => one.label.includes('服务报酬'))?.formula
  expect(formula({ serviceRewards: 50_000_00n })).toMatch(/占本年盈余的 12\.5%$/)
  expect(formula({})).toMatch(/先列支$/)
  expect(formula({ surplus: -1n, serviceRewards: 1n })).toMatch(/先列支$/)
})
