/** A members' meeting: what is called, who came, what was decided. */
import { z } from 'zod'
import { AGENDA_KINDS, type AgendaKindId } from '#core/governance/agenda.ts'
import { CHARTER_MAJORITIES, type CharterMajority } from '#core/governance/assembly.ts'
import { endpoint } from '../kernel.ts'
import { charterTerms, resolutionKey } from './charters.ts'

const day = z.iso.date('日期写成 2023-03-15')
const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`)
const count = z.int('请填写整数').min(0, '不能小于 0').max(100_000)
const ITEMS_MAX = 30

/** What an item decides on: a frozen plan of a division, or a case of a member that waits for its vote. */
export const subject = z.object({
  type: z.enum(['plan', 'member_joining', 'member_leaving', 'member_death', 'member_change']),
  id: z.uuid(),
})
export type Subject = z.infer<typeof subject>

export const agendaItem = z.object({
  kind: z.enum(Object.keys(AGENDA_KINDS) as [AgendaKindId, ...AgendaKindId[]], '请选择议题种类'),
  title: words(100).min(2, '请写明议题'),
  /** Where the charter asks for more votes than the law. */
  charter: z.enum(Object.keys(CHARTER_MAJORITIES) as [CharterMajority, ...CharterMajority[]]).optional(),
  subject: subject.optional(),
  /** The earlier resolution of the same body that it takes the place of, once it passes and is sealed. */
  replaces: resolutionKey.optional(),
})
export type AgendaItem = z.infer<typeof agendaItem>

export const meetingPlan = z.object({
  occasion: z.enum(['annual', 'interim']),
  by: z.enum(['members', 'delegates']),
  heldOn: day,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 14:30'),
  place: words(100).min(2, '请写明地点'),
  convener: words(50).min(2, '请写明由谁召集'),
  /** Why there is one beside the yearly one: three tenths of the members or the supervisors asked, or the charter (社法 31). */
  ground: words(200).optional(),
  agenda: z.array(agendaItem).min(1, '请至少写一项议题').max(ITEMS_MAX, `议题最多 ${ITEMS_MAX} 项`),
})
export type MeetingPlan = z.infer<typeof meetingPlan>

export const meetingCall = z.object({ noticedOn: day, noticeWay: words(100).min(2, '请写明怎样通知') })

export const attendance = z.object({
  present: z.array(z.uuid()).max(20_000),
  proxies: z.array(z.object({ from: z.uuid(), to: z.uuid() })).max(20_000),
  proxyLimit: z.int().min(0).max(1000),
  /** Of a meeting of delegates: how many there are, how many came (社法 32). */
  delegates: count.optional(),
  delegatesPresent: count.optional(),
  /** Extra votes by the charter, told to the meeting before it votes (社法 22). */
  extras: z.array(z.object({ member: z.uuid(), votes: z.int().min(1).max(100_000) })).max(1000),
  chairedBy: words(50).min(2, '请写明主持人'),
  recordedBy: words(50).min(2, '请写明记录人'),
})
export type Attendance = z.infer<typeof attendance>

export const itemBallot = z.object({
  yes: count,
  no: count,
  abstained: count,
  /** What was decided, in words: who was elected, how much is taken. */
  decided: words(500).default(''),
  /** Who came and, by the charter, does not vote on this item. */
  recused: z.array(z.uuid()).max(1000).optional(),
})

/** What the item of a meeting carries. */
export const meetingContent = meetingPlan.extend({
  noticedOn: z.string().optional(),
  noticeWay: z.string().optional(),
  /** Days before the meeting that the charter asks for, where the members were told later. */
  noticeMissed: z.int().nullish(),
  attendance: attendance.extend({ members: count, attending: count, quorum: z.boolean() }).nullish(),
  ballots: z.array(itemBallot).nullish(),
  results: z.array(z.object({ needed: z.string(), passed: z.boolean() })).nullish(),
})
export type MeetingContent = z.infer<typeof meetingContent>

const bodyParams = z.object({ body: z.string() })

/** What a meeting can decide on now, and who its members are. */
export const readMeetingSubjects = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/meeting-subjects',
  params: bodyParams,
  response: z.object({
    bodyName: z.string(),
    federation: z.boolean(),
    members: z.number(),
    subjects: z.array(
      z.object({
        subject,
        kind: z.string(),
        title: z.string(),
        /** What has to be known before the day is chosen. */
        says: z.string().nullable(),
      }),
    ),
    /** Passed resolutions that none has replaced yet. */
    replaceable: z.array(resolutionKey.extend({ says: z.string() })),
  }),
})

export const openMeeting = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/meetings',
  params: bodyParams,
  body: meetingPlan,
  response: z.object({ id: z.string() }),
})

/** Another resolution in words, with its meeting. */
const saidResolution = z.object({ meeting: z.string(), says: z.string() })

/** A meeting as its pages and papers need it. */
export const readMeeting = endpoint({
  method: 'GET',
  path: '/api/general-meetings/:id',
  params: z.object({ id: z.string() }),
  response: z.object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    body: z.string(),
    bodyName: z.string(),
    federation: z.boolean(),
    state: z.string(),
    stateLabel: z.string(),
    content: meetingContent,
    /** What the charter in force on the day lays down. */
    terms: charterTerms,
    /** In which state the matter of each item is now; null where it has none. */
    matters: z.array(z.string().nullable()),
    /** What each item replaces, and what replaced it. */
    replaces: z.array(saidResolution.nullable()),
    replacedBy: z.array(saidResolution.nullable()),
    /** What each item wants of all votes. */
    thresholds: z.array(z.string()),
    /** Members of the day, in the order of their numbers. */
    roll: z.array(z.object({ id: z.string(), number: z.string(), name: z.string() })),
  }),
})
