import { lazy } from 'react'
import { jointMeeting } from '#core/targets/joint-meeting.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

/** 任务进度: clauses, duties and decisions as tasks of units. */
export const policyTaskPages: ProcedurePages = {
  of: policyTask,
  title: '任务进度',
  says: '方案条款和联席会议决定落到哪个单位、什么期限、办到哪一步、凭什么算完成；逾期标红，临近期限标黄',
  empty: '还没有任务。先在“单位名单”里登记单位，再按“从方案生成任务”',
  itemWord: '任务',
  units: true,
  Head: lazy(async () => ({ default: (await import('./task-head.tsx')).TaskHead })),
  Actions: lazy(async () => ({ default: (await import('./task-head.tsx')).TaskButtons })),
  Detail: lazy(async () => ({ default: (await import('./task-detail.tsx')).TaskDetail })),
}

/** 联席会议: attendance by unit, decisions as tasks. */
export const jointMeetingPages: ProcedurePages = {
  of: jointMeeting,
  title: '联席会议',
  says: '哪些单位到会、议定了什么；议定事项当场成为任务，在“任务进度”里跟到办结',
  empty: '还没有会议记录，按“记录一次会议”添加',
  itemWord: '会议',
  units: false,
  Actions: lazy(async () => ({ default: (await import('./meeting-detail.tsx')).MeetingButtons })),
  Detail: lazy(async () => ({ default: (await import('./meeting-detail.tsx')).MeetingDetail })),
}
