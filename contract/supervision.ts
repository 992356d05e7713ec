import { z } from 'zod'
import { endpoint } from './kernel.ts'
import { finding } from './registry.ts'

const scopeQuery = z.object({
  area: z.string().optional(),
  body: z.string().optional(),
  day: z.string().optional(),
})

export const ruleSummary = z.object({
  rule: z.string(),
  label: z.string(),
  document: z.string(),
  documentTitle: z.string(),
  clause: z.string(),
  clauseLabel: z.string(),
  severity: z.enum(['serious', 'ordinary', 'hint']),
  judged: z.number(),
  passes: z.number(),
  fails: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
  /** Set when the rule is switched off because its value awaits confirmation. */
  off: z.string().nullable(),
})
export const checkResult = z.object({
  day: z.string(),
  area: z.string(),
  areaName: z.string(),
  bodies: z.number(),
  rules: z.array(ruleSummary),
  classes: z.array(z.object({ class: z.string(), bodies: z.number() })),
  townships: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      bodies: z.number(),
      withFindings: z.number(),
      findings: z.number(),
      unknown: z.number(),
    }),
  ),
})
export type CheckResult = z.infer<typeof checkResult>
/** Judges one body or all, as of any day. For today the findings open and close; for another day nothing is stored. */
export const runCheck = endpoint({
  method: 'POST',
  path: '/api/check',
  body: scopeQuery,
  response: checkResult,
})
export const readCheck = endpoint({
  method: 'GET',
  path: '/api/check',
  query: scopeQuery,
  response: checkResult,
})

export const listFindings = endpoint({
  method: 'GET',
  path: '/api/findings',
  query: scopeQuery.extend({
    rule: z.string().optional(),
    severity: z.string().optional(),
    open: z.enum(['0', '1']).optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({ findings: z.array(finding), total: z.number() }),
})
/** What can not be judged yet, body by rule, and which cells are missing. */
export const listUnknown = endpoint({
  method: 'GET',
  path: '/api/unknown',
  query: scopeQuery.extend({ rule: z.string().optional(), page: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    rules: z.array(
      z.object({ rule: z.string(), label: z.string(), bodies: z.number(), asks: z.array(z.string()) }),
    ),
    rows: z.array(
      z.object({
        body: z.string(),
        bodyName: z.string(),
        areaName: z.string(),
        rules: z.array(z.string()),
        missing: z.array(z.string()),
      }),
    ),
    total: z.number(),
  }),
})
/** GET 问题台账 by township as .xlsx; GET 一社一策 of a body as .docx. */
export const PROBLEM_LIST_PATH = '/api/findings/problem-list.xlsx'
export const PLAN_PATH = '/api/bodies/:id/plan.docx'

export const measure = z.object({
  says: z.string(),
  dueOn: z.string().nullable(),
  owner: z.string().nullable(),
})
export const caseAction = z.object({
  action: z.string(),
  label: z.string(),
  at: z.string(),
  by: z.string(),
  onPaper: z.boolean(),
  /** 纸质签批，某某代录 */
  says: z.string(),
  note: z.string().nullable(),
  files: z.array(z.string()),
})
export const problemCase = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  township: z.string().nullable(),
  state: z.string(),
  stateLabel: z.string(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  openedOn: z.string(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  /** 节假日待确认 when the working days of that year have no source. */
  dueNote: z.string().nullable(),
  measures: z.array(measure),
  findings: z.array(finding),
  history: z.array(caseAction),
  /** What the signed-in person may do now; a refusal carries its reason. */
  actions: z.array(
    z.object({
      action: z.string(),
      label: z.string(),
      needs: z.array(z.string()),
      proposedDue: z.object({ day: z.string(), says: z.string() }).nullable(),
      refusedBecause: z.string().nullable(),
    }),
  ),
  version: z.number(),
})
export type ProblemCase = z.infer<typeof problemCase>

export const listCases = endpoint({
  method: 'GET',
  path: '/api/cases',
  query: z.object({
    area: z.string().optional(),
    state: z.string().optional(),
    mine: z.enum(['0', '1']).optional(),
    late: z.enum(['0', '1']).optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({
    cases: z.array(problemCase.omit({ history: true, actions: true })),
    total: z.number(),
  }),
})
export const readCase = endpoint({
  method: 'GET',
  path: '/api/cases/:id',
  params: z.object({ id: z.string() }),
  response: problemCase,
})
/** Opens a case from open findings of one body. */
export const openCase = endpoint({
  method: 'POST',
  path: '/api/cases',
  body: z.object({ body: z.string(), findings: z.array(z.string()).min(1), owner: z.string().optional() }),
  response: problemCase,
})
/** Opens one case per body for all open findings without a case in an area. */
export const openCases = endpoint({
  method: 'POST',
  path: '/api/cases/batch',
  body: z.object({ area: z.string().optional() }),
  response: z.object({ opened: z.number() }),
})
/** Who may answer for a case: people with an account whose scope holds its body. */
export const casePeople = endpoint({
  method: 'GET',
  path: '/api/cases/:id/people',
  params: z.object({ id: z.string() }),
  response: z.object({
    people: z.array(
      z.object({ username: z.string(), name: z.string(), roleLabel: z.string(), areaName: z.string() }),
    ),
  }),
})
export const actOnCase = endpoint({
  method: 'POST',
  path: '/api/cases/:id/actions',
  params: z.object({ id: z.string() }),
  body: z.object({
    action: z.string(),
    version: z.number(),
    note: z.string().max(1000).optional(),
    owner: z.string().optional(),
    dueOn: z.string().optional(),
    measures: z.array(measure).optional(),
    files: z.array(z.string()).optional(),
    /** A sign-off taken on paper: who signed and when; the recorder may not be the signer. */
    paper: z.object({ signer: z.string(), signedOn: z.string() }).optional(),
  }),
  response: problemCase,
})
/** The sheet to print, sign and photograph: .docx with the case code. */
export const CASE_SHEET_PATH = '/api/cases/:id/sheet.docx'
