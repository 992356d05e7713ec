/** What the routes of the share ledger have in common: the ledger of a path, holders on a day, what the place asks of shares. */
import type { Kysely } from 'kysely'
import type * as contract from '#contract/membership.ts'
import { may, type Role } from '#core/access/role.ts'
import { holdingsAt, type KeptShareEvent } from '#core/membership/holdings.ts'
import type { Caps, NamedHolder } from '#core/membership/share-caps.ts'
import type { ShareEvent } from '#core/membership/share-event.ts'
import { fenOfWire } from '#core/values/money.ts'
import type { Clock } from '#server/clock.ts'
import { notFound } from '#server/http/refusal.ts'
import type { Call } from '#server/http/route.ts'
import { capsFor, glidesOf, type GlideRow, type ParametersAt } from './caps.ts'
import { keepsOf, type KeepRow } from './coverage-store.ts'
import * as store from './store.ts'

export interface ShareServices {
  clock: Clock
  parametersAt: ParametersAt
}

/** Who may read the ledger. */
export const reads = (role: string): boolean => may(role as Role, 'readShares')
/** Who may write it. */
export const writes = (role: string): boolean => may(role as Role, 'keepShares')

/** The ledger of the path, or 404. */
export async function ledgerOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { body: string } }): Promise<store.LedgerBody> {
  const found = await store.findLedgerBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

/** A typed event with its amount in fen. */
export function typed(event: contract.TypedShareEvent): ShareEvent {
  const { amount, project = '', note: _note, file: _file, ...rest } = event
  return { ...rest, amount: fenOfWire(amount), project: project === '' ? 0n : fenOfWire(project) }
}

/** What the place asks of shares on the day. */
export interface Rules {
  caps: Caps
  glides: GlideRow[]
  /** Parts that were promised to stay. */
  keeps: KeepRow[]
  on: string
}

/** Caps and ways down in force for a cooperative on a day. */
export async function rulesAt(
  trx: Kysely<unknown>,
  ledger: store.LedgerBody,
  of: { services: Pick<ShareServices, 'parametersAt'>; on: string },
): Promise<Rules> {
  const caps = await capsFor(trx, ledger, { parametersAt: of.services.parametersAt, day: of.on })
  return {
    caps,
    glides: await glidesOf(trx, ledger, of.on),
    keeps: await keepsOf(trx, ledger, of.on),
    on: of.on,
  }
}

/** A holder with what the roll says of the member. */
export interface LedgerHolder extends NamedHolder {
  vulnerable: boolean | null
}

/** Holders on a day, the largest first. */
export function holdersAt(
  events: readonly KeptShareEvent[],
  of: { members: readonly store.MemberRow[]; on: string },
): LedgerHolder[] {
  const byId = new Map(of.members.map((one) => [one.id, one]))
  return [...holdingsAt(events, of.on)]
    .map(([member, amount]) => {
      const row = byId.get(member)
      return {
        member,
        amount,
        name: row?.name ?? '',
        kind: row?.kind ?? null,
        vulnerable: row?.vulnerable ?? null,
      }
    })
    .toSorted((a, b) =>
      a.amount === b.amount ? (a.member < b.member ? -1 : 1) : a.amount > b.amount ? -1 : 1,
    )
}
