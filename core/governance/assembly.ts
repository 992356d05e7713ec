/** Who came to a members' meeting, in person or by a written proxy, and what was voted: counted, every fault told. */
import { judgeMeeting, type MeetingFault } from './meeting.ts'
import type { Day } from '../values/day.ts'

export interface Attendance {
  /** All members, one basic vote each. */
  members: readonly string[]
  /** Who came in person. */
  present: readonly string[]
  /** Written proxies: who gave one, to whom. */
  proxies: readonly { from: string; to: string }[]
  /** How many members one person may represent; by the charter. */
  proxyLimit: number
}

export interface Ballot {
  extraVotes: number
  /** Who has how many of them; told to the meeting before it votes (社法 22). */
  extras?: readonly { member: string; votes: number }[] | undefined
  yes: number
  no: number
  abstained: number
  /** Where the charter asks for more than the law's half (社法 30). */
  charter?: CharterMajority | undefined
}

/** What of all votes the charter may ask for; the law asks for more than a half. */
export const CHARTER_MAJORITIES = {
  twoThirds: { label: '三分之二以上', num: 2, den: 3 },
  threeQuarters: { label: '四分之三以上', num: 3, den: 4 },
  all: { label: '全体一致', num: 1, den: 1 },
} as const
export type CharterMajority = keyof typeof CHARTER_MAJORITIES

/** Only where there are more members may delegates meet (社法 32). */
export const DELEGATES_ABOVE = 150
const DELEGATES_LEAST = 51

/** What stands against a meeting of so many delegates in a cooperative of so many members (社法 32). */
export function delegatesFaults(delegates: number, members: number): MeetingFault[] {
  const clause = '社法第32条'
  const faults: MeetingFault[] = []
  if (members <= DELEGATES_ABOVE)
    faults.push({
      code: 'delegates-too-early',
      clause,
      says: `成员 ${members} 名，不超过 150 名的不设成员代表大会`,
      remedy: '请由成员大会表决',
    })
  if (delegates < DELEGATES_LEAST)
    faults.push({
      code: 'delegates-too-few',
      clause,
      says: `成员代表 ${delegates} 人，最低为 51 人`,
      remedy: '按章程选足代表后再开会，或由成员大会表决',
    })
  return faults
}

/** What stands against the vote of a federation: all member cooperatives meet, one vote each (社法 59, 60). */
export function federationFaults(of: { delegates: boolean; extraVotes: number }): MeetingFault[] {
  const faults: MeetingFault[] = []
  if (of.delegates)
    faults.push({
      code: 'federation-delegates',
      clause: '社法第59条',
      says: '联合社由全体成员社组成成员大会，不设代表大会',
      remedy: '请按成员大会登记到会的成员社',
    })
  if (of.extraVotes > 0)
    faults.push({
      code: 'federation-extra-votes',
      clause: '社法第60条',
      says: '联合社一社一票，没有附加表决权',
      remedy: '请去掉附加表决权，重新计票',
    })
  return faults
}

/** Members present and those represented, and what is wrong with the list (社法 30: quorum of two thirds; proxies by the charter). */
export function countAttendance(of: Attendance): { attending: number; faults: MeetingFault[] } {
  const members = new Set(of.members)
  const present = new Set(of.present)
  const givers = new Set<string>()
  const held = new Map<string, number>()
  const faults: MeetingFault[] = []
  const fault = (code: string, says: string, remedy: string): void => {
    faults.push({ code, clause: '章程；社法第22条', says, remedy })
  }
  if (of.present.some((one) => !members.has(one)) || of.proxies.some((one) => !members.has(one.from)))
    fault('attendance-stranger', '签到或委托的人里有不是成员的', '只有成员可以出席或委托，请核对签到表')
  for (const { from, to } of of.proxies) {
    if (from === to || present.has(from))
      fault('proxy-of-present', '有到会的成员又写了委托', '本人到会的，委托不作数，请去掉')
    if (givers.has(from)) fault('proxy-twice', '有成员委托了两次', '一名成员只能委托一人，请核对委托书')
    if (!present.has(to)) fault('proxy-absent', '有受托人没有到会', '受托人应是到会的成员，请核对')
    givers.add(from)
    held.set(to, (held.get(to) ?? 0) + 1)
  }
  const most = Math.max(0, ...held.values())
  if (most > of.proxyLimit)
    fault(
      'proxy-beyond-limit',
      `有人受托 ${most} 人，章程规定一人最多受托 ${of.proxyLimit} 人`,
      '超出的委托不作数，请另找到会的成员受托',
    )
  const represented = [...givers].filter((one) => !present.has(one)).length
  return { attending: present.size + represented, faults }
}

