import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const answerRef = z.object({
  kind: z.string(),
  id: z.string(),
  label: z.string(),
  link: z.string().nullable(),
})
const clashRef = z.object({ id: z.string(), label: z.string(), chosen: z.boolean() })

/** A value of a document or of the place from a day on; `size` only draws the chart. */
const datedValue = z.object({ from: z.string(), value: z.string(), size: z.number().nullable() })

export const policyParameter = z.object({
  id: z.string(),
  label: z.string(),
  /** What holds here today, from when, on what ground. */
  value: z.string(),
  from: z.string(),
  ground: z.string().nullable(),
  confirmed: z.boolean(),
  /** Set by the law: which way a place may go. */
  floor: z.string().nullable(),
  note: z.string().nullable(),
  series: z.array(datedValue),
  /** The place's own values; one without a value took the confirmation back. */
  local: z.array(datedValue.extend({ areaName: z.string(), ground: z.string() })),
  clashes: z.array(clashRef),
})
export type PolicyParameter = z.infer<typeof policyParameter>

const policyStage = z.object({
  id: z.string(),
  clause: z.string(),
  label: z.string(),
  from: z.string(),
  to: z.string(),
})
export type PolicyStage = z.infer<typeof policyStage>

export const policyClause = z.object({
  id: z.string(),
  heading: z.string(),
  summary: z.string(),
  /** What is doubtful in the text. */
  question: z.string().nullable(),
  clashes: z.array(clashRef),
  answers: z.array(answerRef),
  /** How many requirements of it later versions answer. */
  planned: z.number(),
  noSoftware: z.string().nullable(),
  rules: z.array(
    z.object({
      rule: z.string(),
      label: z.string(),
      remedy: z.string(),
      severity: z.enum(['serious', 'ordinary', 'hint']),
      fails: z.number(),
      unknown: z.number(),
      /** Why it is not judged here; null where it is. */
      off: z.string().nullable(),
    }),
  ),
  parameters: z.array(policyParameter),
  targets: z.array(
    z.object({
      /** document/id */
      id: z.string(),
      label: z.string(),
      wanted: z.string(),
      by: z.string(),
      base: z.string().nullable(),
      question: z.string().nullable(),
    }),
  ),
  stages: z.array(policyStage),
  /** Values that the clause states, with what each binds or why nothing follows. */
  numbers: z.array(z.object({ says: z.string(), what: z.string(), binds: z.string() })),
})
export type PolicyClause = z.infer<typeof policyClause>

export const policyDocument = z.object({
  id: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  issuer: z.string(),
  kind: z.enum(['law', 'plan']),
  place: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
  term: z.object({ from: z.string(), to: z.string() }).nullable(),
  source: z.string(),
  note: z.string().nullable(),
  hash: z.string(),
  inForce: z.boolean(),
  clauseCount: z.number(),
  answered: z.number(),
  planned: z.number(),
  none: z.number(),
  /** Left open in a model document; all are filled on adoption. */
  slots: z.array(z.object({ id: z.string(), label: z.string(), kind: z.enum(['words', 'count']) })),
})
export type PolicyDocumentHead = z.infer<typeof policyDocument>

export const listPolicies = endpoint({
  method: 'GET',
  path: '/api/policies',
  response: z.object({ documents: z.array(policyDocument) }),
})
export const readPolicy = endpoint({
  method: 'GET',
  path: '/api/policies/:id',
  params: z.object({ id: z.string() }),
  response: policyDocument.extend({
    today: z.string(),
    clauses: z.array(policyClause),
    stages: z.array(policyStage),
  }),
})
/** Puts a document in force for an area from a day (append-only). */
export const adoptPolicy = endpoint({
  method: 'POST',
  path: '/api/policies/:id/adoptions',
  params: z.object({ id: z.string() }),
  body: z.object({
    area: z.string(),
    from: z.string(),
    to: z.string().nullable(),
    ground: z.string().min(2),
    /** What the place writes into the slots of a model document. */
    slots: z.record(z.string(), z.string().max(200)).default({}),
  }),
  response: z.object({}),
})
/** A value that the place confirms or sets for itself, from today or from `from` on; never weaker than the law. */
export const confirmParameter = endpoint({
  method: 'POST',
  path: '/api/policies/:id/parameters/:parameter',
  params: z.object({ id: z.string(), parameter: z.string() }),
  body: z.object({ value: z.string(), source: z.string().min(4), from: z.iso.date().optional() }),
  response: z.object({}),
})
/** Takes the place's own values back: what the document says holds again, and what was not confirmed is switched off. */
export const withdrawParameter = endpoint({
  method: 'POST',
  path: '/api/policies/:id/parameters/:parameter/withdrawals',
  params: z.object({ id: z.string(), parameter: z.string() }),
  body: z.object({ ground: z.string().trim().min(4).max(500) }),
  response: z.object({}),
})
