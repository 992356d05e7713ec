/** Meetings of a member's own cooperative on his telephone: those called, and what the sealed ones decided. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const ownMeeting = z.object({
  id: z.string(),
  title: z.string(),
  code: z.string(),
  state: z.string(),
  heldOn: z.string(),
  time: z.string(),
  place: z.string(),
  convener: z.string(),
  noticedOn: z.string(),
  /** Of a sealed one: members of the day, and how many came. */
  members: z.number().nullable(),
  attending: z.number().nullable(),
  items: z.array(
    z.object({
      title: z.string(),
      /** What it wants of all votes. */
      needed: z.string(),
      yes: z.number().nullable(),
      no: z.number().nullable(),
      abstained: z.number().nullable(),
      decided: z.string().nullable(),
      passed: z.boolean().nullable(),
    }),
  ),
})

export const readOwnMeetings = endpoint({
  method: 'GET',
  path: '/api/household/meetings',
  response: z.object({ meetings: z.array(ownMeeting) }),
})
