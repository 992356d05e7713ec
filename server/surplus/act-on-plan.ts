/** The way of a plan: laid open, meeting called, voted, posted in one transaction. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { delegatesFaults, federationFaults, judgeAssembly, type Ballot } from '#core/governance/assembly.ts'
import { tryAction } from '#core/kernel/procedure.ts'
import { entryOfPlan } from '#core/surplus/posting.ts'
import { LAID_OPEN_DAYS, surplusPlan } from '#core/surplus/surplus-plan.ts'
import { addDays, type Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { freeToVote } from '#server/governance/free-to-vote.ts'
import { postVoucher, type Posted } from '#server/accounting/post-voucher.ts'
import { actionsOf, membersOn, sharesOf, type ActionRow, type PlanRow, type ShareRow } from './plan-store.ts'

export interface Actor {
  username: string
  role: string
}

interface Step {
  action: string
  day: Day
  given?: Record<string, unknown>
  files?: readonly string[]
  voucher?: string
}

/** Whether the step may follow now; its problems where not. */
async function mayStep(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { actor: Actor; step: Step; note?: string | undefined },
): Promise<Outcome<ActionRow[]>> {
  const log = await actionsOf(trx, [plan.id])
  const tried = tryAction(surplusPlan, {
    action: of.step.action,
    log: log.map(({ action, actor }) => ({ action, by: actor })),
    actor: of.actor,
    given: { note: of.note, files: of.step.files },
    holds: [],
  })
  return tried.ok ? done(log) : tried
}

/** Appends the step. Errors: plan-refused. */
async function append(
  trx: Kysely<unknown>,
  plan: PlanRow,
  step: Step & { after: number },
): Promise<Outcome<void>> {
  try {
    await sql`
      insert into surplus_action (home, plan, seq, body, area, action, day, given, files, voucher)
      values (${plan.home}, ${plan.id}, ${step.after + 1}, ${plan.body}, ${plan.area}, ${step.action}, ${step.day},
        ${JSON.stringify(step.given ?? {})}::jsonb, ${step.files ?? []}::uuid[], ${step.voucher ?? null}::uuid)`.execute(
      trx,
    )
    return done(undefined)
  } catch (error) {
    if (
      error instanceof DatabaseError &&
      (error.code?.startsWith('HP') || error.constraint === 'surplus_action_pkey')
    )
      return failed(refused('plan-refused', `${error.message}；这一步没有登记，请刷新后重试`))
    throw error
  }
}

/** The first day for the meeting: the reports have lain open for fifteen days (社法 40). */
export function meetingFrom(log: readonly ActionRow[]): Day | null {
  const laid = log.find((one) => one.action === 'layOpen')
  return laid === undefined ? null : addDays(laid.day, LAID_OPEN_DAYS)
}

/** Lays open, calls the meeting, takes that back, withdraws. Errors: of the procedure, vote-on-agenda, plan-day-future, meeting-too-early, plan-refused. */
export async function actOnPlan(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: {
    actor: Actor
    action: 'layOpen' | 'call' | 'recall' | 'withdraw'
    day: Day
    today: Day
    note?: string | undefined
    meetingOn?: Day | undefined
    /** The meeting itself takes its notice back. */
    byMeeting?: boolean
    files?: readonly string[] | undefined
  },
): Promise<Outcome<void>> {
  const { actor, action, day, note, meetingOn, files = [] } = of
  const may = await mayStep(trx, plan, { actor, step: { action, day, files }, note })
  if (!may.ok) return may
  const alone = action === 'recall' && of.byMeeting !== true
  const free = alone ? await freeToVote(trx, subjectOf(plan)) : done(undefined)
  const problems: Problem[] = free.ok ? [] : [...free.problems]
  if (day > of.today)
    problems.push(refused('plan-day-future', '日期不能晚于今天，请改日期', { field: 'day' }))
  if (action === 'call') {
    const first = meetingFrom(may.value) ?? day
    if (meetingOn === undefined)
      problems.push(refused('meeting-day-missing', '请填写开会日期', { field: 'meetingOn' }))
    else if (meetingOn < first)
      problems.push(
        refused(
          'meeting-too-early',
          `财务报告和分配方案要在开会 ${LAID_OPEN_DAYS} 日前置备于办公地点（《农民专业合作社法》第四十条），开会不能早于 ${first}`,
          { field: 'meetingOn' },
        ),
      )
  }
  if (problems.length > 0) return { ok: false, problems }
  const given = { ...(note && { note }), ...(meetingOn && { meetingOn }) }
  return append(trx, plan, { action, day, given, files, after: may.value.length })
}

export interface Vote extends Ballot {
  day: Day
  delegates?: number | undefined
  delegatesPresent?: number | undefined
  present: readonly string[]
  proxies: readonly { from: string; to: string }[]
  proxyLimit: number
  resolution: string
  files: readonly string[]
}

const subjectOf = (plan: PlanRow) => ({ home: plan.home, body: plan.body, subject: plan.id })

/**
 * Keeps what the meeting decided; a list or count that cannot be is refused. `passed` is the result by the measure of the
 * meeting's own item, where a meeting decided. Errors: of the procedure, vote-on-agenda, of `judgeAssembly`, plan-refused.
 */
