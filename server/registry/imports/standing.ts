/** What stands already of the bodies and records that a file names: found set-based, a few statements for any number of rows. */
import { sql, type Kysely } from 'kysely'
import type { Value, Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import type { Standing } from '#core/registry/import-plan.ts'
import { columnName, registerColumns, toValues } from '#server/database/columns.ts'
import { fingerprint, type Keys } from '#server/database/crypt.ts'
import { carriedSecrets } from '#server/register/change.ts'

export interface KnownBody {
  home: string
  id: string
  area: string
  name: string
  nameKey: string
  creditCode: string | null
  oldRegistrationNo: string | null
}

/** Bodies whose code, old number or name a row of the file carries. */
export async function findBodies(
  trx: Kysely<unknown>,
  words: {
    codes: readonly string[]
    oldNumbers: readonly string[]
    nameKeys: readonly string[]
    ids: readonly string[]
  },
): Promise<KnownBody[]> {
  const { rows } = await sql<KnownBody>`
    select b.home, b.id, b.area, b.name, s.name_key as "nameKey", b.credit_code as "creditCode",
      b.old_registration_no as "oldRegistrationNo"
    from body b join body_search s on s.home = b.home and s.body = b.id
    where not b.ended and (b.credit_code = any (${[...words.codes]}::text[])
      or b.old_registration_no = any (${[...words.oldNumbers]}::text[])
      or s.name_key = any (${[...words.nameKeys]}::text[])
      or b.id::text = any (${[...words.ids]}::text[]))`.execute(trx)
  return rows
}

/** A body that was merged into another one: whoever names it means the one that was kept. */
export interface MergedBody {
  id: string
  nameKey: string
  creditCode: string | null
  oldRegistrationNo: string | null
  into: KnownBody
}

/** Merged bodies whose code, old number, name or id a row of the file carries. */
export async function findMerged(
  trx: Kysely<unknown>,
  words: Parameters<typeof findBodies>[1],
): Promise<MergedBody[]> {
  const { rows } = await sql<MergedBody>`
    select b.id, s.name_key as "nameKey", b.credit_code as "creditCode", b.old_registration_no as "oldRegistrationNo",
      jsonb_build_object('home', k.home, 'id', k.id, 'area', k.area, 'name', k.name, 'nameKey', ks.name_key,
        'creditCode', k.credit_code, 'oldRegistrationNo', k.old_registration_no) as into
    from body_merge g join body b on b.home = g.home and b.id = g.merged
      join body_search s on s.home = b.home and s.body = b.id
      join body k on k.home = g.home and k.id = body_kept(g.home, g.merged)
      join body_search ks on ks.home = k.home and ks.body = k.id
    where g.undone_at is null and not k.ended and (b.credit_code = any (${[...words.codes]}::text[])
      or b.old_registration_no = any (${[...words.oldNumbers]}::text[])
      or s.name_key = any (${[...words.nameKeys]}::text[])
      or b.id::text = any (${[...words.ids]}::text[]))`.execute(trx)
  return rows
}

interface Past {
  effectiveOn: string
  values: Values
  /** Of the row that stands: whether it ended, and its secrets. */
  row: Record<string, unknown> | null
}

/** One record with its past, so that a row about an earlier day is compared with what stood on that day. */
export class RecordPast {
  readonly id: string
  version: number
  private readonly register: Register
  private readonly keys: Keys
  private readonly past: Past[] = []

  constructor(of: { id: string; register: Register; keys: Keys }) {
    this.id = of.id
    this.version = 0
    this.register = of.register
    this.keys = of.keys
  }

  /** Adds what is known to have stood from a day on; later additions win among equal days. */
  add(entry: { effectiveOn: string; values: Values; row: Record<string, unknown> | null }): void {
    this.past.push(entry)
    this.past.sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))
    this.version += 1
  }

  /** The last day from which something is known; '' for a record that is new. */
  latest(): string {
    return this.past.at(-1)?.effectiveOn ?? ''
  }

  /** The record as it stood on a day: what was effective then, or the earliest that is known. */
  on(day: string): Standing | undefined {
    const entry = this.past.findLast((one) => one.effectiveOn <= day)
    if (!entry || entry.row?.['ended'] === true) return undefined
    return {
      id: this.id,
      version: this.version,
      values: entry.values,
      sameSecret: (field, value) => this.sameSecret(entry, field, value),
    }
  }

  /** Closed secrets of the day to carry into the next version. */
  secretsOn(day: string, given: Values): Record<string, string> {
    const entry = this.past.findLast((one) => one.effectiveOn <= day)
    const kept = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
    )
    return entry?.row ? carriedSecrets(this.register, entry.row, kept) : {}
  }

  private sameSecret(entry: Past, field: string, value: Value): boolean {
    const held = entry.row?.[`${columnName(field)}_hash`]
    if (Buffer.isBuffer(held)) return held.equals(fingerprint(this.keys, String(value)))
    return entry.values[field] === value
  }
}

