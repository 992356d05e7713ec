import { lazy } from 'react'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

/** Names of those words that were not written. */
const missingWords =
  (of: readonly (readonly [key: string, word: string])[]) =>
  (payload: Readonly<Record<string, unknown>>): string[] =>
    of.flatMap(([key, word]) => (typeof payload[key] === 'string' && payload[key] !== '' ? [] : [word]))

/** 成员大会: from the agenda to the sealed resolutions. */
export const generalMeetingPages: ProcedurePages = {
  of: generalMeeting,
  title: '成员大会',
  says: '议题、通知、签到、表决、会议记录一次登记；通过的分配方案、入社退社随定案的决议办下去（社法第29至32条）',
  empty: '还没有成员大会，按“筹备成员大会”开始',
  itemWord: '会议',
  units: false,
  Actions: lazy(async () => ({ default: (await import('./meeting-detail.tsx')).MeetingButtons })),
  Detail: lazy(async () => ({ default: (await import('./meeting-detail.tsx')).MeetingDetail })),
  parts: {
    revise: lazy(async () => ({ default: (await import('./meeting-parts.tsx')).RevisePart })),
    call: lazy(async () => ({ default: (await import('./meeting-parts.tsx')).CallPart })),
    attend: lazy(async () => ({ default: (await import('./meeting-parts.tsx')).AttendPart })),
    vote: lazy(async () => ({ default: (await import('./meeting-parts.tsx')).BallotPart })),
  },
  asks: {
    call: {
      missing: missingWords([
        ['noticedOn', '通知日期'],
        ['noticeWay', '怎样通知'],
      ]),
    },
    attend: {
      missing: missingWords([
        ['chairedBy', '主持人'],
        ['recordedBy', '记录人'],
      ]),
    },
    seal: { files: '签字的会议记录和签到表' },
  },
}
