import { z } from 'zod'
import { endpoint, problem, record, source, wireValue } from './kernel.ts'
import { rowCounts } from './kernel/imports.ts'

export const searchHit = z.object({
  body: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  areaName: z.string(),
  /** Which words matched: 名称、曾用名、代码、拼音首字母. */
  by: z.string(),
})
/** The one search box: part of a name, pinyin initials, code, former name. */
export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  query: z.object({ q: z.string().min(1).max(100) }),
  response: z.object({ hits: z.array(searchHit) }),
})

export const dossierSection = z.object({
  register: z.string(),
  label: z.string(),
  records: z.array(record),
  /** Of the latest record: field key → where the value came from. */
  source,
})
export const timelineEntry = z.object({
  at: z.string(),
  effectiveOn: z.string().nullable(),
  actor: z.string(),
  door: z.string(),
  says: z.string(),
  register: z.string().nullable(),
  record: z.string().nullable(),
  source,
})
export const finding = z.object({
  id: z.string(),
  rule: z.string(),
  label: z.string(),
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  township: z.string().nullable(),
  severity: z.enum(['serious', 'ordinary', 'hint']),
  value: z.string(),
  threshold: z.string(),
  says: z.string(),
  remedy: z.string(),
  /** document#clause and how to show it. */
  clause: z.string(),
  clauseLabel: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  case: z.string().nullable(),
  /** Clashes of clauses that its rule stands in where the body lies; `between` names both. */
  clashes: z.array(z.object({ id: z.string(), label: z.string(), between: z.string() })).default([]),
})
export type WireFinding = z.infer<typeof finding>

export const dossier = z.object({
  body: record,
  class: z.string(),
  classGround: z.string(),
  completeness: z.object({
    percent: z.number(),
    missing: z.array(z.object({ register: z.string(), field: z.string().nullable(), says: z.string() })),
  }),
  acceptance: z.object({
    state: z.string(),
    receipt: z.string().nullable(),
    acceptedOn: z.string().nullable(),
    by: z.string().nullable(),
    actions: z.array(z.object({ action: z.string(), label: z.string() })),
  }),
  sections: z.array(dossierSection),
  /** Links that other bodies have to this one: the federation of which it is a member. */
  linkedBy: z.array(
    z.object({
      body: z.string(),
      name: z.string(),
      relation: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
  findings: z.array(finding),
  unknown: z.array(z.object({ rule: z.string(), label: z.string(), missing: z.array(z.string()) })),
  cases: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      title: z.string(),
      state: z.string(),
      dueOn: z.string().nullable(),
    }),
  ),
  questions: z.array(problem),
  timeline: z.array(timelineEntry),
})
export type Dossier = z.infer<typeof dossier>

export const readDossier = endpoint({
  method: 'GET',
  path: '/api/bodies/:id/dossier',
  params: z.object({ id: z.string() }),
  query: z.object({ day: z.string().optional() }),
  response: dossier,
})
/** Township acceptance of the dossier: accepted with a dated receipt number, or returned with reasons. */
export const actOnDossier = endpoint({
  method: 'POST',
  path: '/api/bodies/:id/acceptance',
  params: z.object({ id: z.string() }),
  body: z.object({
    action: z.string(),
    note: z.string().max(500).optional(),
    files: z.array(z.uuid()).max(20).optional(),
    /** Taken on paper: who signed and when; the recorder may not be the signer. */
    paper: z.object({ signer: z.string().trim().min(1), signedOn: z.iso.date() }).optional(),
  }),
  response: dossier.shape.acceptance,
})
/** The sheet to print, sign and photograph: .docx. */
export const ACCEPTANCE_SHEET_PATH = '/api/bodies/:id/acceptance-sheet.docx'

// Hand out, collect, merge (A06)

export const handoutTownship = z.object({
  area: z.string(),
  name: z.string(),
  rows: z.number(),
  cells: z.number(),
  returnedRows: z.number(),
  state: z.enum(['未返回', '部分返回', '已返回']),
  returnedAt: z.string().nullable(),
  conflicts: z.number(),
  refused: z.number(),
})
export const handout = z.object({
  id: z.string(),
  title: z.string(),
  dueOn: z.string(),
  formVersion: z.number(),
  registers: z.array(z.string()),
  createdAt: z.string(),
  by: z.string(),
  townships: z.array(handoutTownship),
  /** A reminder to copy into the chat group, naming who has not returned. */
  reminder: z.string(),
})
export type Handout = z.infer<typeof handout>

