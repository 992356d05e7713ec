/** One's own second factor, and taking off that of somebody who lost his telephone. */
import { z } from 'zod'
import { user } from '../access.ts'
import { endpoint } from '../kernel.ts'

const code = z.string().min(1, '请填写 6 位数字').max(40)
const codes = z.object({ codes: z.array(z.string()) })

/** Whether one is in force, since when, and how many recovery codes are left. */
export const readSecondFactor = endpoint({
  method: 'GET',
  path: '/api/session/second-factor',
  response: z.object({
    onSince: z.string().nullable(),
    codesLeft: z.number(),
    /** The role must have one: it can not be taken off by its owner. */
    required: z.boolean(),
  }),
})

/** A new secret with its two-dimensional code, told this once. */
export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  body: z.object({}),
  response: z.object({
    secret: z.string(),
    link: z.string(),
    drawing: z.object({ size: z.number(), path: z.string() }),
  }),
})

/** The first right code puts it in force; answers the recovery codes, told this once. */
export const turnOnSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/on',
  body: z.object({ code }),
  response: codes,
})

/** New recovery codes in place of the old ones. */
export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/codes',
  body: z.object({ code }),
  response: codes,
})

export const turnOffSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/off',
  body: z.object({ code }),
  response: z.object({}),
})

/** By the security administrator, for somebody else. */
export const resetSecondFactor = endpoint({
  method: 'POST',
  path: '/api/users/:id/second-factor/reset',
  params: z.object({ id: z.string() }),
  response: user,
})
