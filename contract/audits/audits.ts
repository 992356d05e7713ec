/** Audits of the books of cooperatives: the plan of a year, what an audit carries, what is told to the members. */
import { z } from 'zod'
import { AUDIT_KINDS, AUDITORS, type AuditKind, type AuditorKind } from '#core/audits/kinds.ts'
import { endpoint } from '../kernel.ts'

export const auditKind = z.enum(Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]])
export const auditorKind = z.enum(Object.keys(AUDITORS) as [AuditorKind, ...AuditorKind[]])
const year = z.coerce.number('请选择年度').int().min(2007).max(2100)
const quarter = z.int().min(1).max(4)
const words = (most: number) => z.string().trim().max(most, `不超过 ${most} 字`)
const auditor = words(100).min(2, '请写明由谁审计')

/** Something that has to be mended, as the report says it. */
export const auditPoint = z.object({
  says: words(500).min(2, '请写明问题'),
  severity: z.enum(['serious', 'ordinary', 'hint']),
  /** What it breaks, where the report names it. */
  ground: words(200).default(''),
  remedy: words(500).default(''),
})
export type AuditPoint = z.output<typeof auditPoint>

/** What a report is entered with. */
export const auditReport = z.object({
  reportedOn: z.iso.date('请填写报告日期'),
  from: z.iso.date('请填写审计期间'),
  to: z.iso.date('请填写审计期间'),
  summary: words(1000).min(2, '请写明审计结论'),
  points: z.array(auditPoint).max(50, '一份报告最多 50 条问题').default([]),
})
export type AuditReport = z.output<typeof auditReport>

export const auditArrangement = z.object({ auditorKind, auditor })

/** What an item of the procedure carries. */
export const auditContent = z.object({
  year: z.number(),
  kind: auditKind,
  quarter: quarter.nullable().default(null),
  auditorKind: auditorKind.optional(),
  auditor: z.string().optional(),
  /** What a special audit looks at. */
  about: z.string().default(''),
  clause: z.string(),
  /** Whose term it is. */
  term: z.object({ post: z.string(), person: z.string(), since: z.string(), leftOn: z.string() }).optional(),
  draw: z.string().optional(),
  report: auditReport.optional(),
  /** The cases, in order of the points. */
  cases: z.array(z.string()).default([]),
  /** Points (from 1) that were asked to be let go, and those that were. */
  asked: z.array(z.int()).default([]),
  waived: z.array(z.int()).default([]),
})
export type AuditContent = z.output<typeof auditContent>

export const AUDIT_STATES = [
  'unplanned',
  'planned',
  'running',
  'reported',
  'mending',
  'closed',
  'dropped',
  'late',
  'untold',
] as const

export const auditRow = z.object({
  body: z.string(),
  bodyName: z.string(),
  area: z.string(),
  areaName: z.string(),
  /** Null: nothing planned of this kind and year. */
  item: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  auditor: z.string(),
  quarter: z.number().nullable(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  points: z.number(),
  open: z.number(),
  notice: z.string().nullable(),
  noticeLabel: z.string().nullable(),
  noticeLate: z.boolean(),
  postedOn: z.string().nullable(),
})
export type AuditRow = z.output<typeof auditRow>

/** Audits of a year and kind; of the yearly ones every cooperative that exists, planned or not. */
export const readAudits = endpoint({
  method: 'GET',
  path: '/api/audits',
  query: z.object({
    year: year.optional(),
    kind: auditKind.optional(),
    area: z.string().optional(),
    state: z.enum(AUDIT_STATES).optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    year: z.number(),
    kind: auditKind,
    towns: z.array(
      z.object({
        area: z.string(),
        name: z.string(),
        total: z.number(),
        planned: z.number(),
        reported: z.number(),
        closed: z.number(),
        late: z.number(),
        untold: z.number(),
      }),
    ),
    rows: z.array(auditRow),
    total: z.number(),
  }),
})

/** GET the list with its filters as .xlsx. */
export const PLAN_SHEET_PATH = '/api/audits/plan.xlsx'

/** Plans audits: of the named cooperatives, or of all in the area that have none of this year and kind. */
export const planAudits = endpoint({
  method: 'POST',
  path: '/api/audits',
  body: z.object({
    year,
    kind: auditKind,
    quarter,
    auditorKind,
    auditor,
    about: words(200).default(''),
    area: z.string().optional(),
    bodies: z.array(z.uuid()).min(1).max(500).optional(),
  }),
  response: z.object({ opened: z.number(), standing: z.number() }),
})

/** What is told to the members, frozen when the report came in; numbers of persons masked. */
export const noticeContent = z.object({
  kindLabel: z.string(),
  year: z.number(),
  from: z.string(),
  to: z.string(),
  auditor: z.string(),
  reportedOn: z.string(),
  subject: z.string(),
  summary: z.string(),
  points: z.array(z.object({ says: z.string(), remedy: z.string() })),
})
export type NoticeContent = z.output<typeof noticeContent>

export const readAuditNotice = endpoint({
  method: 'GET',
  path: '/api/audits/notices/:id',
  params: z.object({ id: z.string() }),
  response: z.object({
    id: z.string(),
    code: z.string(),
    audit: z.string(),
    bodyName: z.string(),
    stateLabel: z.string(),
    dueOn: z.string().nullable(),
    content: noticeContent,
  }),
})

/** What a household reads on its telephone of audits that were told. */
export const readOwnAudits = endpoint({
  method: 'GET',
  path: '/api/household/audits',
  response: z.object({
    notices: z.array(
      noticeContent.extend({
        id: z.string(),
        supervisor: z.string(),
        place: z.string(),
        postedOn: z.string(),
      }),
    ),
  }),
})
