import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const name = z.string()

/** What the security administrator has set, with every earlier value of each, the newest first. */
export const readSecurity = endpoint({
  method: 'GET',
  path: '/api/security-settings',
  response: z.object({
    values: z.record(name, z.number()),
    history: z.array(
      z.object({ name, value: z.number(), ground: z.string(), at: z.string(), actor: z.string() }),
    ),
  }),
})
/** Sets some of them, in force at once. */
export const setSecurity = endpoint({
  method: 'POST',
  path: '/api/security-settings',
  body: z.object({
    changes: z.array(z.object({ name, value: z.number() })),
    ground: z.string(),
  }),
  response: z.object({}),
})
