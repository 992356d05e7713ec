/** A plan as it is typed, and the rewards that the books have beside it. */
import { z } from 'zod'

const text = z.string().max(40)

export const typedPlan = z.object({
  surplus: text,
  opening: text,
  transferIn: text,
  reserveRate: text,
  reserve: text,
  reserveBooked: text,
  reserveBefore: text,
  patronageRate: text,
  basis: text,
  counted: z.enum(['delivered', 'supplied', 'both']),
  factors: z.record(z.string(), text),
  subsidyTotal: text,
  giftTotal: text,
  reserveBasis: text,
  convertRate: text,
  rewards: z
    .array(
      z.object({
        payee: z.string().max(60),
        what: z.string().max(60),
        amount: text,
        resolution: z.string().max(200).optional(),
      }),
    )
    .max(50),
})
export type WireTypedPlan = z.infer<typeof typedPlan>

export const bookedReward = z.object({
  day: z.string(),
  voucher: z.string(),
  payee: z.string(),
  what: z.string(),
  amount: z.string(),
  resolution: z.string().nullable(),
  post: z.string().nullable(),
})
export type WireBookedReward = z.infer<typeof bookedReward>
