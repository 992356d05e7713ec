/** Makes a plan of what was typed and what is kept: to be looked at, or frozen with everything that it rests on. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { alternativesOf, type Alternative } from '#core/surplus/alternatives.ts'
import { divide, type Division } from '#core/surplus/divide.ts'
import { membersOf, readPlan, type PlanInput, type TypedPlan } from '#core/surplus/typed-plan.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { PlanInputs } from './plan-store.ts'
import { charterShares } from './charter-shares.ts'
import { bookedRewards, postsIn } from './reward-store.ts'
import { yearMembers, type PolicyValues, type SurplusBody, type YearMember } from './year-inputs.ts'

export interface MadePlan {
  input: PlanInput
  division: Division
  /** Reckoned where they are shown; a plan that is frozen needs none. */
  alternatives: () => Alternative[]
  /** By member number. */
  facts: ReadonlyMap<string, YearMember>
  /** What each member had of the reserve before this year. */
  reserveBefore: ReadonlyMap<string, bigint>
}

/** What forbids to put a plan to the meeting; everything else is told and left to the meeting. */
const BARRING = new Set(['nothing-to-divide', 'patronage-below-floor', 'patronage-below-charter'])

/** Whether a finding forbids the plan. */
export function bars(finding: { code: string }): boolean {
  return BARRING.has(finding.code)
}

/** Divides the year. Errors: all of `readPlan` and `divide`. */
export async function makePlan(
  trx: Kysely<unknown>,
  of: SurplusBody,
  given: { year: number; typed: TypedPlan; policy: PolicyValues },
): Promise<Outcome<MadePlan>> {
  const { year, typed, policy } = given
  const { members: facts } = await yearMembers(trx, of, year)
  const time = { from: `${year}-01-01`, to: `${year}-12-31` }
  const read = readPlan(typed, {
    name: of.body_name,
    year,
    federation: of.federation,
    members: facts.filter((one) => one.head).length,
    floor: policy.floor,
    cap: policy.cap,
    rewardLimit: policy.rewardLimit,
    charter: await charterShares(trx, of, year),
    booked: await bookedRewards(trx, of, time),
    posts: await postsIn(trx, of, time),
  })
  if (!read.ok) return read
  const members = membersOf(facts, { counted: typed.counted, reserveBefore: read.value.reserveBefore })
  const division = divide(read.value.year, members)
  if (!division.ok) return division
  if (read.value.reserveBooked > division.value.figures.reserve)
    return failed(
      refused('reserve-booked-beyond', '已入账的公积金多于方案提取的，请核对；多提的先用红字冲销', {
        field: 'reserveBooked',
      }),
    )
  return done({
    input: read.value,
    division: division.value,
    alternatives: () => alternativesOf(read.value.year, members),
    facts: new Map(facts.map((one) => [one.number, one])),
    reserveBefore: new Map(members.map((one) => [one.id, one.reserveShare])),
  })
}

/** Freezes the plan with its inputs. Errors: those of `makePlan`, plan-barred, plan-refused. */
export async function freezePlan(
  trx: Kysely<unknown>,
  of: SurplusBody,
  given: { year: number; typed: TypedPlan; policy: PolicyValues },
): Promise<Outcome<{ id: string }>> {
  const made = await makePlan(trx, of, given)
  if (!made.ok) return made
  const { division, input } = made.value
  const barred = division.findings.find(bars)
  if (barred) return failed(refused('plan-barred', `${barred.says}（${barred.clause}）。${barred.remedy}`))
  const id = randomUUIDv7()
  const { figures, patronage, remainder, members } = division
  const inputs = inputsOf(made.value, { ...given, federation: of.federation })
  const shares = shareRows(made.value)
  try {
    await sql`
      insert into surplus_plan (home, id, body, area, year, inputs, surplus, reserve, reserve_booked, rewards, law, statement, patronage, remainder, members)
      values (${of.home}, ${id}, ${of.body}, ${of.area}, ${given.year}, ${JSON.stringify(inputs)}::jsonb, ${input.year.surplus},
        ${figures.reserve}, ${input.reserveBooked}, ${input.year.serviceRewards}, ${figures.law}, ${figures.statement}, ${patronage},
        ${remainder}, ${members.length})`.execute(trx)
    await sql`
      insert into surplus_share (home, plan, body, area, member, number, name, trades, contribution, reserve_before, subsidy_share,
        gift_share, patronage_weight, remainder_weight, patronage, remainder, converted, reserve_share)
      select ${of.home}, ${id}::uuid, ${of.body}::uuid, ${of.area}, r.member, r.number, r.name, r.trades, r.contribution, r.reserve_before,
        r.subsidy_share, r.gift_share, r.patronage_weight, r.remainder_weight, r.patronage, r.remainder, r.converted, r.reserve_share
      from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) r (member uuid, number text, name text, trades jsonb, contribution bigint,
        reserve_before bigint, subsidy_share bigint, gift_share bigint, patronage_weight bigint, remainder_weight bigint, patronage bigint,
        remainder bigint, converted bigint, reserve_share bigint)`.execute(trx)
    return done({ id })
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HP'))
      return failed(refused('plan-refused', `${error.message}；没有定稿`))
    throw error
  }
}

/** What the plan rests on, as it is kept beside it. */
function inputsOf(
  { division, input }: MadePlan,
  given: { typed: TypedPlan; policy: PolicyValues; federation: boolean },
): PlanInputs {
  return {
    federation: given.federation,
    basis: input.year.basis,
    typed: given.typed,
    floor: String(given.policy.floor),
    floorClause: given.policy.floorClause,
    cap: given.policy.cap === null ? null : String(given.policy.cap),
    capClause: given.policy.capClause,
    steps: division.steps.map((one) => ({ ...one, amount: String(one.amount) })),
    findings: division.findings,
    rewards: input.rewards.map((one) => ({ ...one, amount: String(one.amount) })),
    patronageWeight: String(division.patronageWeight),
    remainderWeight: String(division.remainderWeight),
  }
}

function shareRows({ division, facts, reserveBefore }: MadePlan) {
  return division.members.map((one) => {
    const member = facts.get(one.id)!
    return {
      member: member.id,
      number: one.id,
      name: one.name,
      trades: member.trades.map((t) => ({ ...t, volume: String(t.volume), amount: String(t.amount) })),
      contribution: String(member.contribution),
      reserve_before: String(reserveBefore.get(one.id) ?? 0n),
      subsidy_share: String(one.subsidyShare),
      gift_share: String(one.giftShare),
      patronage_weight: String(one.patronageWeight),
      remainder_weight: String(one.remainderWeight),
      patronage: String(one.patronage),
      remainder: String(one.remainder),
      converted: String(one.converted),
      reserve_share: String(one.reserveShare),
    }
  })
}
