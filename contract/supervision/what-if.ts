import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** A change that is only thought of: a value of the place's own, or a document that it would adopt. */
export const thoughtOf = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('parameter'),
    document: z.string(),
    parameter: z.string(),
    value: z.string(),
    from: z.string(),
  }),
  z.object({
    kind: z.literal('adoption'),
    document: z.string(),
    area: z.string(),
    from: z.string(),
    to: z.string().nullable(),
    slots: z.record(z.string(), z.string().max(200)).default({}),
  }),
])
export type ThoughtOf = z.infer<typeof thoughtOf>

export const whatIfResult = z.object({
  /** The day as of which policies are compared; the figures of the bodies are today's. */
  day: z.string(),
  bodies: z.number(),
  opens: z.number(),
  closes: z.number(),
  /** Rule by rule: findings that would open and close, bodies of which the rule would not be known. */
  rules: z.array(
    z.object({
      rule: z.string(),
      label: z.string(),
      opens: z.number(),
      closes: z.number(),
      unknown: z.number(),
    }),
  ),
  /** The first of them, body by body. */
  rows: z.array(
    z.object({
      body: z.string(),
      bodyName: z.string(),
      areaName: z.string(),
      rule: z.string(),
      opens: z.boolean(),
      says: z.string(),
    }),
  ),
  targets: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      wanted: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** Clashes of clauses that it would bring. */
  clashes: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Why the value would not hold: the law's floor. */
  refused: z.string().nullable(),
})
export type WhatIfResult = z.infer<typeof whatIfResult>

/** What a change would do, before it is saved; nothing is written. */
export const whatIf = endpoint({
  method: 'POST',
  path: '/api/what-if',
  body: thoughtOf,
  response: whatIfResult,
})
