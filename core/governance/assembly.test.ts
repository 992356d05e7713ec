import { expect, test } from 'vitest'
import {
  type Attendance,
  countAttendance,
  delegatesFaults,
  federationFaults,
  judgeAssembly,
  votesAt,
} from './assembly.ts'

const MEMBERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
const attendance: Attendance = { members: MEMBERS, present: ['a', 'b', 'c', 'd'], proxies: [], proxyLimit: 2 }
const codes = (more: Partial<Attendance>) =>
  countAttendance({ ...attendance, ...more }).faults.map((one) => one.code)

test('those represented in writing count as attending, once each', () => {
  const proxies = [
    { from: 'e', to: 'a' },
    { from: 'f', to: 'a' },
  ]
  expect(countAttendance({ ...attendance, proxies })).toEqual({ attending: 6, faults: [] })
})

test('a proxy beyond the limit of the charter, of one who is there, twice, or to one who is not there is told', () => {
  const to = (from: string, whom: string) => ({ from, to: whom })
  expect(codes({ proxies: [to('e', 'a'), to('f', 'a')] })).toEqual([])
  expect(codes({ proxies: [to('e', 'a'), to('f', 'a'), to('g', 'a')] })).toEqual(['proxy-beyond-limit'])
  expect(codes({ proxies: [to('b', 'a')] })).toEqual(['proxy-of-present'])
  expect(codes({ proxies: [to('e', 'a'), to('e', 'b')] })).toEqual(['proxy-twice'])
  expect(codes({ proxies: [to('e', 'h')] })).toEqual(['proxy-absent'])
  expect(codes({ present: ['a', 'x'] })).toEqual(['attendance-stranger'])
})

test('two thirds attend and more than half of all votes say yes, or it is told and does not pass', () => {
  const judge = (present: number, yes: number, extraVotes = 0) =>
    judgeAssembly({
      attendance: { ...attendance, present: MEMBERS.slice(0, present) },
      ballot: { extraVotes, yes, no: 0, abstained: 0 },
      laidOpenOn: '2026-03-01',
      heldOn: '2026-03-16',
    })
  expect(judge(6, 5)).toMatchObject({ attending: 6, passed: true, faults: [] })
  expect(judge(6, 4)).toMatchObject({ passed: false, faults: [] })
  expect(judge(5, 5).faults.map((one) => one.code)).toEqual(['quorum-missed'])
  expect(judge(6, 6, 1)).toMatchObject({ passed: true, faults: [] })
  expect(judge(6, 6, 2).faults.map((one) => one.code)).toEqual(['extra-votes-beyond'])
  expect(judge(6, 7).faults.map((one) => one.code)).toEqual(['votes-beyond-present'])
})

test('extra votes are cast by a holder who came or gave a proxy, and all of them where no holder was written', () => {
  const faultsOf = (
    yes: number,
    of: { present: string[]; proxies?: { from: string; to: string }[]; extras?: object[] },
  ) =>
    judgeAssembly({
      attendance: { ...attendance, proxies: of.proxies ?? [], present: of.present },
      ballot: {
        extraVotes: 1,
        yes,
        no: 0,
        abstained: 0,
        extras: (of.extras ?? []) as { member: string; votes: number }[],
      },
      laidOpenOn: null,
      heldOn: '2026-03-16',
    }).faults.map((one) => `${one.code} ${one.says}`)
  const [holder = '', ...others] = MEMBERS
  const extras = [{ member: holder, votes: 1 }]
  const came = others.length
  expect(faultsOf(came, { present: others, extras })).toEqual([])
  expect(faultsOf(came + 1, { present: others, extras })).toEqual([
    expect.stringMatching(/^votes-beyond-present .*0 票附加表决权（享有人没有到会也没有委托的不计）/),
  ])
  expect(faultsOf(came + 1, { present: others })).toEqual([])
  const proxies = [{ from: holder, to: others[0]! }]
  expect(faultsOf(came + 2, { present: others, proxies, extras })).toEqual([])
  expect(faultsOf(came + 2, { present: MEMBERS, extras })).toEqual([])
  expect(faultsOf(came + 3, { present: MEMBERS, extras })).toContainEqual(
    expect.stringMatching(/^votes-beyond-present .*和 1 票附加表决权$/),
  )
})

test('where the charter asks for more it is held, at the threshold and below it', () => {
  const passed = (yes: number, charter?: 'twoThirds' | 'threeQuarters' | 'all') =>
    judgeAssembly({
      attendance: { ...attendance, present: MEMBERS },
      ballot: { extraVotes: 0, yes, no: 0, abstained: 0, charter },
      laidOpenOn: null,
      heldOn: '2026-03-16',
    }).passed
  expect([passed(4), passed(5)]).toEqual([false, true])
  expect([passed(5, 'twoThirds'), passed(6, 'twoThirds')]).toEqual([false, true])
  expect([passed(6, 'threeQuarters'), passed(7, 'threeQuarters')]).toEqual([false, true])
  expect([passed(8, 'all'), passed(9, 'all')]).toEqual([false, true])
})

test('delegates meet where there are more than 150 members, and at least 51 of them', () => {
  const faults = (delegates: number, members: number) =>
    delegatesFaults(delegates, members).map((one) => one.code)
  expect(faults(51, 150)).toEqual(['delegates-too-early'])
  expect(faults(51, 151)).toEqual([])
  expect(faults(50, 151)).toEqual(['delegates-too-few'])
})

test('who has extra votes is a member, once, and the list comes to their number', () => {
  const codesOf = (extraVotes: number, extras: { member: string; votes: number }[]) =>
    judgeAssembly({
      attendance: { ...attendance, present: MEMBERS },
      ballot: { extraVotes, extras, yes: 9, no: 0, abstained: 0 },
      laidOpenOn: null,
      heldOn: '2026-03-16',
    }).faults.map((one) => one.code)
  expect(codesOf(1, [{ member: 'a', votes: 1 }])).toEqual([])
  expect(codesOf(1, [])).toEqual([])
  expect(codesOf(1, [{ member: 'x', votes: 1 }])).toEqual(['extras-stranger'])
  expect(codesOf(0, [{ member: 'a', votes: 1 }])).toEqual(['extras-sum'])
  const one = { member: 'a', votes: 1 }
  expect(codesOf(2, [one, one])).toEqual(['extras-stranger', 'extra-votes-beyond'])
})

test('a federation meets whole, one vote each', () => {
  expect(federationFaults({ delegates: false, extraVotes: 0 })).toEqual([])
  expect(federationFaults({ delegates: true, extraVotes: 1 }).map((one) => one.code)).toEqual([
    'federation-delegates',
    'federation-extra-votes',
  ])
})

test('extra votes of who neither came nor gave a proxy stay in the base and are not cast', () => {
  const extras = [
    { member: 'a', votes: 2 },
    { member: 'e', votes: 3 },
    { member: 'f', votes: 4 },
  ]
  const counted = { members: 9, attending: 7, present: ['a'], proxies: [{ from: 'e', to: 'a' }], extras }
  expect(votesAt(counted, false)).toEqual({ votes: 18, castable: 12 })
  expect(votesAt(counted, true)).toEqual({ votes: 18, castable: 16 })
  expect(votesAt(null, false)).toEqual({ votes: 0, castable: 0 })
})
