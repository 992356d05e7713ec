/** The division of a year's surplus: figures, alternatives, the frozen plan, its way over the meeting to the books. */
import { z } from 'zod'
import { endpoint, problem } from '../kernel.ts'
import { bookedReward, typedPlan } from './typed-plan.ts'

const bodyParams = z.object({ body: z.string() })
const planParams = z.object({ id: z.string() })
const year = z.coerce.number('请选择年度').int().min(2007).max(2100)
const day = z.iso.date('日期写成 2023-03-15')

export const listDivisions = endpoint({
  method: 'GET',
  path: '/api/surplus',
  query: z.object({ q: z.string().optional(), page: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    rows: z.array(
      z.object({
        body: z.string(),
        bodyName: z.string(),
        areaName: z.string(),
        year: z.number().nullable(),
        plan: z.string().nullable(),
        stateLabel: z.string().nullable(),
        law: z.string().nullable(),
        patronage: z.string().nullable(),
        /** Posted and neither paid nor on its way. */
        owed: z.string().nullable(),
      }),
    ),
    total: z.number(),
  }),
})

/** Everything from which a plan of this year is made. */
export const readDivision = endpoint({
  method: 'GET',
  path: '/api/surplus/:body',
  params: bodyParams,
  query: z.object({ year: year.optional() }),
  response: z.object({
    bodyName: z.string(),
    areaName: z.string(),
    mayWrite: z.boolean(),
    year: z.number(),
    years: z.array(z.number()),
    /** Day from which books are kept here; null: figures are typed from the statements. */
    bookFrom: z.string().nullable(),
    /** Whether the figures below come from the books. */
    fromBooks: z.boolean(),
    suggested: typedPlan,
    floor: z.string(),
    floorClause: z.string(),
    cap: z.string().nullable(),
    capClause: z.string().nullable(),
    /** What the charter in force at the end of the year says; null where none is entered. */
    charter: z
      .object({
        says: z.string(),
        reserveRate: z.string().nullable(),
        patronageRate: z.string().nullable(),
      })
      .nullable(),
    members: z.number(),
    contributions: z.string(),
    fromLedger: z.boolean(),
    traded: z.object({ delivered: z.string(), supplied: z.string(), open: z.number() }),
    products: z.array(z.string()),
    /** Rewards for services that the costs of the year have. */
    booked: z.array(bookedReward),
    /** Passed items of sealed meetings, in words. */
    resolutions: z.array(z.string()),
    plans: z.array(
      z.object({
        id: z.string(),
        stateLabel: z.string(),
        frozenAt: z.string(),
        law: z.string(),
        final: z.boolean(),
      }),
    ),
  }),
})

const step = z.object({ label: z.string(), formula: z.string(), amount: z.string(), clause: z.string() })
const finding = z.object({ code: z.string(), clause: z.string(), says: z.string(), remedy: z.string() })
const alternative = z.object({
  key: z.enum(['plan', 'patronage', 'holding']),
  label: z.string(),
  verdict: z.string(),
  clause: z.string(),
  why: z.string(),
})
const share = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  weight: z.string(),
  patronage: z.string(),
  shares: z.string(),
  remainder: z.string(),
  total: z.string(),
  converted: z.string(),
  reserveShare: z.string(),
  /** Totals under the alternatives, in their order; null where it can not be computed. */
  others: z.array(z.string().nullable()),
})
export type WireShare = z.infer<typeof share>
export const divisionPreview = z.object({
  law: z.string(),
  statement: z.string(),
  reserve: z.string(),
  patronage: z.string(),
  remainder: z.string(),
  steps: z.array(step),
  findings: z.array(finding),
  /** Findings that forbid to freeze the plan. */
  barred: z.boolean(),
  alternatives: z.array(alternative),
  shares: z.array(share),
})
export type WireDivision = z.infer<typeof divisionPreview>
export const previewDivision = endpoint({
  method: 'POST',
  path: '/api/surplus/:body/preview',
  params: bodyParams,
  body: z.object({ year, typed: typedPlan }),
  response: divisionPreview,
})
export const freezePlan = endpoint({
  method: 'POST',
  path: '/api/surplus/:body/plans',
  params: bodyParams,
  body: z.object({ year, typed: typedPlan }),
  response: z.object({ id: z.string() }),
})

