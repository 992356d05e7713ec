/** Plans as they travel. */
import type { z } from 'zod'
import type { readPlan, WireBatch, WireDivision, WirePlanShare } from '#contract/surplus/plans.ts'
import type { WireBookedReward } from '#contract/surplus/typed-plan.ts'
import { offeredActions, stateAfter } from '#core/kernel/procedure.ts'
import { surplusPlan } from '#core/surplus/surplus-plan.ts'
import { printWeight } from '#core/surplus/weights.ts'
import { wireOfFen } from '#core/values/money.ts'
import { meetingFrom, type Actor } from './act-on-plan.ts'
import { bars, type MadePlan } from './make-plan.ts'
import type { BookedReward } from './reward-store.ts'
import type { ActionRow, BatchLineRow, BatchRow, PlanRow, ShareRow, VoterRow } from './plan-store.ts'

/** What a plan would give, with its alternatives. */
export function toWireDivision(made: MadePlan): WireDivision {
  const { division, facts, input } = made
  const alternatives = made.alternatives()
  const { figures, patronage, remainder, members } = division
  return {
    law: wireOfFen(figures.law),
    statement: wireOfFen(figures.statement),
    reserve: wireOfFen(figures.reserve),
    patronage: wireOfFen(patronage),
    remainder: wireOfFen(remainder),
    steps: division.steps.map((one) => ({ ...one, amount: wireOfFen(one.amount) })),
    findings: division.findings,
    barred: division.findings.some(bars),
    alternatives: alternatives.map(({ totals: _totals, ...rest }) => rest),
    shares: members.map((one) => ({
      member: facts.get(one.id)?.id ?? '',
      number: one.id,
      name: one.name,
      weight: printWeight(one.patronageWeight, input.year.basis),
      patronage: wireOfFen(one.patronage),
      shares: wireOfFen(one.remainderWeight),
      remainder: wireOfFen(one.remainder),
      total: wireOfFen(one.total),
      converted: wireOfFen(one.converted),
      reserveShare: wireOfFen(one.reserveShare),
      others: alternatives.map(({ totals }) => {
        const total = totals.get(one.id)
        return total === undefined ? null : wireOfFen(total)
      }),
    })),
  }
}

/** A reward that the costs have. */
export function toWireReward(one: BookedReward): WireBookedReward {
  const { day, voucher, payee, what, amount, resolution, post } = one
  return { day, voucher, payee, what, amount: wireOfFen(amount), resolution, post }
}

/** The state that the log leads to. */
export function stateOf(log: readonly Pick<ActionRow, 'action'>[]): {
  state: string
  label: string
  final: boolean
} {
  const state = stateAfter(surplusPlan, log)
  const found = surplusPlan.states[state]!
  return { state, label: found.label, final: found.final === true }
}

export interface PlanParts {
  plan: PlanRow
  log: readonly ActionRow[]
  shares: readonly ShareRow[]
  /** Last four digits by member. */
  accounts: ReadonlyMap<string, string>
  voters: readonly VoterRow[]
  batches: readonly BatchRow[]
  lines: readonly BatchLineRow[]
  actor: Actor
  mayWrite: boolean
}

