/** What a list of attendance is held against, by who meets. */
import { expect, test } from 'vitest'
import { Refusal } from '#server/http/refusal.ts'
import { MEETING } from '../../tests/meeting-desk.ts'
import { judgeAttendance, judgeBallots } from './judge-meeting.ts'

const ROLL = Array.from({ length: 160 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`)

function attend(by: 'members' | 'delegates', proxyLimit: number): string {
  const delegates = by === 'delegates' ? { delegates: 60, delegatesPresent: 50 } : {}
  const typed = {
    present: by === 'members' ? ROLL : [],
    proxies: [],
    proxyLimit,
    extras: [],
    chairedBy: '理事长',
    recordedBy: '会计',
    ...delegates,
  }
  const content = { ...MEETING, by }
  try {
    judgeAttendance(typed, { content, roll: ROLL, federation: false, terms: { proxyLimit: 1 } })
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map((one) => one.code).join()
    throw error
  }
}

test('the number of proxies of the charter is judged for a meeting of members: below it, on it, above it', () => {
  expect([0, 1, 2].map((limit) => attend('members', limit))).toEqual([
    'done',
    'done',
    'meeting-proxy-charter',
  ])
})

test('a meeting of delegates is not judged by the proxies that its form does not show', () => {
  expect([0, 1, 2, 3].map((limit) => attend('delegates', limit))).toEqual(['done', 'done', 'done', 'done'])
})

test('extra votes are cast by who came, in person or by proxy; all of them stay in the base', () => {
  const [here, giver, away] = ROLL as [string, string, string]
  const present = ROLL.filter((one) => one !== giver && one !== away)
  const extras = [
    { member: here, votes: 2 },
    { member: giver, votes: 3 },
    { member: away, votes: 4 },
  ]
  const attendance = {
    present,
    proxies: [{ from: giver, to: here }],
    proxyLimit: 1,
    extras,
    chairedBy: '理事长',
    recordedBy: '会计',
    members: 160,
    attending: 159,
    quorum: true,
  }
  const content = { ...MEETING, by: 'members' as const, agenda: MEETING.agenda.slice(0, 1), attendance }
  const votes = (yes: number) =>
    judgeBallots([{ yes, no: 0, abstained: 0, decided: '' }], content, {}).results?.[0]?.passed
  // 169 votes in all, 164 of them there.
  expect([84, 85, 164].map(votes)).toEqual([false, true, true])
  expect(() => votes(165)).toThrow(/到会的 164 票/)
})
