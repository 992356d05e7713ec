import { expect, test } from 'vitest'
import { checkShareEvent, projectPart, type ShareEvent } from './share-event.ts'
import { BARRED_KINDS, SHARE_KINDS } from './share-kinds.ts'

const TODAY = '2023-03-20'
const WHOLE: ShareEvent = {
  kind: 'cash',
  member: 'a',
  amount: 1n,
  on: TODAY,
  basis: '购置发票',
  resolution: '成员大会决议第 2 号',
  resolvedOn: '2023-03-01',
}
const codes = (more: Partial<ShareEvent>): string[] => {
  const checked = checkShareEvent({ ...WHOLE, ...more }, TODAY)
  return checked.ok ? [] : checked.problems.map((one) => one.code)
}

test.each(SHARE_KINDS)('$label is kept when all is there', ({ id, effect }) => {
  expect(codes({ kind: id, ...(effect === 'move' && { receiver: 'b' }) })).toEqual([])
})

test.each(Object.keys(BARRED_KINDS))('%s is refused with its clause and the way out', (kind) => {
  const checked = checkShareEvent({ ...WHOLE, kind }, TODAY)
  expect(checked).toMatchObject({ ok: false, problems: [{ code: 'share-barred' }] })
  if (!checked.ok) expect(checked.problems[0]?.says).toMatch(/请.*第十三条/)
})

test('an amount of nothing or less is refused, one fen is kept', () => {
  expect(codes({ amount: null })).toEqual(['share-amount'])
  expect(codes({ amount: 0n })).toEqual(['share-amount'])
  expect(codes({ amount: -1n })).toEqual(['share-amount'])
})

test('the day is today at the latest, the resolution not after it', () => {
  expect(codes({ on: '2023-03-21' })).toEqual(['share-day-future'])
  expect(codes({ on: 'gestern' })).toEqual(['share-day'])
  expect(codes({ kind: 'reserve', resolvedOn: TODAY })).toEqual([])
  expect(codes({ kind: 'reserve', resolvedOn: '2023-03-21' })).toEqual(['share-resolution-late'])
})

test('what is not money needs a basis, what members decide a resolution, a transfer another member', () => {
  expect(codes({ kind: 'goods', basis: ' ' })).toEqual(['share-basis'])
  expect(codes({ kind: 'subsidy', resolution: '' })).toEqual(['share-resolution'])
  expect(codes({ kind: 'transfer', receiver: 'a' })).toEqual(['share-receiver'])
  expect(codes({ kind: 'transfer' })).toEqual(['share-receiver'])
  expect(codes({ kind: 'cash', receiver: 'b' })).toEqual(['share-receiver'])
})

test('everything that is wrong is told at once', () => {
  expect(
    codes({ kind: 'gift', member: '', amount: 0n, on: '', resolution: '', basis: '长'.repeat(201) }),
  ).toEqual([
    'share-member',
    'share-receiver',
    'share-resolution',
    'share-words-long',
    'share-day',
    'share-amount',
  ])
  expect(codes({ kind: 'nothing' })).toEqual(['share-kind'])
})

test('what comes from a household project is a part of the amount: none of it, all of it, never more', () => {
  expect([0n, 1n, undefined].flatMap((project) => codes({ amount: 1n, project }))).toEqual([])
  expect([-1n, 2n, null].map((project) => codes({ amount: 1n, project }))).toEqual([
    ['share-project'],
    ['share-project'],
    ['share-project'],
  ])
})

test('what leaves takes other contributions first, the whole share takes the part along', () => {
  const held = { amount: 100n, project: 40n }
  expect([0n, 60n, 61n, 100n].map((leaves) => projectPart(held, leaves))).toEqual([0n, 0n, 1n, 40n])
})
