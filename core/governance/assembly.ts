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
  yes: number
  no: number
  abstained: number
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
  const beyond =
    cast > attending + ballot.extraVotes
      ? [
          {
            code: 'votes-beyond-present',
            clause: '社法第22条',
            says: `投出 ${cast} 票，多于出席的 ${attending} 票基本表决权和 ${ballot.extraVotes} 票附加表决权`,
            remedy: '核对计票单',
          },
        ]
      : []
  // A vote that fell short is a result, no fault of the record.
  const short = judged.filter((one) => one.code === 'votes-short')
  return {
    attending,
    passed: short.length === 0,
    faults: [...faults, ...judged.filter((one) => one.code !== 'votes-short'), ...beyond],
  }
}
