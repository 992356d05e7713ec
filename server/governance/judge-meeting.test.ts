/** What a list of attendance is held against, by who meets. */
import { expect, test } from 'vitest'
import { Refusal } from '#server/http/refusal.ts'
import { MEETING } from '../../tests/meeting-desk.ts'
import { judgeAttendance } from './judge-meeting.ts'

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
