/** Tokens by which another system calls the interface in the name of a user. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  /** Whose rights it carries. */
  owner: z.object({ username: z.string(), name: z.string(), roleLabel: z.string() }),
  /** False: it reads only. */
  writes: z.boolean(),
  /** The area that it is held to, at or below its owner's; null for all that the owner sees. */
  area: z.string().nullable(),
  areaName: z.string(),
  madeOn: z.string(),
  madeBy: z.string(),
  endsOn: z.string(),
  lastUsedAt: z.string().nullable(),
  state: z.enum(['有效', '已到期', '已撤销']),
})
export type WireToken = z.infer<typeof apiToken>

export const listTokens = endpoint({
  method: 'GET',
  path: '/api/tokens',
  response: z.object({
    tokens: z.array(apiToken),
    /** The day on which a token made today may end at the latest. */
    endsOnMax: z.string(),
    /** May make tokens for other users too. */
    forOthers: z.boolean(),
    /** May make tokens that write. */
    mayWrite: z.boolean(),
  }),
})
/** Makes a token; it is told this one time. */
export const createToken = endpoint({
  method: 'POST',
  path: '/api/tokens',
  body: z.object({
    name: z.string().trim().min(2, '请写明用途，至少两个字').max(60),
    /** Username of the owner; without it the caller. */
    owner: z.string().max(64).optional(),
    writes: z.boolean(),
    area: z.string().optional(),
    endsOn: z.iso.date('到期日应写成 2027-03-20 这样的日期'),
  }),
  response: z.object({ token: apiToken, secret: z.string() }),
})
export const revokeToken = endpoint({
  method: 'POST',
  path: '/api/tokens/:id/revoke',
  params: z.object({ id: z.string() }),
  response: apiToken,
})
