import { sql } from 'kysely'
import type { FindLedgers } from '#server/registry/merges/ledgers.ts'

/** Bodies that keep books. */
export const bookLedgers: FindLedgers = async (trx, bodies) => {
  const { rows } = await sql<{
    body: string
  }>`select body from book where body = any (${[...bodies]}::uuid[])`.execute(trx)
  return rows.map(({ body }) => ({ body, ledger: '账簿' }))
}
