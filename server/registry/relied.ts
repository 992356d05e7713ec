import type { Kysely } from 'kysely'
import type { Reliance } from '#core/registry/import-undo.ts'

/** What was written, and since when something may have been built on it. */
export interface Written {
  bodies: readonly string[]
  records: readonly string[]
  since: Date
}

/** Each module tells what it built on these records and bodies since then: set-based, a few statements. */
export type FindRelied = (trx: Kysely<unknown>, written: Written) => Promise<Reliance[]>
