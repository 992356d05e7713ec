/** What a members' meeting decides on: plans of a division and cases of members, told of its notice and its votes. */
import { sumOfExtras } from '#core/governance/assembly.ts'
import { stateAfter } from '#core/kernel/procedure.ts'
import { surplusPlan } from '#core/surplus/surplus-plan.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Subject } from '#contract/governance/meetings.ts'
import type { Decision, MeetingSubjects, OfferedSubject } from '#server/governance/meeting-handler.ts'
import { casesAmong, casesToVote } from '#server/membership/life-store.ts'
import { takeAction, type Acting, type Handler } from '#server/procedure/act.ts'
import { findItem, type ItemRow } from '#server/procedure/store.ts'
import { actorOf } from '#server/http/route.ts'
import { actOnPlan, meetingFrom, recordVote } from '#server/surplus/act-on-plan.ts'
import { actionsOf, findPlan, openPlansOf, type PlanRow } from '#server/surplus/plan-store.ts'

/** What is done with a case that the meeting did not pass; the heirs of a member are repaid, which the chair begins. */
const NOT_PASSED: Readonly<Record<string, string>> = {
  member_joining: 'decline',
  member_leaving: 'cancel',
  member_change: 'refuse',
}
const KIND_OF: Readonly<Record<string, string>> = {
  member_joining: 'join',
  member_leaving: 'expel',
  member_death: 'succession',
  member_change: 'succession',
}

/** Plans and cases for the meetings of cooperatives. */
export function meetingSubjects(handlers: readonly Handler[]): MeetingSubjects {
  return {
    offered: async ({ trx }, of) => [...(await plansOffered(trx, of)), ...(await casesOffered(trx, of))],
    called: async (acting, subject, of) =>
      subject.type === 'plan' ? callPlan(acting, subject.id, of) : done(undefined),
    uncalled: async (acting, subject, note) =>
      subject.type === 'plan' ? uncallPlan(acting, subject.id, note) : done(undefined),
    standing: (acting, of) => standingOf(acting, { subjects: of, handlers }),
    decided: (acting, subject, decision) =>
      subject.type === 'plan'
        ? decidePlan(acting, subject.id, decision)
        : decideCase(acting, { subject, decision, handlers }),
  }
}

type Trx = Acting['trx']

async function plansOffered(trx: Trx, of: { home: string; body: string }): Promise<OfferedSubject[]> {
  const plans = await openPlansOf(trx, of)
  const log = await actionsOf(
    trx,
    plans.map((one) => one.id),
  )
  return plans.map((plan) => {
    const first = meetingFrom(log.filter((one) => one.plan === plan.id))
    return {
      subject: { type: 'plan', id: plan.id },
      kind: 'plan',
      title: `${plan.year} 年盈余分配方案`,
      says:
        first === null
          ? '方案还没有备查：请先在分配方案里“备查”，满 15 日才能开会（社法第40条）'
          : `备查满 15 日，${first} 起可以开会（社法第40条）`,
    }
  })
}

async function casesOffered(trx: Trx, of: { home: string; body: string }): Promise<OfferedSubject[]> {
  return (await casesToVote(trx, of)).map((one) => ({
    subject: { type: one.procedure, id: one.id } as Subject,
    kind: KIND_OF[one.procedure] ?? 'other',
    title: one.state === 'admitted' ? `${one.title}（追认理事会的决定）` : one.title,
    says: null,
  }))
}

async function planOf(trx: Trx, id: string): Promise<Outcome<PlanRow>> {
  const plan = await findPlan(trx, id)
  return plan === undefined ? failed(refused('meeting-subject', '议题所指的分配方案不存在')) : done(plan)
}

const CALLED = 'called'
const stateOf = (log: readonly { action: string }[]): string => stateAfter(surplusPlan, log)
/** The note of a step of a plan. */
const NOTE_MAX = 200

/** A plan that lies open is called with the meeting; one that was called for another day is called anew. */
async function callPlan(
  acting: Acting,
  id: string,
  of: { heldOn: string; noticedOn: string },
): Promise<Outcome<void>> {
  const plan = await planOf(acting.trx, id)
  if (!plan.ok) return plan
  const log = await actionsOf(acting.trx, [id])
  if (stateOf(log) === CALLED) {
    if (log.findLast((one) => one.action === 'call')?.given['meetingOn'] === of.heldOn) return done(undefined)
    const back = await uncallPlan(acting, id, `改为 ${of.heldOn} 开会`)
    if (!back.ok) return back
  }
  return actOnPlan(acting.trx, plan.value, {
    actor: actorOf(acting.caller),
    action: 'call',
    day: of.noticedOn,
    today: acting.today,
    meetingOn: of.heldOn,
  })
}

