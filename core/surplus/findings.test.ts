import { expect, test } from 'vitest'
import { ofMillionths } from '../values/share.ts'
import { findingsOf } from './findings.ts'
import type { YearFigures } from './year.ts'

test('a finding names its clause and the way out', () => {
  const figures = { surplus: 100n, lossCovered: 0n, reserve: 0n, law: 100n, statement: 100n }
  const meeting = { members: 1, present: 1, extraVotes: 0, yes: 1, laidOpenOn: null, heldOn: null }
  const year = {
    meeting,
    federation: false,
    reserveCap: null,
    floor: 600_000n,
    patronageRate: 590_000n,
  } as YearFigures
  expect(findingsOf(year, { figures, patronage: 60n })).toEqual([])
  expect(findingsOf(year, { figures, patronage: 59n })).toMatchObject([
    { code: 'patronage-below-floor', clause: '社法第44条', remedy: expect.stringContaining('60%') as string },
  ])
})

test.each([0n, -1n, -1000n])('of a surplus of %s fen no rewards are not large', (surplus) => {
  const year = {
    meeting: { members: 1, present: 1, extraVotes: 0, yes: 1, laidOpenOn: null, heldOn: null },
    federation: false,
    reserveCap: null,
    rewardLimit: 300_000n,
    surplus,
    serviceRewards: 0n,
    floor: 600_000n,
    patronageRate: 600_000n,
  } as YearFigures
  const figures = { surplus, lossCovered: 0n, reserve: 0n, law: 0n, statement: 0n }
  expect(findingsOf(year, { figures, patronage: 0n }).map((one) => one.code)).toEqual(['nothing-to-divide'])
})

test.each([
  [299n, null, []],
  [1000n, null, []],
  [299n, 300_000n, []],
  [300n, 300_000n, []],
  [301n, 300_000n, ['rewards-large']],
])(
  'of a surplus of 1,000 fen %s fen of rewards against a limit of %s give %j',
  (serviceRewards, rewardLimit, codes) => {
    const year = {
      meeting: { members: 1, present: 1, extraVotes: 0, yes: 1, laidOpenOn: null, heldOn: null },
      federation: false,
      reserveCap: null,
      rewardLimit,
      surplus: 1000n,
      serviceRewards,
      floor: 600_000n,
      patronageRate: 600_000n,
    } as YearFigures
    const figures = {
      surplus: 1000n - serviceRewards,
      lossCovered: 0n,
      reserve: 0n,
      law: 100n,
      statement: 100n,
    }
    expect(findingsOf(year, { figures, patronage: 60n }).map((one) => one.code)).toEqual(codes)
  },
)

test.each([
  [649n, 100n, false, ['patronage-below-charter']],
  [650n, 99n, false, []],
  [651n, 101n, false, []],
  [650n, 98n, false, ['reserve-off-charter']],
  [650n, 102n, false, ['reserve-off-charter']],
  [649n, 100n, true, ['patronage-below-charter']],
])(
  'beside a charter of 65 % and a reserve of 9.0909 %, a return of %s and a reserve of %s beside 1,000 is told',
  (patronage, reserve, federation, codes) => {
    const year = {
      meeting: { members: 1, present: 1, extraVotes: 0, yes: 1, laidOpenOn: null, heldOn: null },
      federation,
      reserveCap: null,
      floor: 600_000n,
      patronageRate: 650_000n,
      charter: {
        says: '章程第 1 版',
        reserveRate: ofMillionths(90_909n),
        patronageRate: ofMillionths(650_000n),
      },
    } as YearFigures
    // A broken fen of the reserve may be left away or counted as a whole one.
    const figures = { surplus: 1000n + reserve, lossCovered: 0n, reserve, law: 1000n, statement: 1000n }
    expect(findingsOf(year, { figures, patronage }).map((one) => one.code)).toEqual(codes)
  },
)

test.each([
  [43n, 33n, ['patronage-below-charter']],
  [44n, 33n, []],
  [45n, 33n, []],
  [44n, 31n, ['reserve-off-charter']],
  [44n, 32n, []],
  [44n, 34n, []],
  [44n, 35n, ['reserve-off-charter']],
])(
  'beside a charter of two thirds and a third, a return of %s of 66 and a reserve of %s beside them is told exactly',
  (patronage, reserve, codes) => {
    const year = {
      meeting: { members: 1, present: 1, extraVotes: 0, yes: 1, laidOpenOn: null, heldOn: null },
      federation: true,
      reserveCap: null,
      floor: 600_000n,
      patronageRate: 666_667n,
      charter: {
        says: '章程第 1 版',
        reserveRate: { num: 1n, den: 3n },
        patronageRate: { num: 2n, den: 3n },
      },
    } as YearFigures
    const figures = { surplus: 66n + reserve, lossCovered: 0n, reserve, law: 66n, statement: 66n }
    const found = findingsOf(year, { figures, patronage })
    expect(found.map((one) => one.code)).toEqual(codes)
    for (const one of found) expect(one.says).toMatch(/章程规定的 三分之[一二]（0\.(44|32|33) 元）/)
  },
)
