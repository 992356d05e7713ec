/** Member accounts in the official form. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const row = z.object({
  number: z.string(),
  day: z.string(),
  says: z.string(),
  /** From assets of a household poverty project; the other contributions stand in the next column. */
  project: z.string(),
  contribution: z.string(),
  reserve: z.string(),
  subsidy: z.string(),
  gift: z.string(),
  product: z.string(),
  volume: z.string(),
  amount: z.string(),
  patronage: z.string(),
  remainder: z.string(),
})
export const readAccounts = endpoint({
  method: 'GET',
  path: '/api/surplus/:body/accounts',
  params: z.object({ body: z.string() }),
  query: z.object({
    year: z.coerce.number('请选择年度').int().min(2007).max(2100).optional(),
    member: z.string().optional(),
    /** All members; without it and without a member, only who there is. */
    all: z.literal('1').optional(),
  }),
  response: z.object({
    bodyName: z.string(),
    year: z.number(),
    years: z.array(z.number()),
    /** Members whose contribution stands in the roll but not in the ledger, so that their accounts lack it. */
    unopened: z.number(),
    members: z.array(z.object({ id: z.string(), number: z.string(), name: z.string() })),
    accounts: z.array(
      z.object({
        member: z.string(),
        number: z.string(),
        name: z.string(),
        address: z.string().nullable(),
        rows: z.array(row),
      }),
    ),
  }),
})
/** The sums of all accounts beside the books of the year; none where the books do not cover it. */
export const readAccountTies = endpoint({
  method: 'GET',
  path: '/api/surplus/:body/accounts/ties',
  params: z.object({ body: z.string() }),
  query: z.object({ year: z.coerce.number('请选择年度').int().min(2007).max(2100) }),
  response: z.object({
    ties: z.array(
      z.object({
        label: z.string(),
        accounts: z.string(),
        books: z.string(),
        /** The accounts less the books. */
        gap: z.string(),
        says: z.string(),
      }),
    ),
  }),
})
export type WireAccountRow = z.infer<typeof row>
