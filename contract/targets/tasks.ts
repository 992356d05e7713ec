/** Tasks made from clauses, by hand and by the joint meeting; progress by clause and by unit. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const day = z.iso.date('请写成 2026-03-20 的样子')
const counts = z.object({
  total: z.number(),
  completed: z.number(),
  late: z.number(),
  /** Nearest deadline among those that go on. */
  dueOn: z.string().nullable(),
})
export type TaskCounts = z.infer<typeof counts>

export const sourceClause = counts.extend({
  clause: z.string(),
  heading: z.string(),
  summary: z.string(),
  /** What answers it by itself: where nothing is to be done by hand. */
  answered: z.array(z.string()),
  stage: z.object({ label: z.string(), to: z.string() }).nullable(),
})
export type SourceClause = z.infer<typeof sourceClause>

const areaQuery = z.object({ area: z.string().optional() })

/** The plans in force at the place, clause by clause, with the tasks that each has become. */
export const readTaskSources = endpoint({
  method: 'GET',
  path: '/api/tasks/sources',
  query: areaQuery,
  response: z.object({
    documents: z.array(z.object({ id: z.string(), title: z.string(), clauses: z.array(sourceClause) })),
    units: z.array(counts.extend({ unit: z.string().nullable(), name: z.string() })),
    all: counts,
  }),
})
export type TaskSources = z.infer<typeof readTaskSources.response>

const newTask = z.object({
  title: z.string().trim().min(2, '任务写成一句话').max(200),
  /** document#clause */
  clause: z.string().nullable(),
  /** When it counts as done, in words. */
  done: z.string().trim().max(500).default(''),
  lead: z.string().optional(),
  helpers: z.array(z.string()).max(50).default([]),
  dueOn: day.optional(),
})
export type NewTask = z.input<typeof newTask>

/** Opens tasks; those with a lead unit and a deadline are given out at once. */
export const openTasks = endpoint({
  method: 'POST',
  path: '/api/tasks',
  body: z.object({ area: z.string().optional(), tasks: z.array(newTask).min(1).max(300) }),
  response: z.object({ opened: z.number(), assigned: z.number() }),
})

/** GET the progress as .xlsx and as an official paper. */
export const TASK_SHEET_PATH = '/api/tasks/progress.xlsx'
export const TASK_PAPER_PATH = '/api/tasks/progress.docx'

export const attendee = z.object({
  unit: z.string().min(1).max(50),
  /** 局长, 分管副局长: who comes for the unit, by post. */
  post: z.string().max(50),
  present: z.boolean(),
})
export const meetingContent = z.object({
  heldOn: day,
  place: z.string().trim().max(100),
  chair: z.string().trim().max(50),
  agenda: z.array(z.string().trim().min(1).max(200)).max(30),
  attendees: z.array(attendee).max(100),
  said: z.string().trim().max(2000),
})
export type MeetingContent = z.infer<typeof meetingContent>

/** Records a meeting; each decision becomes a task. */
export const recordMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings',
  body: meetingContent.extend({
    area: z.string().optional(),
    title: z.string().trim().min(2).max(200),
    decisions: z.array(newTask).max(50),
  }),
  response: z.object({ id: z.string(), opened: z.number() }),
})
/** GET 会议纪要 as .docx. */
export const MINUTES_PATH = '/api/meetings/:id/minutes.docx'
