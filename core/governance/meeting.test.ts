import { expect, test } from 'vitest'
import { judgeMeeting, type Meeting } from './meeting.ts'

const GOOD: Meeting = {
  members: 30,
  present: 20,
  extraVotes: 6,
  yes: 19,
  laidOpenOn: '2026-03-01',
  heldOn: '2026-03-16',
}

test.each<[Partial<Meeting>, string[]]>([
  [{}, []],
  [{ present: 19 }, ['quorum-missed']],
  [{ present: 30 }, []],
  [{ present: 31 }, ['present-beyond-members']],
  [{ yes: 18 }, ['votes-short']],
  [{ yes: 36 }, []],
  [{ yes: 37 }, ['yes-beyond-votes']],
  [{ extraVotes: 7 }, ['extra-votes-beyond']],
  [{ extraVotes: 5, yes: 18 }, []],
  [{ heldOn: '2026-03-15' }, ['laid-open-late']],
  [{ heldOn: '2026-03-17' }, []],
  [{ present: null, yes: null, laidOpenOn: null, heldOn: null }, []],
])('a meeting of thirty members with %j has the faults %j', (other, codes) => {
  expect(judgeMeeting({ ...GOOD, ...other }).map(({ code }) => code)).toEqual(codes)
})
