import { expect, test } from 'vitest'
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
