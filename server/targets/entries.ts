/** The targets that hold at a place: those of the documents in force there, completed, and those of its own. */
import type { Kysely } from 'kysely'
import type { Literal } from '#core/kernel/literal.ts'
import type { PolicyDocument, Target } from '#core/kernel/policy.ts'
import { asTarget, completed, readWanted } from '#core/targets/local.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'
import { readLocal, type LocalTargets } from './local-store.ts'

/** One target with where it comes from. */
export interface Entry {
  /** document/id, or own/uuid. */
  id: string
  target: Target
  /** The area at which it is set for the whole. */
  bound: string
  from: string
  document: string
  documentTitle: string
  /** document#clause; null for a target of the place's own. */
  clause: string | null
  clauseLabel: string
  /** What the document leaves open, and who answered it. */
  answered: { source: string; version: number } | null
  /** The version of a target of the place's own, so that it can be changed. */
  version: number | null
}

export interface Entries {
  entries: readonly Entry[]
  local: LocalTargets
}

/** All targets in force at an area on a day. */
export async function readEntries(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  at: { area: string; digits: number; day: string },
): Promise<Entries> {
  const { area, day } = at
  const local = await readLocal(trx, at)
  const { documents } = inForceAt(await areasOn(trx, services, day), area)
  const stated = documents.flatMap(({ document, area: bound }) =>
    document.targets.map((target) => ofDocument(target, { document, bound, area, local })),
  )
  const own = local.own.flatMap((one): Entry[] => {
    const target = asTarget(one)
    if (!target.ok) return []
    const { area: bound, from, version } = one
    return [
      {
        id: `own/${one.id}`,
        target: target.value,
        bound,
        from,
        document: 'own',
        documentTitle: one.ground,
        clause: null,
        clauseLabel: `本地自定：${one.ground}`,
        answered: null,
        version,
      },
    ]
  })
  return { entries: [...stated, ...own], local }
}

function ofDocument(
  target: Target,
  of: { document: PolicyDocument; bound: string; area: string; local: LocalTargets },
): Entry {
  const { document, bound, area, local } = of
  const id = `${document.id}/${target.id}`
  const heading = document.clauses.find((one) => one.id === target.clause)?.heading
  const answer = local.answers.findLast((one) => one.target === id)
  return {
    id,
    target: completed(target, local.answers, { id, area }),
    bound,
    // The way to a target begins with the term of its plan.
    from: target.from ?? document.term?.from ?? document.from,
    document: document.id,
    documentTitle: document.title,
    clause: `${document.id}#${target.clause}`,
    clauseLabel: clauseLabel(document.title, target.clause, heading),
    answered: answer === undefined ? null : { source: answer.source, version: answer.version },
    version: null,
  }
}

/** What is set for an area: what the office wrote for it, else its part; a rate everywhere; the figure of the whole where the plan binds, and not below. */
export function wantedIn(entry: Entry, area: string, local: LocalTargets): Literal | null {
  const { target } = entry
  const share = shareOf(entry.id, area, local)
  const read = share === undefined || share.value === null ? null : readWanted(target.value.type, share.value)
  if (read?.ok === true) return read.value
  const part = target.parts.find((one) => one.area === area)
  if (part !== undefined) return { type: 'count', value: part.value }
  return target.value.type === 'ratio' || area === entry.bound ? target.value : null
}

/** The newest share that the place wrote for an area. */
export function shareOf(id: string, area: string, local: LocalTargets) {
  return local.shares.find((one) => one.target === id && one.area === area)
}