const OWNER = { none: 'id', body: 'body', area: 'area' } as const

/** The past of every record of a register that belongs to one of these bodies (of the body register: the bodies themselves). */
export async function loadPasts(
  trx: Kysely<unknown>,
  register: Register,
  asked: { bodies: readonly string[]; keys: Keys },
): Promise<LoadedPast[]> {
  if (asked.bodies.length === 0) return []
  const owner = sql.ref(OWNER[register.belongsTo])
  const kind = sql.raw(register.belongsTo === 'area' ? 'text' : 'uuid')
  const { rows } = await sql<VersionRow>`
    select ${sql.raw(neededColumns(register).join(', '))} from ${sql.table(`${register.id}_version`)}
    where ${owner} = any (${[...asked.bodies]}::${kind}[]) order by id, version`.execute(trx)
  const kept = ['ended', ...secretColumns(register)]
  const pasts = new Map<string, LoadedPast>()
  for (const row of rows) {
    const known = pasts.get(row.id) ?? {
      owner: ownerOf(register, row),
      key: '',
      past: new RecordPast({ id: row.id, register, keys: asked.keys }),
    }
    pasts.set(row.id, known)
    known.key = keyOfRow(register, row)
    known.past.add({
      effectiveOn: row.effective_on,
      values: toValues(register, row),
      row: Object.fromEntries(kept.map((name) => [name, row[name]])),
    })
    known.past.version = row.version
  }
  return [...pasts.values()]
}

interface LoadedPast {
  /** The body or area that it belongs to; of the body register the body itself. */
  owner: string
  /** What tells the record from all others, see `keyOfValues`. */
  key: string
  past: RecordPast
}

type VersionRow = Record<string, unknown> & {
  id: string
  body?: string
  version: number
  effective_on: string
}

/** Where a version came from is a good part of it and is not compared: it stays in the database. */
function neededColumns(register: Register): string[] {
  const owner = register.belongsTo === 'body' ? ['body'] : []
  const fields = registerColumns(register).map(({ name }) => name)
  return ['id', ...owner, 'area', 'version', 'effective_on', 'ended', ...fields]
}

/** Secrets as the database holds them, closed and hashed: all that is kept of a row besides its values. */
function secretColumns(register: Register): string[] {
  const secrets = Object.entries(register.fields).filter(([, { kind }]) => kind === 'secret')
  return secrets.flatMap(([key]) => [columnName(key), `${columnName(key)}_hash`])
}

/** What tells this record from the others of its body: the key fields, secrets by their hash. */
function keyOfRow(register: Register, row: VersionRow): string {
  const parts = register.key.map((field) => {
    const held =
      row[register.fields[field]?.kind === 'secret' ? `${columnName(field)}_hash` : columnName(field)]
    return Buffer.isBuffer(held) ? held.toString('hex') : textOf(held)
  })
  return [register.id, ownerOf(register, row), ...parts].join('/')
}

function ownerOf(register: Register, row: VersionRow): string {
  return register.belongsTo === 'area' ? textOf(row['area']) : (row.body ?? row.id)
}

/** The same for values that want to become a record. */
export function keyOfValues(register: Register, of: { body: string; values: Values; keys: Keys }): string {
  const parts = register.key.map((field) => {
    const value = of.values[field]
    if (value === null || value === undefined) return ''
    return register.fields[field]?.kind === 'secret'
      ? fingerprint(of.keys, String(value)).toString('hex')
      : String(value)
  })
  return [register.id, of.body, ...parts].join('/')
}

/** A key field as text: a name, a year, a choice. */
function textOf(held: unknown): string {
  return typeof held === 'string'
    ? held
    : typeof held === 'number' || typeof held === 'bigint'
      ? held.toString()
      : ''
}
