import { sql } from 'kysely'
import type { FindLedgers } from '#server/registry/merges/ledgers.ts'

/** Bodies with share events. */
export const shareLedgers: FindLedgers = async (trx, bodies) => {
  const { rows } = await sql<{ body: string }>`
    select distinct body from share_event where body = any (${[...bodies]}::uuid[])`.execute(trx)
  return rows.map(({ body }) => ({ body, ledger: '股金台账' }))
}
