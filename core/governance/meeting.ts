import { type Day, daysBetween } from '../values/day.ts'

/** A members' meeting as its record has it; null is not recorded, and what is not recorded is not judged. */
export interface Meeting {
  /** One basic vote each. */
  members: number
  /** Members present, those represented in writing included. */
  present: number | null
  extraVotes: number
  yes: number | null
  /** When the reports were laid open at the office. */
  laidOpenOn: Day | null
  heldOn: Day | null
}

export interface MeetingFault {
  code: string
  clause: string
  says: string
  remedy: string
}

const LAID_OPEN_DAYS = 15
const AGAIN = '重新召集成员大会，补足后再表决'

/** Holds the record of an ordinary resolution against the law: quorum, votes, extra votes, reports laid open. */
export function judgeMeeting(meeting: Meeting): MeetingFault[] {
  const { members, present, extraVotes, yes, laidOpenOn, heldOn } = meeting
  const faults: MeetingFault[] = []
  const votes = members + extraVotes
  const find = (code: string, clause: string, words: [says: string, remedy: string]): void => {
    faults.push({ code, clause: `社法第${clause}条`, says: words[0], remedy: words[1] })
  }
  if (present !== null && present > members)
    find('present-beyond-members', '30', [
      `出席 ${present} 人，多于成员 ${members} 人`,
      '核对签到表和成员表，出席按成员计，一名成员只算一次',
    ])
  if (present !== null && present * 3 < members * 2)
    find('quorum-missed', '30', [`出席 ${present} 人，不足成员 ${members} 人的三分之二，决议不成立`, AGAIN])
  if (extraVotes * 5 > members)
    find('extra-votes-beyond', '22', [
      `附加表决权 ${extraVotes} 票，超过基本表决权总票数 ${members} 票的 20%`,
      '按章程减少附加表决权，重新计票',
    ])
  if (yes !== null && yes > votes)
    find('yes-beyond-votes', '30', [`赞成 ${yes} 票，多于全社表决权总数 ${votes} 票`, '核对计票单'])
  if (yes !== null && yes * 2 <= votes)
    find('votes-short', '30', [`赞成 ${yes} 票，没有超过全社表决权总数 ${votes} 票的一半，方案未通过`, AGAIN])
  if (laidOpenOn !== null && heldOn !== null && daysBetween(laidOpenOn, heldOn) < LAID_OPEN_DAYS)
    find('laid-open-late', '40', [
      `财务报告和分配方案 ${laidOpenOn} 备查，${heldOn} 开会，不足十五日`,
      '备查满十五日后再召开成员大会',
    ])
  return faults
}
