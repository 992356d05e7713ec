/** What was settled with the household's own member when the membership ended, and since. */
import { sql, type Kysely } from 'kysely'
import type { OwnSettlement } from '#contract/disclosure/household.ts'
import type { WireResettlement, WireSettlement } from '#contract/membership/life.ts'
import { fenOfWire } from '#core/values/money.ts'

interface Row {
  id: string
  procedure: string
  state: string
  reason: string | null
  settlement: WireSettlement | WireResettlement
  paid_on: string | null
  paid_to: string | null
}

/** The latest first. */
export async function ownSettlements(trx: Kysely<unknown>): Promise<OwnSettlement[]> {
  const { rows } = await sql<Row>`
    select id, procedure, state, reason, settlement, paid_on, paid_to from household_settlements()`.execute(
    trx,
  )
  return rows.map(({ id, procedure, reason, settlement, paid_on, paid_to }) => {
    const total = fenOfWire(settlement.total) ?? 0n
    return {
      id,
      title: procedure === 'member_resettlement' ? '补充清算' : '退社结算',
      reason,
      settledOn: settlement.settledOn,
      lines: settlement.lines
        .filter(({ amount }) => amount !== '0.00')
        .map(({ label, amount, clause }) => ({ label, amount, clause })),
      dueTo: total >= 0n,
      total: total < 0n ? settlement.total.replace(/^[-−]/, '') : settlement.total,
      paidOn: paid_on,
      paidTo: paid_to,
      ground: settlement.ground,
    }
  })
}
