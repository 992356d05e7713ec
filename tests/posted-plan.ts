/** A year of a small book divided, voted by everybody who is a member on the day, and posted through the use cases. */
import { sql, type Transaction } from 'kysely'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { keepFile } from '#server/files/content.ts'
import { actOnPlan, postPlan, recordVote, type Vote } from '#server/surplus/act-on-plan.ts'
import { freezePlan } from '#server/surplus/make-plan.ts'
import { findPlan, type PlanRow } from '#server/surplus/plan-store.ts'
import { findSurplusBody } from '#server/surplus/year-inputs.ts'
import { must } from './must.ts'
import type { SmallBook } from './small-books.ts'
import { HOME, outcomeAs, TOWN_A, type SmallCounty } from './small-county.ts'

export const POLICY = {
  floor: 600_000n,
  floorClause: 'cooperative-law#第44条',
  cap: null,
  capClause: null,
}
const ACTOR = { username: 'kuaiji', role: 'accountant' }
export const TYPED: TypedPlan = {
  surplus: '1000',
  opening: '',
  transferIn: '',
  reserveRate: '10%',
  reserve: '',
  reserveBooked: '',
  reserveBefore: '',
  patronageRate: '60%',
  basis: '交易额',
  counted: 'delivered',
  factors: {},
  subsidyTotal: '',
  giftTotal: '',
  reserveBasis: '出资额',
  convertRate: '',
  rewards: [],
}

interface Year {
  year: number
  today: string
  typed?: Partial<TypedPlan>
}

/** Steps of one plan: each may be taken as it is, or with something else. */
export class PlanDesk {
  readonly #county: SmallCounty
  readonly #coop: SmallBook
  constructor(county: SmallCounty, coop: SmallBook) {
    this.#county = county
    this.#coop = coop
  }

  outcome<T>(work: (trx: Transaction<unknown>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return outcomeAs(this.#county.db, this.#coop.accountant.scope, work)
  }

  /** Freezes the plan, lays it open on 1 March and calls the meeting of 16 March. */
  async called({ year, today, typed }: Year): Promise<PlanRow> {
    const { body } = this.#coop
    const { id } = must(
      await this.outcome(async (trx) =>
        freezePlan(trx, (await findSurplusBody(trx, body))!, {
          year,
          typed: { ...TYPED, ...typed },
          policy: POLICY,
        }),
      ),
    )
    const plan = must(await this.outcome(async (trx) => done((await findPlan(trx, id))!)))
    const day = `${year + 1}-03-01`
    for (const step of [
      { action: 'layOpen' as const, note: '社办公室' },
      { action: 'call' as const, meetingOn: `${year + 1}-03-16` },
    ])
      must(await this.outcome((trx) => actOnPlan(trx, plan, { actor: ACTOR, day, today, ...step })))
    return plan
  }

  async vote(plan: PlanRow, today: string, more: Partial<Vote> = {}): Promise<Outcome<{ passed: boolean }>> {
    const day = `${plan.year + 1}-03-16`
    return this.outcome(async (trx) => {
      const { rows } = await sql<{ member: string }>`
        select member from members_on(${HOME}, ${plan.body}::uuid, ${day}::date)`.execute(trx)
      const minutes = await keepFile(
        trx,
        {
          home: HOME,
          area: TOWN_A,
          body: plan.body,
          name: '会议记录.jpg',
          type: 'image/jpeg',
          bytes: Buffer.from('x'),
        },
        this.#county.services.keys,
      )
      const present = rows.map((one) => one.member)
      const vote: Vote = {
        day,
        present,
        proxies: [],
        proxyLimit: 1,
        extraVotes: 0,
        yes: (more.present ?? present).length,
        no: 0,
        abstained: 0,
        resolution: `${plan.year} 年成员大会决议`,
        files: [minutes],
        ...more,
      }
      return recordVote(trx, plan, { actor: ACTOR, today, vote })
    })
  }

  async post(plan: PlanRow, today: string): Promise<void> {
    must(
      await this.outcome((trx) => postPlan(trx, plan, { actor: ACTOR, on: `${plan.year + 1}-03-17`, today })),
    )
  }

  /** The whole way; gives the plan. */
  async posted(of: Year): Promise<PlanRow> {
    const plan = await this.called(of)
    must(await this.vote(plan, of.today))
    await this.post(plan, of.today)
    return plan
  }
}