/** The whole plan. */
export function toWirePlan(parts: PlanParts): z.input<typeof readPlan.response> {
  const { plan, log, shares, actor } = parts
  const { state, label } = stateOf(log)
  const offered = offeredActions(surplusPlan, {
    log: log.map((one) => ({ action: one.action, by: one.actor })),
    actor,
    holds: [],
  })
  const byBatch = Map.groupBy(parts.lines, (one) => one.batch)
  return {
    id: plan.id,
    body: plan.body,
    bodyName: plan.body_name,
    year: plan.year,
    federation: plan.inputs.federation,
    state,
    stateLabel: label,
    mayWrite: parts.mayWrite,
    frozenAt: plan.frozen_at.toISOString(),
    actor: plan.actor_name,
    basisWord: plan.inputs.basis === 'amount' ? '交易额（元）' : '交易量（折算后）',
    typed: {
      ...plan.inputs.typed,
      factors: { ...plan.inputs.typed.factors },
      rewards: [...plan.inputs.typed.rewards],
    },
    law: wireOfFen(plan.law),
    statement: wireOfFen(plan.statement),
    reserve: wireOfFen(plan.reserve),
    patronage: wireOfFen(plan.patronage),
    remainder: wireOfFen(plan.remainder),
    steps: plan.inputs.steps.map((one) => ({ ...one, amount: wireOfFen(BigInt(one.amount)) })),
    findings: plan.inputs.findings,
    offered: offered.map(({ action, label: word, refusedBecause }) => ({
      action,
      label: word,
      refusedBecause,
    })),
    meetingFrom: meetingFrom(log),
    meetingOn: calledFor(log),
    actions: log.map(toWireAction),
    voters: parts.voters.map(({ joined_on, left_on, ...one }) => ({
      ...one,
      joinedOn: joined_on,
      leftOn: left_on,
    })),
    shares: shares.map((one) => toWireShare(one, plan, parts.accounts)),
    batches: parts.batches.map((one) => toWireBatch(one, byBatch.get(one.id) ?? [])),
  }
}

function calledFor(log: readonly ActionRow[]): string | null {
  const day = log.findLast((one) => one.action === 'call')?.given['meetingOn']
  return typeof day === 'string' ? day : null
}

function toWireAction(row: ActionRow) {
  return {
    action: row.action,
    label: surplusPlan.actions[row.action]?.label ?? row.action,
    day: row.day,
    actor: row.actor_name,
    at: row.acted_at.toISOString(),
    says: saysOf(row.given),
    files: row.files,
    voucher: row.voucher,
  }
}

/** What was given with a step, in words. */
function saysOf(given: Record<string, unknown>): string[] {
  const text = (key: string): string => {
    const value = given[key]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const proxies = Array.isArray(given['proxies']) ? given['proxies'].length : 0
  const extras = Array.isArray(given['extras']) ? given['extras'].length : 0
  return [
    ...(text('meetingOn') ? [`开会日期 ${text('meetingOn')}`] : []),
    ...(text('resolution') ? [`决议：${text('resolution')}`] : []),
    ...(text('attending')
      ? [
          `${text('delegates') ? `成员代表 ${text('delegates')} 人，` : ''}出席 ${text('attending')} 人${proxies > 0 ? `（其中书面委托 ${proxies} 人）` : ''}，附加表决权 ${text('extraVotes')} 票${extras > 0 ? `（${extras} 人享有，已在会上告知）` : ''}；赞成 ${text('yes')}，反对 ${text('no')}，弃权 ${text('abstained')}`,
        ]
      : []),
    ...(text('note') ? [text('note')] : []),
  ]
}

function toWireShare(one: ShareRow, plan: PlanRow, accounts: ReadonlyMap<string, string>): WirePlanShare {
  const total = one.patronage + one.remainder
  const due = total - one.converted
  const owed = due - one.paid - one.pending
  return {
    member: one.member,
    number: one.number,
    name: one.name,
    weight: printWeight(one.patronage_weight, plan.inputs.basis),
    patronage: wireOfFen(one.patronage),
    shares: wireOfFen(one.remainder_weight),
    remainder: wireOfFen(one.remainder),
    total: wireOfFen(total),
    converted: wireOfFen(one.converted),
    reserveShare: wireOfFen(one.reserve_share),
    due: wireOfFen(due),
    paid: wireOfFen(one.paid),
    pending: wireOfFen(one.pending),
    owed: wireOfFen(owed),
    failed: owed > 0n ? one.failed : null,
    account: accounts.get(one.member) ?? null,
  }
}

function toWireBatch(row: BatchRow, lines: readonly BatchLineRow[]): WireBatch {
  return {
    id: row.id,
    way: row.way,
    day: row.day,
    actor: row.actor,
    lines: lines.map(({ batch: _batch, ...one }) => ({ ...one, amount: wireOfFen(one.amount) })),
  }
}
