/** What became of a record: every version with who, when, from which file and cell, and what it changed. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { WireValue } from '#contract/kernel.ts'
import type { Keys } from '#server/database/crypt.ts'
import { toWireValues } from './present.ts'
import type { Source } from './write.ts'

type VersionRow = Record<string, unknown> & {
  version: number
  effective_on: string
  recorded_at: Date
  actor: string
  door: string
  reason: string | null
  source: Source | null
}

export interface HistoryEntry {
  version: number
  effectiveOn: string
  recordedAt: string
  actor: string
  door: string
  reason: string | null
  source: Source | null
  changes: { field: string; before: WireValue; after: WireValue }[]
}

/** The versions of a record, the newest first. */
export async function historyOf(
  db: Kysely<unknown>,
  register: Register,
  asked: { id: string; keys: Keys },
): Promise<HistoryEntry[]> {
  const { rows } = await sql<VersionRow>`
    select * from ${sql.table(`${register.id}_version`)} where id = ${asked.id} order by version`.execute(db)
  const entries = rows.map((row, index) => {
    const before = index === 0 ? {} : toWireValues(register, rows[index - 1]!, asked.keys)
    return { ...head(row), changes: differences(before, toWireValues(register, row, asked.keys)) }
  })
  return entries.toReversed()
}

function head(row: VersionRow): Omit<HistoryEntry, 'changes'> {
  return {
    version: row.version,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at.toISOString(),
    actor: row.actor,
    door: row.door,
    reason: row.reason,
    source: row.source,
  }
}

/** The fields that differ, before and after. */
export function differences(
  before: Record<string, WireValue>,
  after: Record<string, WireValue>,
): { field: string; before: WireValue; after: WireValue }[] {
  return Object.keys(after)
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
}
