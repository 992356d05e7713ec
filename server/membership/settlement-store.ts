/** The SQL of what was settled with members whose membership ended, at first and since. */
import { sql, type Kysely } from 'kysely'
import type { WireResettlement, WireSettlement } from '#contract/membership/life.ts'

type Trx = Kysely<unknown>

export interface SettlementRow {
  id: string
  procedure: string
  code: string
  state: string
  member: string
  reason: string | null
  settlement: WireSettlement | null
  resettlement: WireResettlement | null
  paid_on: string | null
  voucher: string | null
}

/** Settlements of a member that were reckoned and not taken back, the latest first. */
export async function settlementsOf(
  trx: Trx,
  of: { home: string; body: string; member: string },
): Promise<SettlementRow[]> {
  const { rows } = await sql<SettlementRow>`
    select id, procedure, code, state, payload ->> 'member' as member, payload ->> 'reason' as reason,
      payload -> 'settlement' as settlement, payload -> 'resettlement' as resettlement, payload ->> 'paidOn' as paid_on,
      payload ->> 'voucher' as voucher
    from procedure_item where home = ${of.home} and body = ${of.body}::uuid and payload ->> 'member' = ${of.member}
      and (procedure in ('member_leaving', 'member_death') and state in ('settled', 'repaid')
        or procedure = 'member_resettlement' and state in ('settled', 'paid'))
    order by coalesce(payload -> 'settlement' ->> 'settledOn', payload -> 'resettlement' ->> 'settledOn') desc, code desc`.execute(
    trx,
  )
  return rows
}

/** Members of the body who were settled and paid, by name. */
export async function settledMembers(
  trx: Trx,
  of: { home: string; body: string },
): Promise<{ id: string; name: string; kind: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; kind: string | null }>`
    select m.id, coalesce(m.person, '') as name, m.kind from member m
    where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended and m.id::text in (
      select i.payload ->> 'member' from procedure_item i where i.home = ${of.home} and i.body = ${of.body}::uuid
        and i.procedure in ('member_leaving', 'member_death') and i.state = 'repaid')
    order by name, m.id`.execute(trx)
  return rows
}