export const listHandouts = endpoint({
  method: 'GET',
  path: '/api/handouts',
  response: z.object({ handouts: z.array(handout) }),
})
export const readHandout = endpoint({
  method: 'GET',
  path: '/api/handouts/:id',
  params: z.object({ id: z.string() }),
  response: handout,
})
/** What would be asked: before the forms are made (look before you leap). */
export const previewHandout = endpoint({
  method: 'POST',
  path: '/api/handouts/preview',
  body: z.object({
    /** Ask for what makes these rules unknown; or whole registers; or both. */
    rules: z.array(z.string()),
    registers: z.array(z.string()),
    area: z.string().optional(),
    bodies: z.array(z.string()).optional(),
  }),
  response: z.object({
    bodies: z.number(),
    townships: z.array(z.object({ area: z.string(), name: z.string(), rows: z.number() })),
    columns: z.array(
      z.object({
        register: z.string(),
        registerLabel: z.string(),
        field: z.string(),
        label: z.string(),
        unknown: z.number(),
      }),
    ),
  }),
})
export const createHandout = endpoint({
  method: 'POST',
  path: '/api/handouts',
  body: z.object({
    title: z.string().min(2).max(100),
    dueOn: z.string(),
    rules: z.array(z.string()),
    registers: z.array(z.string()),
    area: z.string().optional(),
    bodies: z.array(z.string()).optional(),
  }),
  response: handout,
})
/** GET one workbook of a township, or all of them as .zip. */
export const HANDOUT_WORKBOOK_PATH = '/api/handouts/:id/workbooks/:area'
export const HANDOUT_ALL_PATH = '/api/handouts/:id/workbooks.zip'
/** multipart/form-data: many files at once, sender?. Nothing is stored until confirmed. */
export const RETURN_HANDOUT_PATH = '/api/handouts/returns'

export const returnConflict = z.object({
  id: z.string(),
  body: z.string().nullable(),
  bodyName: z.string(),
  register: z.string(),
  field: z.string().nullable(),
  /** 两份文件填法不同 / 锁定单元格被改 / 缺少行标识 / 认不出的主体 */
  kind: z.enum(['two-files', 'locked-cell', 'no-key', 'unknown-body']),
  says: z.string(),
  choices: z.array(
    z.object({ key: z.string(), label: z.string(), value: wireValue, file: z.string().nullable() }),
  ),
  chosen: z.string().nullable(),
})
export const returnBatch = z.object({
  id: z.string(),
  state: z.enum(['preview', 'done', 'dropped']),
  files: z.array(
    z.object({
      name: z.string(),
      handout: z.string().nullable(),
      area: z.string().nullable(),
      areaName: z.string().nullable(),
      counts: rowCounts,
      problems: z.array(problem),
    }),
  ),
  counts: rowCounts,
  conflicts: z.array(returnConflict),
  refused: z.array(z.object({ file: z.string(), sheet: z.string(), row: z.number(), says: z.string() })),
})
export type ReturnBatch = z.infer<typeof returnBatch>
export const readReturn = endpoint({
  method: 'GET',
  path: '/api/handouts/returns/:id',
  params: z.object({ id: z.string() }),
  response: returnBatch,
})
export const chooseInReturn = endpoint({
  method: 'POST',
  path: '/api/handouts/returns/:id/choices',
  params: z.object({ id: z.string() }),
  body: z.object({ conflict: z.string(), choice: z.string() }),
  response: returnBatch,
})
/** Takes the good rows and the conflicts that were answered, in one transaction. */
export const confirmReturn = endpoint({
  method: 'POST',
  path: '/api/handouts/returns/:id/confirm',
  params: z.object({ id: z.string() }),
  response: returnBatch,
})
/** One sheet of errors per township, to send back. */
export const RETURN_ERRORS_PATH = '/api/handouts/returns/:id/errors.xlsx'

/** A fact with what it means and the rows behind it. */
export const fact = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  value: z.string().nullable(),
  formula: z.string(),
})
export const bodyFacts = endpoint({
  method: 'GET',
  path: '/api/bodies/:id/facts',
  params: z.object({ id: z.string() }),
  query: z.object({ day: z.string().optional() }),
  response: z.object({
    facts: z.array(
      fact.extend({
        rows: z.array(
          z.object({
            register: z.string(),
            record: z.string(),
            field: z.string(),
            label: z.string(),
            value: z.string(),
            from: z.string(),
          }),
        ),
      }),
    ),
  }),
})
