/** Projects of villages: what they cost, how they are paid, what the village owes. */
import { z } from 'zod'
import { CREDITORS } from '#core/regions/village-debt.ts'
import { endpoint, problem } from '../kernel.ts'

const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`)
const money = z.string().trim().max(20)

/** How it is paid, in yuan. */
export const projectFunds = z.object({ own: money, subsidy: money, borrow: money })
export type ProjectFunds = z.infer<typeof projectFunds>

export const projectPlan = projectFunds.extend({
  area: z.string().min(12, '请选择到村').max(12, '请选择到村'),
  name: words(80).min(2, '请写明项目名称'),
  business: words(200).min(2, '请写明主营业务和规模'),
  /** What it is to bring in a year, in yuan. */
  expected: money,
  /** How the money borrowed is paid back. */
  repay: words(200).default(''),
})

/** What the item carries: amounts in fen as text. */
export const projectContent = z.object({
  business: z.string().default(''),
  own: z.string().default('0'),
  subsidy: z.string().default('0'),
  borrow: z.string().default('0'),
  expected: z.string().default('0'),
  repay: z.string().default(''),
})
export type ProjectContent = z.infer<typeof projectContent>

/** What a borrowing that was allowed is written down with; amounts are those of the project. */
export const allowedDebt = z.object({
  creditor: z.enum(CREDITORS, '请选择向谁借'),
  borrowedOn: z.iso.date('借款日期写成 2023-03-15'),
  dueOn: z.iso.date('到期日期写成 2023-03-15').optional(),
  rate: words(20).optional(),
  collateral: words(200).optional(),
})
export type AllowedDebt = z.infer<typeof allowedDebt>

export const openProject = endpoint({
  method: 'POST',
  path: '/api/village-projects',
  body: projectPlan,
  response: z.object({ id: z.string() }),
})

/** What the village owes and earns, and what of it stands against the project. Amounts in yuan. */
export const readProject = endpoint({
  method: 'GET',
  path: '/api/village-projects/:id',
  params: z.object({ id: z.string() }),
  response: z.object({
    village: z.string(),
    business: z.string(),
    own: z.string(),
    subsidy: z.string(),
    borrow: z.string(),
    expected: z.string(),
    repay: z.string(),
    debts: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        creditor: z.string(),
        borrowedOn: z.string(),
        /** Null where nobody wrote it. */
        balance: z.string().nullable(),
        rate: z.string(),
        collateral: z.string(),
        /** It was opened by this project. */
        own: z.boolean(),
      }),
    ),
    /** Null where no debt of the village is written down, not even one of nothing, or where one does not say how much. */
    owed: z.string().nullable(),
    unsaid: z.array(z.string()),
    /** Debts of the village since the plan without a project that was allowed to borrow. */
    unallowed: z.number(),
    income: z.object({ year: z.number(), amount: z.string() }).nullable(),
    /** 35.00%; null where it cannot be said. */
    ratio: z.string().nullable(),
    limit: z.object({ value: z.string(), confirmed: z.boolean(), ground: z.string() }).nullable(),
    faults: z.array(problem),
  }),
})

/** Debts later than the plan that says no to new ones, without a project that was allowed to borrow so much. */
export const listUnallowedDebts = endpoint({
  method: 'GET',
  path: '/api/village-debts/unallowed',
  query: z.object({ area: z.string().optional(), page: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    /** Whether any place in sight has adopted that plan. */
    adopted: z.boolean(),
    total: z.number(),
    /** Debts without a day, which cannot be held against the plan. */
    undated: z.number(),
    rows: z.array(
      z.object({
        id: z.string(),
        village: z.string(),
        name: z.string(),
        creditor: z.string(),
        borrowedOn: z.string(),
        since: z.string(),
        principal: z.string().nullable(),
        balance: z.string().nullable(),
        why: z.string(),
      }),
    ),
  }),
})
export type UnallowedDebt = z.infer<typeof listUnallowedDebts.response>['rows'][number]