const action = z.object({
  action: z.string(),
  label: z.string(),
  day: z.string(),
  actor: z.string(),
  at: z.string(),
  says: z.array(z.string()),
  files: z.array(z.string()),
  voucher: z.string().nullable(),
})
const planShare = share.omit({ others: true }).extend({
  /** In cash: what was not turned into a contribution. */
  due: z.string(),
  paid: z.string(),
  /** Sent to the bank or on a cash sheet, its result not told so far. */
  pending: z.string(),
  owed: z.string(),
  /** Why the last payment came back. */
  failed: z.string().nullable(),
  /** Last four digits of the account; null where the roll has none. */
  account: z.string().nullable(),
})
export type WirePlanShare = z.infer<typeof planShare>
const voter = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  joinedOn: z.string().nullable(),
  leftOn: z.string().nullable(),
})
const batch = z.object({
  id: z.string(),
  way: z.enum(['bank', 'cash']),
  day: z.string(),
  actor: z.string(),
  lines: z.array(
    z.object({
      member: z.string(),
      number: z.string(),
      name: z.string(),
      amount: z.string(),
      /** returned: paid, and the money came back later. */
      outcome: z.enum(['paid', 'failed', 'returned']).nullable(),
      reason: z.string().nullable(),
      payee: z.string().nullable(),
    }),
  ),
})
export type WireBatch = z.infer<typeof batch>
export const readPlan = endpoint({
  method: 'GET',
  path: '/api/surplus-plans/:id',
  params: planParams,
  response: z.object({
    id: z.string(),
    body: z.string(),
    bodyName: z.string(),
    year: z.number(),
    federation: z.boolean(),
    state: z.string(),
    stateLabel: z.string(),
    mayWrite: z.boolean(),
    frozenAt: z.string(),
    actor: z.string(),
    basisWord: z.string(),
    typed: typedPlan,
    law: z.string(),
    statement: z.string(),
    reserve: z.string(),
    patronage: z.string(),
    remainder: z.string(),
    steps: z.array(step),
    findings: z.array(finding),
    offered: z.array(
      z.object({ action: z.string(), label: z.string(), refusedBecause: z.string().nullable() }),
    ),
    /** First day on which the meeting may be held, once the reports lie open. */
    meetingFrom: z.string().nullable(),
    /** The day for which the meeting was called. */
    meetingOn: z.string().nullable(),
    actions: z.array(action),
    /** The roll with the days between which each is a member: who of them votes is a matter of the day of the meeting. */
    voters: z.array(voter),
    shares: z.array(planShare),
    batches: z.array(batch),
  }),
})
export type WirePlan = z.infer<typeof readPlan.response>

/** Lays open, calls, takes the notice back, withdraws; votes go by `recordVote`, posting by `postPlan`. */
export const actOnPlan = endpoint({
  method: 'POST',
  path: '/api/surplus-plans/:id/actions',
  params: planParams,
  body: z.object({
    action: z.enum(['layOpen', 'call', 'recall', 'withdraw']),
    day,
    /** Where the reports lie open; where and when the meeting is held. */
    note: z.string().max(200).optional(),
    meetingOn: day.optional(),
    files: z.array(z.string()).max(20).optional(),
  }),
  response: z.object({}),
})
const extraVote = z.object({ member: z.string(), votes: z.number().int().min(1).max(100_000) })
export const recordVote = endpoint({
  method: 'POST',
  path: '/api/surplus-plans/:id/vote',
  params: planParams,
  body: z.object({
    day,
    /** Delegates' meeting: how many delegates there are; members' meeting: absent. */
    delegates: z.number().int().min(1).max(100_000).optional(),
    delegatesPresent: z.number().int().min(0).max(100_000).optional(),
    present: z.array(z.string()).max(20_000),
    proxies: z.array(z.object({ from: z.string(), to: z.string() })).max(20_000),
    proxyLimit: z.number().int().min(0).max(1000),
    extraVotes: z.number().int().min(0).max(100_000),
    /** Who has how many of them, as the meeting was told. */
    extras: z.array(extraVote).max(1000).optional(),
    yes: z.number().int().min(0).max(200_000),
    no: z.number().int().min(0).max(200_000),
    abstained: z.number().int().min(0).max(200_000),
    /** What the charter asks for beyond more than a half of all votes. */
    charter: z.enum(['twoThirds', 'threeQuarters', 'all']).optional(),
    resolution: z.string().trim().min(1, '请写明决议名称或文号').max(200),
    files: z.array(z.string()).max(20),
  }),
  response: z.object({ passed: z.boolean() }),
})
export const postPlan = endpoint({
  method: 'POST',
  path: '/api/surplus-plans/:id/post',
  params: planParams,
  body: z.object({ on: day }),
  response: z.object({ voucher: z.string(), code: z.string() }),
})

/** The entry before it is posted. */
export const previewPosting = endpoint({
  method: 'GET',
  path: '/api/surplus-plans/:id/entry',
  params: planParams,
  response: z.object({
    rows: z.array(
      z.object({
        account: z.string(),
        item: z.string().nullable(),
        lines: z.number(),
        debit: z.string(),
        credit: z.string(),
      }),
    ),
    problems: z.array(problem),
  }),
})
