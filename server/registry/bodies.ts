/** What follows when bodies are written by a form, an answer or a program: search words, and moving to another area. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import { toValues } from '#server/database/columns.ts'
import type { Keys } from '#server/database/crypt.ts'
import type { Row } from '#server/register/list.ts'
import { writeVersions } from '#server/register/write.ts'
import { writeSearch } from './imports/write.ts'

/** Renews the words by which these bodies are found. */
export async function renewSearch(
  trx: Kysely<unknown>,
  register: Register,
  bodies: readonly string[],
): Promise<void> {
  const { rows } = await sql<Row>`select * from body where id = any (${[...bodies]}::uuid[])`.execute(trx)
  await writeSearch(
    trx,
    rows.map((row) => ({ home: row.home, id: row.id, values: toValues(register, row) })),
  )
}

/** Moves bodies to an area: a new version of each that says nothing else new. */
export async function moveBodies(
  trx: Kysely<unknown>,
  bodies: readonly string[],
  to: { area: string; register: Register; keys: Keys },
): Promise<void> {
  const { rows } = await sql<Row>`select * from body where id = any (${[...bodies]}::uuid[])`.execute(trx)
  const versions = rows
    .filter((row) => row.area !== to.area)
    .map((row) => ({
      home: row.home,
      id: row.id,
      area: to.area,
      version: row.version + 1,
      // Where it lies is a correction of what was known, not a move on this day: the past is asked with it too.
      effectiveOn: row.effective_on,
      values: toValues(to.register, row),
      source: { placed: true } as const,
    }))
  await writeVersions(trx, to.register, { rows: versions, keys: to.keys })
}
