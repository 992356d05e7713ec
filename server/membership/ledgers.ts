import { sql } from 'kysely'
import type { FindLedgers } from '#server/registry/merges/ledgers.ts'

/** Bodies with share events, ended memberships, registered payees, ways down or promised parts. */
export const shareLedgers: FindLedgers = async (trx, bodies) => {
  const { rows } = await sql<{ body: string }>`
    select distinct body from (select body from share_event union select body from membership_end union select body from member_role
      union select body from share_glide union select body from share_keep) kept
    where body = any (${[...bodies]}::uuid[])`.execute(trx)
  return rows.map(({ body }) => ({ body, ledger: '股金台账' }))
}