export async function recordVote(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { actor: Actor; today: Day; vote: Vote; passed?: boolean },
): Promise<Outcome<{ passed: boolean }>> {
  const { vote, actor } = of
  const may = await mayStep(trx, plan, {
    actor,
    step: { action: 'vote', day: vote.day, files: vote.files },
  })
  if (!may.ok) return may
  const free = await freeToVote(trx, subjectOf(plan))
  if (!free.ok) return free
  // Members of the day vote: who left with the year shares in it and has no vote, who joined since has one and no share.
  const members = await membersOn(trx, { home: plan.home, body: plan.body, day: vote.day })
  const laidOpenOn = may.value.find((one) => one.action === 'layOpen')?.day ?? null
  const judged = judgeAssembly({
    attendance: vote.delegates === undefined ? { ...vote, members } : delegatesOf(vote),
    ballot: vote,
    laidOpenOn,
    heldOn: vote.day,
  })
  const faults = [
    ...judged.faults,
    ...(plan.inputs.federation
      ? federationFaults({ ...vote, delegates: vote.delegates !== undefined })
      : vote.delegates === undefined
        ? []
        : delegatesFaults(vote.delegates, members.length)),
  ]
  const problems = faults.map((one) =>
    refused(`meeting-${one.code}`, `${one.says}（${one.clause}）。${one.remedy}`),
  )
  if (vote.day > of.today)
    problems.push(refused('plan-day-future', '日期不能晚于今天，请改日期', { field: 'day' }))
  if (!(await areKept(trx, vote.files)))
    problems.push(refused('plan-file-missing', '会议记录的照片没有传成，请重新上传', { field: 'files' }))
  if (problems.length > 0) return { ok: false, problems }
  const { day, files, ...given } = vote
  const passed = of.passed ?? judged.passed
  const step = { day, files, given: { ...given, attending: judged.attending, passed } }
  const kept = await append(trx, plan, {
    ...step,
    action: passed ? 'vote' : 'reject',
    after: may.value.length,
  })
  return kept.ok ? done({ passed }) : kept
}

async function areKept(trx: Kysely<unknown>, files: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from file where id = any (${files}::uuid[])`.execute(trx)
  return rows.length === new Set(files).size
}

/** A delegates' meeting is counted by heads: who they are stands in its own minutes (社法 32). */
function delegatesOf(vote: Vote) {
  const heads = (count: number): string[] => Array.from({ length: count }, (_, at) => `代表${at + 1}`)
  const all = heads(vote.delegates ?? 0)
  return { members: all, present: heads(vote.delegatesPresent ?? 0), proxies: [], proxyLimit: 0 }
}

/** The lines that posting makes. */
export function entryOf(plan: PlanRow, shares: readonly ShareRow[]): VoucherLine[] {
  return entryOfPlan({
    reserve: plan.reserve - plan.reserve_booked,
    rewards: plan.inputs.rewards.map((one) => ({ ...one, amount: BigInt(one.amount) })),
    shares,
  })
}

/** Posts a resolved plan: voucher, contributions and the step, all or nothing. Errors: of the procedure, of `postVoucher`, plan-refused. */
export async function postPlan(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { actor: Actor; on: Day; today: Day },
): Promise<Outcome<Posted>> {
  const { actor, on } = of
  const may = await mayStep(trx, plan, { actor, step: { action: 'post', day: on } })
  if (!may.ok) return may
  if (on > of.today) return failed(refused('plan-day-future', '日期不能晚于今天，请改日期', { field: 'on' }))
  const vote = may.value.find((one) => one.action === 'vote')
  if (vote !== undefined && on < vote.day)
    return failed(
      refused('post-before-vote', `入账日期不能早于大会决议的 ${vote.day}，请改日期`, { field: 'on' }),
    )
  const shares = await sharesOf(trx, { home: plan.home, plan: plan.id })
  const posted = await postVoucher(trx, {
    home: plan.home,
    body: plan.body,
    area: plan.area,
    on,
    summary: `${plan.year} 年盈余分配（${resolutionOf(vote)}）`.slice(0, 200),
    lines: entryOf(plan, shares),
    source: { plan: plan.id },
    files: vote?.files ?? [],
  })
  if (!posted.ok) return posted
  await convert(trx, plan, { on, vote, shares })
  const kept = await append(trx, plan, {
    action: 'post',
    day: on,
    voucher: posted.value.id,
    after: may.value.length,
  })
  return kept.ok ? done(posted.value) : kept
}

function resolutionOf(vote: ActionRow | undefined): string {
  const resolution = vote?.given['resolution']
  return typeof resolution === 'string' ? resolution : ''
}

/** What became a contribution stands in the share ledger too, with the resolution that made it so (社法 44). */
async function convert(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { on: Day; vote: ActionRow | undefined; shares: readonly ShareRow[] },
): Promise<void> {
  const converted = of.shares.filter((one) => one.converted > 0n)
  const rows = converted.map((one) => ({
    id: randomUUIDv7(),
    member: one.member,
    amount: String(one.converted),
  }))
  if (rows.length === 0) return
  await sql`
    insert into share_event (home, id, body, area, kind, member, amount, day, resolution, resolved_on, note)
    select ${plan.home}, r.id, ${plan.body}::uuid, ${plan.area}, 'surplus', r.member, r.amount, ${of.on}::date,
      ${resolutionOf(of.vote)}, ${of.vote?.day ?? of.on}::date, ${`${plan.year} 年盈余转为出资`}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, member uuid, amount bigint)`.execute(
    trx,
  )
}