/** The meeting as its record has it, held against law and charter: attendance, votes, reports laid open in time. */
export function judgeAssembly(record: {
  attendance: Attendance
  ballot: Ballot
  laidOpenOn: Day | null
  heldOn: Day
}): { attending: number; passed: boolean; faults: MeetingFault[] } {
  const { attendance, ballot, laidOpenOn, heldOn } = record
  const { attending, faults } = countAttendance(attendance)
  const cast = ballot.yes + ballot.no + ballot.abstained
  const judged = judgeMeeting({
    members: attendance.members.length,
    present: attending,
    extraVotes: ballot.extraVotes,
    yes: ballot.yes,
    laidOpenOn,
    heldOn,
  })
  faults.push(...extrasFaults(ballot, attendance.members))
  const extra = extraCastable(ballot, attendance)
  const beyond =
    cast > attending + extra
      ? [
          {
            code: 'votes-beyond-present',
            clause: '社法第22条',
            says: `投出 ${cast} 票，多于出席的 ${attending} 票基本表决权和 ${extra} 票附加表决权${extra < ballot.extraVotes ? '（享有人没有到会也没有委托的不计）' : ''}`,
            remedy: '核对计票单',
          },
        ]
      : []
  // A vote that fell short is a result, no fault of the record.
  const short = judged.some((one) => one.code === 'votes-short')
  return {
    attending,
    passed: !short && meetsCharter(ballot, attendance.members.length),
    faults: [...faults, ...judged.filter((one) => one.code !== 'votes-short'), ...beyond],
  }
}

/** The extra votes of those who came in person or by proxy; all of them where it was not written who has them. */
function extraCastable({ extras = [], extraVotes }: Ballot, attendance: Attendance): number {
  if (extras.length === 0) return extraVotes
  const came = cameTo(attendance)
  return sumOfExtras(extras.filter((one) => came.has(one.member)))
}

/** All extra votes of the list (社法 22). */
export function sumOfExtras(extras: readonly { votes: number }[]): number {
  return extras.reduce((all, one) => all + one.votes, 0)
}

export interface Counted extends Pick<Attendance, 'present' | 'proxies'> {
  members: number
  attending: number
  extras: readonly { member: string; votes: number }[]
}

/** Who came in person or by proxy. */
export function cameTo({ present, proxies }: Pick<Attendance, 'present' | 'proxies'>): ReadonlySet<string> {
  return new Set([...present, ...proxies.map((one) => one.from)])
}

/**
 * All votes of the cooperative, and those of who came: an extra vote is cast by a holder who came or gave a proxy. Which
 * delegates came stands in their list alone, so that all extra votes may be cast there.
 */
export function votesAt(
  of: Counted | null | undefined,
  byDelegates: boolean,
): { votes: number; castable: number } {
  if (!of) return { votes: 0, castable: 0 }
  const came = cameTo(of)
  const cast = byDelegates ? of.extras : of.extras.filter((one) => came.has(one.member))
  return { votes: of.members + sumOfExtras(of.extras), castable: of.attending + sumOfExtras(cast) }
}

/** What is wrong with the list of extra votes, where one was written. */
export function extrasFaults(
  { extras = [], extraVotes }: Pick<Ballot, 'extras' | 'extraVotes'>,
  members: readonly string[],
): MeetingFault[] {
  if (extras.length === 0) return []
  const clause = '社法第22条'
  const known = new Set(members)
  const sum = sumOfExtras(extras)
  const faults: MeetingFault[] = []
  if (
    extras.some((one) => !known.has(one.member)) ||
    new Set(extras.map((one) => one.member)).size < extras.length
  )
    faults.push({
      code: 'extras-stranger',
      clause,
      says: '附加表决权的享有人里有不是成员的，或写了两次',
      remedy: '只有成员可以享有附加表决权，一人写一行，请核对章程和名单',
    })
  if (sum !== extraVotes)
    faults.push({
      code: 'extras-sum',
      clause,
      says: `附加表决权合计 ${extraVotes} 票，各享有人加起来是 ${sum} 票`,
      remedy: '请核对每名享有人的票数',
    })
  return faults
}

function meetsCharter({ charter, yes, extraVotes }: Ballot, members: number): boolean {
  if (charter === undefined) return true
  const { num, den } = CHARTER_MAJORITIES[charter]
  return yes * den >= (members + extraVotes) * num
}
