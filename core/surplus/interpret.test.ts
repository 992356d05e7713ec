import { expect, test } from 'vitest'
import { ofMillionths } from '../values/share.ts'
import { interpret } from './interpret.ts'
import { readDivisionJson } from './read-json.ts'
import { must } from '../../tests/must.ts'

const read = (year: object, members: object[] = [{ id: '1' }]) =>
  interpret(must(readDivisionJson(JSON.stringify({ year, members }))))
const YEAR = { surplus: '1', patronageRate: '60%' }

test.each([
  ['60%', 600_000n],
  ['0.6', 600_000n],
  ['60', 600_000n],
  ['1%', 10_000n],
  ['33.3333%', 333_333n],
])('a share written %s is understood', (patronageRate, share) => {
  expect(must(read({ ...YEAR, patronageRate })).year.patronageRate).toBe(share)
})

test.each([
  ['1', 'share-ambiguous'],
  ['101%', 'share-unreadable'],
  ['六成', 'share-unreadable'],
  ['-5%', 'share-unreadable'],
])('a share written %s is asked: %s', (patronageRate, code) => {
  expect(read({ ...YEAR, patronageRate })).toMatchObject({ ok: false, problems: [{ code }] })
})

test('all faults come at once, each with its place', () => {
  const refusal = read({ surplus: '三万', reserve: '1', reserveRate: '5%', basis: '随便' }, [
    { id: '', contribution: '-5', volume: 'x' },
  ])
  expect(refusal.ok ? [] : refusal.problems.map((one) => [one.code, one.place?.field])).toEqual([
    ['patronage-rate-missing', undefined],
    ['reserve-twice', 'year.reserve'],
    ['amount-unreadable', 'year.surplus'],
    ['division-choice', 'year.basis'],
    ['member-id-missing', 'members.0'],
    ['quantity-unreadable', 'members.0.volume'],
    ['division-negative', 'members.0.contribution'],
  ])
})

test('the record of the meeting is read, and asked where it is no number or day', () => {
  const meeting = { present: '1人', yes: 1, laidOpenOn: '2026年3月1日', meetingOn: '2026/3/16' }
  expect(must(read({ ...YEAR, ...meeting })).year.meeting).toEqual({
    members: 1,
    present: 1,
    extraVotes: 0,
    yes: 1,
    laidOpenOn: '2026-03-01',
    heldOn: '2026-03-16',
  })
  expect(read({ ...YEAR, present: '多数', meetingOn: '春天' })).toMatchObject({
    problems: [{ code: 'division-count' }, { place: { field: 'year.meetingOn' } }],
  })
})

test('a loss of earlier years is a negative opening', () => {
  expect(must(read({ ...YEAR, loss: '2.5' })).year.opening).toBe(-250n)
  expect(read({ ...YEAR, loss: '2.5', opening: '1' })).toMatchObject({
    problems: [{ code: 'opening-twice' }],
  })
})

test('what is quantified stands in one place only', () => {
  const twice = read({ ...YEAR, subsidyTotal: '1' }, [{ id: '1', subsidyShare: '1' }])
  expect(twice).toMatchObject({ problems: [{ code: 'quantified-twice' }] })
})

test('a number that stands twice names both rows', () => {
  expect(read(YEAR, [{ id: '7' }, { id: '7' }])).toMatchObject({
    problems: [{ code: 'member-twice', place: { field: 'members.1.id' } }],
  })
})

test('what the charter says is read where it is typed, and absent where it is not', () => {
  expect(must(read(YEAR)).year.charter).toBeNull()
  expect(must(read({ ...YEAR, charterPatronageRate: ' ', charterReserveRate: '/' })).year.charter).toBeNull()
  expect(must(read({ ...YEAR, charterPatronageRate: '65%' })).year.charter).toEqual({
    says: '章程',
    patronageRate: ofMillionths(650_000n),
    reserveRate: null,
    typed: true,
  })
  expect(must(read({ ...YEAR, charterReserveRate: '0%' })).year.charter).toMatchObject({
    patronageRate: null,
    reserveRate: ofMillionths(0n),
  })
  expect(read({ ...YEAR, charterPatronageRate: '六成半' })).toMatchObject({
    problems: [{ code: 'share-unreadable', place: { field: 'year.charterPatronageRate' } }],
  })
})

test('a fraction that the charter says is the fraction, beside a percentage that is not', () => {
  expect(
    must(read({ ...YEAR, charterPatronageRate: '三分之二', charterReserveRate: '1/3' })).year.charter,
  ).toMatchObject({
    patronageRate: { num: 2n, den: 3n },
    reserveRate: { num: 1n, den: 3n },
  })
  expect(must(read({ ...YEAR, charterPatronageRate: '66.6667%' })).year.charter).toMatchObject({
    patronageRate: ofMillionths(666_667n),
  })
  expect(read({ ...YEAR, charterPatronageRate: '4/3' })).toMatchObject({
    problems: [{ code: 'share-unreadable' }],
  })
})