/** A plan that was called lies open again; where it has gone its own way nothing is to be done. */
async function uncallPlan(acting: Acting, id: string, note: string): Promise<Outcome<void>> {
  const plan = await planOf(acting.trx, id)
  if (!plan.ok || stateOf(await actionsOf(acting.trx, [id])) !== CALLED) return done(undefined)
  const { today } = acting
  return actOnPlan(acting.trx, plan.value, {
    actor: actorOf(acting.caller),
    action: 'recall',
    day: today,
    today,
    note: note.slice(0, NOTE_MAX),
    byMeeting: true,
  })
}

/** In which state each of the matters is now, in words. */
async function standingOf(
  { trx }: Acting,
  of: { subjects: readonly Subject[]; handlers: readonly Handler[] },
): Promise<Map<string, string>> {
  const plans = of.subjects.filter((one) => one.type === 'plan').map((one) => one.id)
  const byPlan = Map.groupBy(await actionsOf(trx, plans), (one) => one.plan)
  const said = new Map(
    plans.map((id) => [id, surplusPlan.states[stateOf(byPlan.get(id) ?? [])]?.label ?? '']),
  )
  const cases = of.subjects.filter((one) => one.type !== 'plan').map((one) => one.id)
  for (const { id, procedure, state } of await casesAmong(trx, cases))
    said.set(id, of.handlers.find((one) => one.of.id === procedure)?.of.states[state]?.label ?? state)
  return said
}

async function decidePlan(acting: Acting, id: string, decision: Decision): Promise<Outcome<void>> {
  const plan = await planOf(acting.trx, id)
  if (!plan.ok) return plan
  // Whoever withdrew the plan since the notice left the meeting nothing to decide; its vote stands in its own record.
  const state = stateOf(await actionsOf(acting.trx, [id]))
  const resolved = state === 'resolved' || state === 'posted'
  if (resolved && !decision.passed)
    return failed(
      refused('meeting-decided-otherwise', '这个方案此前已经直接登记为表决通过，而这次会没有通过'),
    )
  if (resolved || surplusPlan.states[state]?.final === true) return done(undefined)
  const { heldOn, attendance, yes, no, abstained, charter, resolution, files } = decision
  const { present, proxies, proxyLimit, delegates, delegatesPresent, extras } = attendance
  const kept = await recordVote(acting.trx, plan.value, {
    actor: actorOf(acting.caller),
    today: acting.today,
    passed: decision.passed,
    vote: {
      day: heldOn,
      present,
      proxies,
      proxyLimit,
      delegates,
      delegatesPresent,
      extras,
      extraVotes: sumOfExtras(extras),
      yes,
      no,
      abstained,
      charter,
      resolution,
      files,
    },
  })
  return kept.ok ? done(undefined) : kept
}

async function decideCase(
  acting: Acting,
  of: { subject: Subject; decision: Decision; handlers: readonly Handler[] },
): Promise<Outcome<void>> {
  const { subject, decision } = of
  const { id, type } = subject
  const handler = of.handlers.find((one) => one.of.id === type)
  const item = await findItem(acting.trx, { procedure: type, id })
  if (handler === undefined || item === undefined)
    return failed(refused('meeting-subject', '议题所指的成员事项不存在'))
  const { version } = item
  // A board took the member in by the charter; the meeting confirms it.
  const ratifies = item.state === 'admitted'
  if (!ratifies && !handler.of.actions['vote']?.from.includes(item.state))
    return decidedBefore(handler, item, decision)
  if (decision.passed) {
    const { attendance, heldOn, yes, resolution, files } = decision
    const vote = {
      heldOn,
      present: attendance.attending,
      delegates: attendance.delegates,
      extraVotes: sumOfExtras(attendance.extras),
      yes,
      resolution,
    }
    await takeAction(acting, handler, {
      id,
      given: { action: ratifies ? 'ratify' : 'vote', version, files: [...files], payload: { vote } },
    })
    return done(undefined)
  }
  const action = ratifies ? 'overrule' : NOT_PASSED[type]
  if (action !== undefined)
    await takeAction(acting, handler, {
      id,
      given: { action, version, note: `${decision.resolution}没有通过` },
    })
  return done(undefined)
}

/**
 * A case that is past its vote: what was decided alike needs nothing, what was withdrawn has nothing to decide. Only one
 * that goes on as passed although the meeting did not pass it stands against the record. Errors: meeting-decided-otherwise.
 */
function decidedBefore(handler: Handler, item: ItemRow, decision: Decision): Outcome<void> {
  const state = handler.of.states[item.state]
  if (decision.passed || item.payload['vote'] === undefined || state?.final === true) return done(undefined)
  return failed(
    refused(
      'meeting-decided-otherwise',
      `这件事（${item.code}）此前已经直接登记为表决通过，现在是“${state?.label ?? item.state}”，而这次会没有通过；这次会的表决属实的，先在那件事里撤回`,
    ),
  )
}
