/** Entering as one act: the roll, the first contribution and the slip by which the new member comes in. */
import { z } from 'zod'
import { endpoint, problem } from '../kernel.ts'
import { sharePreview } from '../membership.ts'
import { issued } from './household-codes.ts'

const day = z.iso.date('日期写成 2023-03-15')
const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`)

/** What the new member brings; the decision on joining is what allowed it. */
export const firstShare = z.object({
  kind: words(20).min(1, '请选择出资方式'),
  amount: words(20),
  /** What of it comes from assets of a household poverty project; empty is nothing. */
  project: words(20).optional(),
  /** The day of joining where none is written. */
  on: day.optional(),
  basis: words(200).optional(),
  /** Why, where a cap is passed. */
  note: words(200).optional(),
})

export const entering = z.object({
  joinedOn: day,
  idNumber: words(30).optional(),
  number: words(20).optional(),
  share: firstShare.optional(),
})
export type Entering = z.infer<typeof entering>

const params = z.object({ id: z.string() })

/** What the registers know of who applies, before anybody decides: the same name or telephone, the bounds of the law. */
export const readJoining = endpoint({
  method: 'GET',
  path: '/api/member-joinings/:id',
  params,
  response: z.object({ known: z.array(z.string()), bounds: z.array(problem) }),
})

/** The whole act, rehearsed and taken back: what it will change, what the caps say to it. */
export const previewEntering = endpoint({
  method: 'POST',
  path: '/api/member-joinings/:id/preview',
  params,
  body: entering,
  response: z.object({
    happens: z.array(z.string()),
    share: sharePreview.nullable(),
    /** What of the caps becomes worse: it wants a reason. */
    worse: z.array(z.object({ says: z.string(), clause: z.string(), remedy: z.string() })),
  }),
})
export type EnteringPreview = z.infer<typeof previewEntering.response>

export const enterJoining = endpoint({
  method: 'POST',
  path: '/api/member-joinings/:id/enter',
  params,
  body: entering.extend({
    /** Of the item, as it was seen. */
    version: z.int(),
    /** Whether a code is made and shown this one time. */
    slip: z.boolean(),
  }),
  response: z.object({
    member: z.string(),
    name: z.string(),
    bodyName: z.string(),
    joinedOn: z.string(),
    share: z.object({ label: z.string(), amount: z.string() }).nullable(),
    slip: z.object({ code: issued, endsOn: z.string() }).nullable(),
  }),
})
export type Entered = z.infer<typeof enterJoining.response>
