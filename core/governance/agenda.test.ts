import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AGENDA_KINDS, judgeItems, thresholdOf, type AgendaKindId } from './agenda.ts'
import { CHARTER_MAJORITIES, type CharterMajority } from './assembly.ts'

const item = (kind: AgendaKindId, charter?: CharterMajority) => ({ kind, title: '议题', charter })
const ballot = (yes: number, no = 0, abstained = 0) => ({ yes, no, abstained })
const passes = (of: ReturnType<typeof item>, yes: number, votes: number): boolean =>
  judgeItems([of], [ballot(yes, votes - yes)], { votes, castable: votes }).results[0]!.passed

describe('what an item wants of all votes', () => {
  test.each([
    ['report', 5, 10, false],
    ['report', 6, 10, true],
    ['plan', 50, 100, false],
    ['plan', 51, 100, true],
    ['charter', 6, 10, false],
    ['charter', 7, 10, true],
    ['structure', 19, 30, false],
    ['structure', 20, 30, true],
    ['federation', 21, 30, true],
    ['charter', 65, 99, false],
    ['charter', 66, 99, true],
    ['charter', 67, 99, true],
    ['charter', 66, 100, false],
    ['charter', 67, 100, true],
    ['charter', 2, 4, false],
    ['charter', 3, 4, true],
  ] as const)('%s with %i of %i votes passes: %s', (kind, yes, votes, expected) => {
    expect(passes(item(kind), yes, votes)).toBe(expected)
  })

  test.each([
    [19, false],
    [20, true],
  ])('two thirds that the charter asks for a report: %i of 30 passes: %s', (yes, expected) => {
    expect(passes(item('report', 'twoThirds'), yes, 30)).toBe(expected)
  })

  test('a charter that asks for all is short by one', () => {
    expect([passes(item('plan', 'all'), 29, 30), passes(item('plan', 'all'), 30, 30)]).toEqual([false, true])
  })

  test('says whose measure it is', () => {
    expect(thresholdOf('plan').says).toBe('过半数（社法第30条）')
    expect(thresholdOf('charter').says).toBe('三分之二以上（社法第30条）')
    expect(thresholdOf('charter', 'threeQuarters').says).toBe('四分之三以上（章程）')
  })

  test('a charter never makes a decision easier than the law', () => {
    const kinds = fc.constantFrom(...(Object.keys(AGENDA_KINDS) as AgendaKindId[]))
    const majorities = fc.constantFrom(...(Object.keys(CHARTER_MAJORITIES) as CharterMajority[]))
    fc.assert(
      fc.property(kinds, majorities, fc.nat(400), fc.nat(400), (kind, charter, yes, more) => {
        const votes = yes + more
        fc.pre(votes > 0)
        expect(!thresholdOf(kind, charter).met(yes, votes) || thresholdOf(kind).met(yes, votes)).toBe(true)
      }),
    )
  })

  test('more votes for it never undo a decision', () => {
    const kinds = fc.constantFrom(...(Object.keys(AGENDA_KINDS) as AgendaKindId[]))
    fc.assert(
      fc.property(kinds, fc.nat(400), fc.nat(400), (kind, yes, more) => {
        const votes = yes + more + 1
        const { met } = thresholdOf(kind)
        expect(!met(yes, votes) || met(yes + 1, votes)).toBe(true)
      }),
    )
  })
})

describe('a count that cannot be', () => {
  const of = { votes: 12, castable: 9 }
  test('is more than those who came can cast', () => {
    expect(judgeItems([item('report')], [ballot(7, 1, 1)], of).faults).toEqual([])
    expect(judgeItems([item('report')], [ballot(7, 2, 1)], of).faults).toEqual([
      { number: 1, says: '投出 10 票，多于到会的 9 票' },
    ])
  })

  test('is no vote at all, or an item that was forgotten', () => {
    const { faults } = judgeItems([item('report'), item('plan')], [ballot(0)], of)
    expect(faults.map((one) => one.number)).toEqual([1, 2])
  })
})

test('who stands aside does not cast, and all votes stay the base: at, below and above what may be cast', () => {
  const of = { votes: 6, castable: 5 }
  const cast = (yes: number) =>
    judgeItems([{ kind: 'assets', title: '卖给张某' }], [{ yes, no: 0, abstained: 0, recused: 1 }], of)
  expect(cast(4).faults).toEqual([])
  expect(cast(4).results[0]).toMatchObject({ passed: true })
  expect(cast(4).results[0]?.needed).toMatch(/1 票按章程回避，全社仍按 6 票计（待确认）/)
  expect(cast(3).results[0]).toMatchObject({ passed: false })
  expect(cast(5).faults).toMatchObject([{ number: 1, says: '投出 5 票，多于回避 1 票以后到会的 4 票' }])
})
