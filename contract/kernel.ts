import { z } from 'zod'

/**
 * An endpoint is data: the server registers it, the web calls it, both from this one place. Money travels as a decimal
 * string in yuan, dates as YYYY-MM-DD, secrets masked.
 */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Fastify form: /api/registers/:register */
  path: string
  params: P
  query: Q
  body: B
  response: R
}

const nothing = z.object({})
type Nothing = typeof nothing

/** Declares an endpoint; what it does not take is left out. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(declared: {
  method: Endpoint['method']
  path: string
  params?: P
  query?: Q
  body?: B
  response: R
}): Endpoint<P, Q, B, R> {
  return {
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: nothing as unknown as B,
    ...declared,
  }
}

export const place = z.object({
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  field: z.string().optional(),
})

export const problem = z.object({
  code: z.string(),
  severity: z.enum(['refused', 'warned', 'noted']),
  says: z.string(),
  place: place.optional(),
})
export type WireProblem = z.infer<typeof problem>

/** The body of every answer that is not 2xx: problem+json (RFC 9457), in Chinese. */
export const refusal = z.object({
  /** Where the first problem is explained. */
  type: z.string(),
  status: z.number(),
  title: z.string(),
  /** All problems in one line. */
  detail: z.string(),
  problems: z.array(problem),
  /** On 409: what was sent, and the thing as it stands now, so that both can be shown. */
  mine: z.record(z.string(), z.unknown()).optional(),
  current: z.record(z.string(), z.unknown()).optional(),
})

/** A value as it travels: text, number, flag, list of texts, or null for unknown. */
export const wireValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
export type WireValue = z.infer<typeof wireValue>
export const wireValues = z.record(z.string(), wireValue)

/** Where a version came from: a person at a form, or a row of a file. */
export const source = z
  .object({
    import: z.string().optional(),
    file: z.string().optional(),
    sheet: z.string().optional(),
    row: z.number().optional(),
    /** field key → column letter */
    columns: z.record(z.string(), z.string()).optional(),
    sender: z.string().optional(),
    receiver: z.string().optional(),
  })
  .nullable()

export const record = z.object({
  id: z.string(),
  home: z.string(),
  area: z.string(),
  areaName: z.string(),
  /** Id and name of the body it belongs to (for the body register: itself). */
  body: z.string().nullable(),
  bodyName: z.string().nullable(),
  version: z.number(),
  effectiveOn: z.string(),
  ended: z.boolean(),
  values: wireValues,
})
export type WireRecord = z.infer<typeof record>

export const page = z.object({
  records: z.array(record),
  /** Counted up to ten thousand. */
  total: z.number(),
  /** There are more than `total`. */
  more: z.boolean(),
})

/**
 * `q` finds part of a name, initials or a code; `area` everything at or below; other keys are fields: a value,
 * `field.from`, `field.to`, `field=∅` for unknown; `finding=<rule>`, `unknown=<rule>`, `class=规范`, `status=正常`.
 */
export const listQuery = z.looseObject({
  q: z.string().optional(),
  area: z.string().optional(),
  body: z.string().optional(),
  sort: z.string().optional(),
  descending: z.enum(['0', '1']).optional(),
  page: z.coerce.number().int().min(1).optional(),
  size: z.coerce.number().int().min(1).max(500).optional(),
})

const registerParams = z.object({ register: z.string() })
const recordParams = z.object({ register: z.string(), id: z.string() })
export const listRecords = endpoint({
  method: 'GET',
  path: '/api/registers/:register',
  params: registerParams,
  query: listQuery,
  response: page,
})
export const readRecord = endpoint({
  method: 'GET',
  path: '/api/registers/:register/:id',
  params: recordParams,
  response: record,
})
export const createRecord = endpoint({
  method: 'POST',
  path: '/api/registers/:register',
  params: registerParams,
  body: z.object({
    body: z.string().optional(),
    area: z.string().optional(),
    effectiveOn: z.string().optional(),
    reason: z.string().max(500).optional(),
    values: wireValues,
  }),
  response: record,
})
/** Changes the given fields. The version that the person saw is sent along; another version now is a 409 with both. */
export const updateRecord = endpoint({
  method: 'PATCH',
  path: '/api/registers/:register/:id',
  params: recordParams,
  body: z.object({
    version: z.number(),
    effectiveOn: z.string().optional(),
    reason: z.string().max(500).optional(),
    values: wireValues,
    area: z.string().optional(),
  }),
  response: record,
})
/** Ends a record from a day on: it leaves lists, dossier and figures, its history stays. */
export const endRecord = endpoint({
  method: 'POST',
  path: '/api/registers/:register/:id/end',
  params: recordParams,
  body: z.object({
    version: z.number(),
    effectiveOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '终止日期应写成 2023-03-20 这样的日期'),
    reason: z.string().trim().min(2, '请写明终止的原因').max(500),
  }),
  response: record,
})
export const recordHistory = endpoint({
  method: 'GET',
  path: '/api/registers/:register/:id/history',
  params: recordParams,
  response: z.object({
    versions: z.array(
      z.object({
        version: z.number(),
        effectiveOn: z.string(),
        recordedAt: z.string(),
        actor: z.string(),
        door: z.string(),
        reason: z.string().nullable(),
        source,
        /** What this version changed: field key, before, after. */
        changes: z.array(z.object({ field: z.string(), before: wireValue, after: wireValue })),
      }),
    ),
  }),
})
/** Shows a secret whole; the act is written to the audit trail with its reason. */
export const revealSecret = endpoint({
  method: 'POST',
  path: '/api/registers/:register/:id/reveal',
  params: recordParams,
  body: z.object({ field: z.string(), reason: z.string().min(2).max(200) }),
  response: z.object({ value: z.string() }),
})
/** Binary answers, called by link; the export takes the filters of the list. */
export const TEMPLATE_PATH = '/api/registers/:register/template.xlsx'
export const EXPORT_PATH = '/api/registers/:register/export.xlsx'

/** multipart/form-data: file (one); answers { id, name, size, type }. GET /api/files/:id gives the content. */
export const UPLOAD_FILE_PATH = '/api/files'
export const storedFile = z.object({ id: z.string(), name: z.string(), size: z.number(), type: z.string() })
