/** What a person may do with a case, and doing it. */
import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { actOnCase, ProblemCase } from '#contract/supervision.ts'
import { offeredActions, tryAction, type Done } from '#core/kernel/procedure.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { refused } from '#core/values/problem.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { actorOf, type Caller } from '#server/http/route.ts'
import { dueNote, proposeDue, whoActed } from '#server/procedure/act.ts'
import { closePoints, NO_RULE } from './audit-points.ts'
import * as store from './case-store.ts'
import { listFindings, toWireFinding, type FindingRow } from './lists.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { checkToday } from './findings.ts'

export interface Acting {
  trx: Kysely<unknown>
  services: SupervisionServices
  caller: Caller
  calendar: HolidayCalendar
}

/** A case with its findings, its past and what this person may do now. */
export async function readCase(acting: Acting, id: string): Promise<ProblemCase> {
  const { trx, services, caller } = acting
  const row = await store.findCase(trx, id)
  if (!row) throw notFound('件整改')
  const actions = await store.actionsOf(trx, id)
  const { rows: findings } = await listFindings(trx, { case: id, open: '0', size: 500 })
  const areas = await areasOn(trx, services, services.clock.today())
  const offered = offeredActions(problemCase, {
    log: logOf(actions),
    actor: actorOf(caller),
    holds: mended(findings) ? ['mended'] : [],
  })
  return {
    ...toWireCase(row, services.clock.today()),
    findings: findings.map((one) => toWireFinding(one, services.documents, areas)),
    history: actions.map(toWireAction),
    actions: offered.map(({ action, label, needs, dueInWorkingDays, refusedBecause }) => ({
      action,
      label,
      needs: [...needs],
      proposedDue: proposeDue(dueInWorkingDays, { today: services.clock.today(), calendar: acting.calendar }),
      refusedBecause,
    })),
  }
}

/** What a rule found is mended when the check finds it no more; what an audit found, when whoever signs off has seen it. */
const mended = (findings: readonly FindingRow[]): boolean =>
  findings.every((one) => one.closed_on !== null || one.bit === NO_RULE)

function logOf(actions: readonly store.ActionRow[]): Done[] {
  return actions.map(({ action, actor, signer, acted_for }) => ({
    action,
    by: actor,
    signer,
    inPlaceOf: acted_for,
  }))
}

/** The head of a case as it travels; findings are added by who has them. */
export function toWireCase(row: store.CaseRow, today: string): Omit<ProblemCase, 'history' | 'actions'> {
  const ended = problemCase.states[row.state]?.final ?? false
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    township: row.area.length >= 9 ? row.township : null,
    state: row.state,
    stateLabel: problemCase.states[row.state]?.label ?? row.state,
    owner: row.owner,
    ownerName: row.owner_name,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    late: !ended && row.due_on !== null && row.due_on < today,
    dueNote: row.due_note,
    measures: row.measures,
    findings: [],
    version: row.version,
  }
}

function toWireAction(row: store.ActionRow): ProblemCase['history'][number] {
  const label = problemCase.actions[row.action]?.label ?? row.action
  const who = whoActed(row)
  const more = [row.owner && `责任人 ${row.owner}`, row.due_on && `期限 ${row.due_on}`]
    .filter(Boolean)
    .join('，')
  return {
    action: row.action,
    label,
    at: row.at.toISOString(),
    by: row.actor_name,
    onPaper: row.signer !== null,
    says: [`${label}：${who}`, more].filter(Boolean).join('；'),
    note: row.note,
    files: row.files,
  }
}

export interface Given extends z.infer<typeof actOnCase.body> {}

/** Takes an action; a sign-off first runs the check again, and the check is what decides. */
export async function actOn(acting: Acting, id: string, given: Given): Promise<ProblemCase> {
  const { trx, services, caller } = acting
  const row = await store.findCase(trx, id)
  if (!row) throw notFound('件整改')
  if (row.version !== given.version) throw stale(given, await readCase(acting, id))
  const today = services.clock.today()
  if (given.action === 'signOff')
    await checkToday(trx, await areasOn(trx, services, today), { day: today, bodies: [row.body] })
  const log = logOf(await store.actionsOf(trx, id))
  const { rows: findings } = await listFindings(trx, { case: id, open: '0', size: 500 })
  const state = take(
    tryAction(problemCase, {
      action: given.action,
      log,
      actor: actorOf(caller),
      given,
      holds: mended(findings) ? ['mended'] : [],
      ...(given.paper && { paper: { signer: given.paper.signer } }),
    }),
  )
  if (given.dueOn && given.dueOn < today)
    throw new Refusal(422, [refused('due-past', '完成期限不能早于今天', { field: 'dueOn' })])
  await store.appendAction(trx, {
    home: row.home,
    caseId: row.id,
    number: row.version + 1,
    action: given.action,
    onDay: today,
    actorName: caller.name,
    note: given.note ?? null,
    owner: given.owner ?? null,
    dueOn: given.dueOn ?? null,
    dueNote: given.dueOn ? dueNote(given.dueOn, acting.calendar) : null,
    measures: given.measures ?? null,
    files: given.files ?? [],
    signer: given.paper?.signer ?? null,
    signedOn: given.paper?.signedOn ?? null,
    state,
  })
  if (problemCase.states[state]?.final)
    await closePoints(trx, { home: row.home, cases: [row.id], day: today })
  return readCase(acting, id)
}

function stale(given: Given, current: ProblemCase): Refusal {
  const says = '这件整改刚刚被别人处理过，请刷新后再办'
  return new Refusal(409, [refused('changed-meanwhile', says)], { mine: { ...given }, current })
}

/** Opens one case for each body from findings that stand in none yet; gives the ids. */
export async function openCases(acting: Acting, findings: readonly FindingRow[]): Promise<string[]> {
  const byBody = Map.groupBy(
    findings.filter((one) => one.case_id === null),
    (one) => one.body,
  )
  const cases = [...byBody.values()].map((group) => {
    const first = group[0]!
    const title = `${first.body_name}：${first.label}${group.length > 1 ? `等 ${group.length} 个问题` : ''}`
    return {
      home: first.home,
      id: randomUUIDv7(),
      body: first.body,
      area: first.area,
      title,
      findings: group.map((one) => one.id),
    }
  })
  if (cases.length > 0) await store.insertCases(acting.trx, cases, acting.services.clock.today())
  return cases.map((one) => one.id)
}
