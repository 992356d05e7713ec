/** Sending logs to another machine: where to, and how it stands. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** As it is set; an address of no characters is none. */
const target = z.object({
  on: z.boolean(),
  host: z.string().max(253),
  port: z.int(),
  tls: z.boolean(),
  /** The certificate that signed that of the other machine, in PEM, where the system does not know it. */
  ca: z.string().max(20_000).nullable(),
})
export type WireTarget = z.infer<typeof target>

export const readLogShipping = endpoint({
  method: 'GET',
  path: '/api/log-shipping',
  response: z.object({
    target,
    /** Lines and links that wait to be sent; nothing waits before it was ever switched on. */
    waiting: z.number(),
    sentAt: z.string().nullable(),
    /** Since when it fails, and why. */
    failedAt: z.string().nullable(),
    failedSays: z.string(),
  }),
})

export const setLogShipping = endpoint({
  method: 'POST',
  path: '/api/log-shipping',
  body: target,
  response: z.object({}),
})

/** Sends one line to where it is set; what went wrong, or null. */
export const tryLogShipping = endpoint({
  method: 'POST',
  path: '/api/log-shipping/try',
  body: target,
  response: z.object({ problem: z.string().nullable() }),
})
