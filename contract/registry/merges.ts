/** Two records of one body: finding them, looking at them side by side, making one of them, taking it back. */
import { z } from 'zod'
import { endpoint, wireValue } from '../kernel.ts'

const side = z.object({
  body: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  areaName: z.string(),
})
export type MergeSide = z.infer<typeof side>

/** Pairs that may be one body, the surest first. */
export const mergeCandidates = endpoint({
  method: 'GET',
  path: '/api/body-merges/candidates',
  query: z.object({ page: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    pairs: z.array(
      z.object({
        /** 代码相同、原注册号相同、同一乡镇同名、同一乡镇名称相近 */
        ground: z.string(),
        one: side,
        other: side,
      }),
    ),
    total: z.number(),
  }),
})

export const mergePreview = z.object({
  kept: side,
  merged: side,
  fields: z.array(z.object({ field: z.string(), kept: wireValue, merged: wireValue, differs: z.boolean() })),
  /** What hangs on each; of one kind, how many come along, and how many stay behind because the kept one has the same. */
  hangs: z.array(
    z.object({
      label: z.string(),
      kept: z.number(),
      merged: z.number(),
      comes: z.number(),
      same: z.number(),
    }),
  ),
  /** Why they can not be merged like this, and the way out. */
  blocked: z.string().nullable(),
})
export type MergePreview = z.infer<typeof mergePreview>

export const previewMerge = endpoint({
  method: 'GET',
  path: '/api/body-merges/preview',
  query: z.object({ kept: z.string(), merged: z.string() }),
  response: mergePreview,
})
/** Merges in one transaction. `take` names the fields in which the merged one says it right. */
export const mergeBodies = endpoint({
  method: 'POST',
  path: '/api/body-merges',
  body: z.object({
    kept: z.string(),
    merged: z.string(),
    take: z.array(z.string()),
    reason: z.string().trim().min(1).max(200),
  }),
  response: z.object({ id: z.string() }),
})
export const bodyMerge = z.object({
  id: z.string(),
  kept: side,
  merged: side,
  reason: z.string(),
  at: z.string(),
  by: z.string(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
})
export type BodyMerge = z.infer<typeof bodyMerge>
/** The merges that concern a body, or the latest hundred. */
export const listMerges = endpoint({
  method: 'GET',
  path: '/api/body-merges',
  query: z.object({ body: z.string().optional() }),
  response: z.object({ merges: z.array(bodyMerge) }),
})
/** Takes a merge back; 409 with what was built on it since. */
export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/body-merges/:id/undo',
  params: z.object({ id: z.string() }),
  response: z.object({}),
})
