/** 一社一档备案: what a person may do with a dossier, and doing it. */
import type { Kysely } from 'kysely'
import type { Dossier } from '#contract/registry.ts'
import { offeredActions, stateAfter, tryAction, type Done } from '#core/kernel/procedure.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { actorOf, type Caller } from '#server/http/route.ts'
import { whoActed } from '#server/procedure/act.ts'
import { checkToday } from '#server/supervision/findings.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { appendDossierAction, dossierActions, findBody, type DossierAction } from './dossier-store.ts'

type Who = Pick<Caller, 'username' | 'name' | 'role' | 'standsInFor'>

const doneOf = (actions: readonly DossierAction[]): Done[] =>
  actions.map(({ action, actor, signer, acted_for }) => ({
    action,
    by: actor,
    signer,
    inPlaceOf: acted_for,
  }))

/** The state of the acceptance, its receipt, and what this person may do now; nothing where `who` is null. */
export function acceptanceOf(actions: readonly DossierAction[], who: Who | null): Dossier['acceptance'] {
  const log = doneOf(actions)
  const state = stateAfter(dossierAcceptance, log)
  const accepted = state === 'accepted' ? actions.findLast((one) => one.action === 'accept') : undefined
  const offered = who ? offeredActions(dossierAcceptance, { log, actor: actorOf(who), holds: [] }) : []
  return {
    state: dossierAcceptance.states[state]?.label ?? state,
    receipt: accepted?.receipt ?? null,
    acceptedOn: accepted?.on_day ?? null,
    by: accepted ? whoActed(accepted) : null,
    actions: offered
      .filter((one) => one.refusedBecause === null)
      .map(({ action, label }) => ({ action, label })),
  }
}

export interface DossierAct {
  action: string
  note?: string | undefined
  files?: readonly string[] | undefined
  paper?: { signer: string; signedOn: string } | undefined
}

/** Takes an action; figures and findings of the body follow. Errors: those of the procedure, 404 where it is not seen. */
export async function actOnDossier(
  acting: { trx: Kysely<unknown>; services: SupervisionServices; caller: Who },
  id: string,
  given: DossierAct,
): Promise<Dossier['acceptance']> {
  const { trx, services, caller } = acting
  const body = await findBody(trx, id)
  if (!body) throw notFound('个主体')
  const before = await dossierActions(trx, body)
  take(
    tryAction(dossierAcceptance, {
      action: given.action,
      log: doneOf(before),
      actor: actorOf(caller),
      given: { note: given.note?.trim(), files: given.files },
      holds: [],
      paper: given.paper ?? null,
    }),
  )
  const day = services.clock.today()
  if (given.paper && given.paper.signedOn > day)
    throw new Refusal(422, [refused('signed-later', '签批日期不能晚于今天', { field: 'signedOn' })])
  await appendDossierAction(trx, body, {
    number: before.length + 1,
    action: given.action,
    onDay: day,
    actorName: caller.name,
    note: given.note?.trim() || null,
    withReceipt: given.action === 'accept',
    files: given.files ?? [],
    paper: given.paper ?? null,
  })
  await checkToday(trx, await areasOn(trx, services, day), { day, bodies: [body.id] })
  return acceptanceOf(await dossierActions(trx, body), caller)
}
