import type { Kysely } from 'kysely'

/**
 * Each module tells which of these bodies carry a ledger of it that can not be moved to another body, in one word
 * (账簿、股金台账、成员大会或章程).
 */
export type FindLedgers = (
  trx: Kysely<unknown>,
  bodies: readonly string[],
) => Promise<{ body: string; ledger: string }[]>
