import { sql, type Kysely } from 'kysely'
import type { Field, Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import { columnName } from '#server/database/columns.ts'
import { close, fingerprint, type Keys } from '#server/database/crypt.ts'

/** Where a version came from, down to the cell: field key → column letter. */
export interface Source {
  import?: string
  file?: string
  sheet?: string
  row?: number
  columns?: Record<string, string>
  sender?: string
  receiver?: string
  /** The merge of two bodies that wrote it; where it came along with the other body, its record there. */
  merge?: string
  from?: string
  /** The import or merge that this version takes back. */
  undoes?: string
  /** A body was only placed, by the answer to a question about its address. */
  placed?: true
}

/** One version to be written. `values` is the whole record as it is to stand; secrets in clear, or carried over closed. */
export interface Version {
  home: string
  id: string
  /** The body it belongs to; absent for the body register itself. */
  body?: string
  area: string
  /** One more than the version that the writer saw; another writer in between is a conflict (unique key). */
  version: number
  effectiveOn: string
  ended?: boolean
  values: Values
  /** Secrets that did not change: column → what the database holds, bytes in hex form (\\x…). */
  closed?: Record<string, string>
  source?: Source
}

/** Rows that a statement takes at once: the parameter stays far below PostgreSQL's limit of 1 GB. */
export const ROWS_AT_ONCE = 1000

/**
 * Appends versions, set-based. The database folds them into the current table and writes the audit trail.
 * Throws what PostgreSQL says; a taken version number is SQLSTATE 23505.
 */
export async function writeVersions(
  trx: Kysely<unknown>,
  register: Register,
  versions: { rows: readonly Version[]; keys: Keys },
): Promise<void> {
  const { rows, keys } = versions
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await insertVersions(
      trx,
      register,
      versionsAsJson(register, rows.slice(start, start + ROWS_AT_ONCE), keys),
    )
}

/** Versions as `insertVersions` takes them, their secrets closed. */
export function versionsAsJson(register: Register, rows: readonly Version[], keys: Keys): string {
  return JSON.stringify(rows.map((row) => toColumns(register, row, keys)))
}

/** Appends what `versionsAsJson` gave, in one statement. */
export async function insertVersions(
  trx: Kysely<unknown>,
  register: Register,
  versions: string,
): Promise<void> {
  const names = sql.raw(columnNames(register).join(', '))
  const table = sql.table(`${register.id}_version`)
  await sql`
    insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ${versions}::jsonb)`.execute(trx)
}

function columnNames(register: Register): string[] {
  const fields = Object.entries(register.fields).flatMap(([key, field]) => {
    const name = columnName(key)
    return field.kind === 'secret' ? [name, `${name}_hash`] : [name]
  })
  const owner = register.belongsTo === 'body' ? ['body'] : []
  return ['home', 'id', ...owner, 'area', 'version', 'effective_on', 'ended', 'source', ...fields]
}

function toColumns(register: Register, row: Version, keys: Keys): Record<string, unknown> {
  const columns: Record<string, unknown> = {
    home: row.home,
    id: row.id,
    body: row.body,
    area: row.area,
    version: row.version,
    effective_on: row.effectiveOn,
    ended: row.ended ?? false,
    source: row.source ?? null,
    ...row.closed,
  }
  for (const [key, field] of Object.entries(register.fields)) {
    const value = row.values[key]
    if (value !== null && value !== undefined) Object.assign(columns, toColumn({ key, field, keys }, value))
  }
  return columns
}

function toColumn(
  { key, field, keys }: { key: string; field: Field; keys: Keys },
  value: NonNullable<Values[string]>,
): Record<string, unknown> {
  const name = columnName(key)
  if (field.kind === 'secret' && typeof value === 'string') {
    const plain = value.normalize('NFC')
    return { [name]: hex(close(keys, Buffer.from(plain))), [`${name}_hash`]: hex(fingerprint(keys, plain)) }
  }
  // int8 as text: JSON numbers lose digits past 2^53.
  return { [name]: typeof value === 'bigint' ? value.toString() : value }
}

/** Bytes as PostgreSQL reads them from text. */
export function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
