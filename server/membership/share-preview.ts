/** What share events would change before they are kept: who holds how much, and what the caps say to it. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type * as contract from '#contract/membership.ts'
import { groundWords } from '#core/kernel/ground.ts'
import { holdingsAt, percentOf, structureOf, type KeptShareEvent } from '#core/membership/holdings.ts'
import { capFindings, worsened, type CapFinding, type NamedHolder } from '#core/membership/share-caps.ts'
import { checkShareEvent, type ShareEvent } from '#core/membership/share-event.ts'
import { keepFindings } from '#core/membership/share-keep.ts'
import type { Day } from '#core/values/day.ts'
import { allocate } from '#core/values/allocate.ts'
import { wireOfFen, type Fen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { holdersAt, rulesAt, type Rules, type ShareServices } from './ledger-view.ts'
import { reserveOf } from './reserve-store.ts'
import * as store from './store.ts'

/** Rights of the law and what stood before are never asked for a reason. */
const UNASKED = ['opening', 'inheritance', 'withdrawal', 'reduction', 'surplus', 'reserve']

export interface Looked {
  preview: z.input<typeof contract.previewShareEvent.response>
  /** What of the caps becomes worse by events that are asked for a reason. */
  worse: CapFinding[]
}

/** What events would change together. Errors: all of `checkShareEvent`, by the row of the event. */
export async function look(
  trx: Kysely<unknown>,
  ledger: store.LedgerBody,
  of: { services: Pick<ShareServices, 'parametersAt'>; today: Day; events: readonly ShareEvent[] },
): Promise<Looked> {
  const { today } = of
  const added = of.events.map((one) => {
    const event = take(checkShareEvent(one, today))
    return { ...event, receiver: event.receiver || null }
  })
  const members = await store.membersOf(trx, ledger)
  const kept = await store.eventsOf(trx, ledger)
  const rules = await rulesAt(trx, ledger, { services: of.services, on: today })
  const names = namesOf(members)
  const at = (events: readonly KeptShareEvent[]) => holdersAt(events, { members, on: today })
  const found = (holders: readonly NamedHolder[]) => findingsOf(holders, rules, names)
  const asked = added.filter((one) => !UNASKED.includes(one.kind))
  const [before, after] = [at(kept), at([...kept, ...added])]
  const [was, will] = [found(before), found(after)]
  return {
    preview: {
      before: toWireStructure(before, was),
      after: toWireStructure(after, will),
      changes: changesOf(before, after),
      reserve: await reserveGoing(trx, ledger, { kept, added }),
    },
    worse:
      asked.length === 0
        ? []
        : worsened(was, asked.length === added.length ? will : found(at([...kept, ...asked]))),
  }
}

/** What of the giver's reserve goes along with one transfer, as the accounts stand on its day; null where it is none. */
async function reserveGoing(
  trx: Kysely<unknown>,
  ledger: store.LedgerBody,
  of: {
    kept: readonly KeptShareEvent[]
    added: readonly (Pick<ShareEvent, 'kind' | 'member' | 'on'> & { amount: Fen })[]
  },
): Promise<string | null> {
  const [event, ...more] = of.added
  if (event === undefined || more.length > 0 || !['transfer', 'gift'].includes(event.kind)) return null
  const had = await reserveOf(trx, { ...ledger, member: event.member, day: event.on })
  const held = holdingsAt(of.kept, event.on).get(event.member) ?? 0n
  if (event.amount > held) return null
  return wireOfFen(allocate(had, [event.amount, held - event.amount])[0] ?? 0n)
}

/** Throws the refusal where caps become worse and nobody wrote why. */
export function askReason({ worse }: Looked, reason: string | undefined): void {
  const [first] = worse
  if (first === undefined || reason?.trim()) return
  throw new Refusal(422, [
    refused(
      'share-cap-reason',
      `${first.says}（依据：${groundWords(first.clause)}）。${first.remedy}；确要登记的，请在备注里写明理由`,
      { field: 'note' },
    ),
  ])
}

/** What stands against caps and promises. */
export const findingsOf = (
  holders: readonly NamedHolder[],
  rules: Rules,
  names: ReadonlyMap<string, string>,
): CapFinding[] => [
  ...capFindings(holders, rules.caps, { glides: rules.glides, day: rules.on }),
  ...keepFindings(
    holders,
    rules.keeps.map((one) => ({ ...one, atLeast: one.at_least, name: names.get(one.member) ?? '' })),
  ),
]
export const namesOf = (members: readonly store.MemberRow[]): Map<string, string> =>
  new Map(members.map((one) => [one.id, one.name]))

/** What the caps ask about, with what is to be told. */
export function toWireStructure(
  holders: readonly NamedHolder[],
  findings: readonly CapFinding[],
): contract.WireStructure {
  const found = structureOf(holders)
  return {
    total: wireOfFen(found.total),
    largest: percentOf(found.largest, found.total),
    collective: percentOf(found.collective, found.total),
    farmers: percentOf(found.farmers, found.total),
    untyped: found.untyped === 0n ? null : percentOf(found.untyped, found.total),
    warnings: findings.map(({ says, clause, remedy }) => ({ says, clause, remedy })),
  }
}

function changesOf(
  before: readonly NamedHolder[],
  after: readonly NamedHolder[],
): z.input<typeof contract.previewShareEvent.response>['changes'] {
  const [was, will] = [structureOf(before).total, structureOf(after).total]
  const old = new Map(before.map((one) => [one.member, one]))
  const now = new Map(after.map((one) => [one.member, one]))
  const all = new Map([...old, ...now])
  return [...all.values()].map(({ member, name }) => {
    const [from, to] = [old.get(member)?.amount ?? 0n, now.get(member)?.amount ?? 0n]
    return {
      member,
      name,
      before: wireOfFen(from),
      after: wireOfFen(to),
      percentBefore: percentOf(from, was),
      percentAfter: percentOf(to, will),
    }
  })
}
