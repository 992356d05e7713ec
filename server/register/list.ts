/** Lists of any register: filters, sorting and paging from its declaration, in one statement. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Field } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import { columnName } from '#server/database/columns.ts'

export type Row = Record<string, unknown> & {
  home: string
  id: string
  area: string
  area_name: string | null
  body: string | null
  body_name: string | null
  version: number
  effective_on: string
  ended: boolean
}

export interface ListQuery {
  q?: string | undefined
  area?: string | undefined
  body?: string | undefined
  sort?: string | undefined
  descending?: string | undefined
  page?: number | undefined
  size?: number | undefined
  [filter: string]: unknown
}

/** Filters that other modules bring along (status, class, finding …): name → condition on `r`. */
export type ExtraFilters = Readonly<Record<string, (value: string) => RawBuilder<unknown>>>

export const PAGE_SIZE = 50
/** The word by which a list asks for records where a field is unknown. */
export const UNKNOWN = '∅'

/** Beyond so many a list says that there are more, and does not count them. */
const COUNTED_MAX = 10_000

/** One page of a list, and how many there are in all; `more` where there are still more than that. */
export async function listRecords(
  db: Kysely<unknown>,
  register: Register,
  asked: { query: ListQuery; extra?: ExtraFilters },
): Promise<{ rows: Row[]; total: number; more: boolean }> {
  const { query } = asked
  const size = query.size ?? PAGE_SIZE
  const table = sql.table(register.id)
  const total = sql`, (select count(*) from (
    select from ${table} r where ${conditions(register, asked)} limit ${COUNTED_MAX + 1}) counted) as total`
  const { rows } = await sql<Row & { total: bigint }>`
    ${found(register, query)} ${selectRecords(register, total)}
    where ${conditions(register, asked)}
    order by ${order(register, query)}, r.id
    limit ${size} offset ${((query.page ?? 1) - 1) * size}`.execute(db)
  if (rows.length === 0 && (query.page ?? 1) > 1)
    return { ...(await listRecords(db, register, { ...asked, query: { ...query, page: 1, size: 1 } })), rows }
  const counted = Number(rows[0]?.total ?? 0n)
  return { rows, total: Math.min(counted, COUNTED_MAX), more: counted > COUNTED_MAX }
}

/**
 * Records in the order of their key, from where the last page ended: each step costs the same however far it is, and what
 * changes meanwhile moves no record.
 */
export async function scanRecords(
  db: Kysely<unknown>,
  register: Register,
  asked: { query: ListQuery; after: Key | undefined; size: number; extra?: ExtraFilters },
): Promise<{ rows: Row[]; next: Key | null }> {
  const { after, size } = asked
  const from = after ? sql`(r.home, r.id) > (${after.home}, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<Row>`
    ${found(register, asked.query)} ${selectRecords(register, sql``)}
    where ${conditions(register, asked)} and ${from} order by r.home, r.id limit ${size + 1}`.execute(db)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { rows: rows.slice(0, size), next: last ? { home: last.home, id: last.id } : null }
}

/** Where a record stands in the order of its register. */
export interface Key {
  home: string
  id: string
}

/** The record with this id, if the caller may see it. */
export async function findRecord(
  db: Kysely<unknown>,
  register: Register,
  id: string,
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`${selectRecords(register, sql``)} where r.id = ${id}`.execute(db)
  return rows[0]
}

/** All current records of one body in a register, the newest first. */
export async function recordsOfBody(db: Kysely<unknown>, register: Register, body: string): Promise<Row[]> {
  const key = sql.ref(register.belongsTo === 'none' ? 'r.id' : 'r.body')
  const { rows } = await sql<Row>`
    ${selectRecords(register, sql``)} where ${key} = ${body} and not r.ended order by r.effective_on desc, r.id`.execute(
    db,
  )
  return rows
}

function selectRecords(register: Register, more: RawBuilder<unknown>): RawBuilder<unknown> {
  const table = sql.table(register.id)
  const owner = register.belongsTo === 'body'
  const named = {
    body: sql`b.name as body_name`,
    none: sql`r.id as body, r.name as body_name`,
    area: sql`null::uuid as body, null as body_name`,
  }[register.belongsTo]
  const join = owner ? sql`join body b on b.home = r.home and b.id = r.body` : sql``
  return sql`select r.*, ${named}, area_label(r.area) as area_name${more} from ${table} r ${join}`
}

function conditions(
  register: Register,
  asked: { query: ListQuery; extra?: ExtraFilters },
): RawBuilder<unknown> {
  const { query, extra } = asked
  const all: RawBuilder<unknown>[] = [query['ended'] === '1' ? sql`r.ended` : sql`not r.ended`]
  if (query.area) all.push(sql`r.area >= ${query.area} and r.area < ${`${query.area}A`}`)
  if (query.body)
    all.push(register.belongsTo === 'body' ? sql`r.body = ${query.body}` : sql`r.id = ${query.body}`)
  if (query.q) all.push(matches(register, query.q))
  for (const [name, value] of Object.entries(query)) {
    const texts = (Array.isArray(value) ? value : [value]).filter(
      (one): one is string => typeof one === 'string' && one !== '',
    )
    if (texts.length === 0) continue
    const made = extra?.[name] ? extra[name](texts.join(',')) : fieldCondition(register, name, texts)
    if (made) all.push(made)
  }
  return sql.join(all, sql` and `)
}

/** Bodies by the words of the search box, looked for once: the page and its count both read them. */
function found(register: Register, { q }: ListQuery): RawBuilder<unknown> {
  if (!q || register.belongsTo === 'area') return sql``
  return sql`with found as materialized (select home, id from body_found(${escaped(q)}))`
}

/** As `like` reads it: letters only, whatever they are. */
const escaped = (q: string): string => q.trim().replaceAll(/[%_\\]/g, String.raw`\$&`)

/** Part of a name, initials or a code; for a record of a body, of the body's; of an area, of its texts and its name. */
function matches(register: Register, q: string): RawBuilder<unknown> {
  if (register.belongsTo === 'area') {
    const like = `%${escaped(q)}%`
    const texts = Object.entries(register.fields).flatMap(([name, { kind }]) =>
      kind === 'text' ? [sql`${sql.ref(`r.${columnName(name)}`)} ilike ${like}`] : [],
    )
    return sql`(${sql.join([...texts, sql`area_label(r.area) ilike ${like}`], sql` or `)})`
  }
  const key = sql.ref(register.belongsTo === 'body' ? 'r.body' : 'r.id')
  return sql`(r.home, ${key}) in (select home, id from found)`
}

function fieldCondition(register: Register, name: string, values: string[]): RawBuilder<unknown> | null {
  const [key, edge] = name.split('.') as [string, string | undefined]
  const field = Object.hasOwn(register.fields, key) ? register.fields[key] : undefined
  const value = values[0]
  if (!field || field.kind === 'secret' || value === undefined) return null
  const column = sql.ref(`r.${columnName(key)}`)
  if (value === UNKNOWN) return sql`${column} is null`
  if (edge === 'from') return sql`${column} >= ${bound(field, value)}`
  if (edge === 'to') return sql`${column} <= ${bound(field, value)}`
  if (field.kind === 'choices') return sql`${column} && ${values}::text[]`
  if (field.kind === 'text') return sql`${column} ilike ${`%${value}%`}`
  if (field.kind === 'flag') return sql`${column} = ${value === '1' || value === 'true' || value === '是'}`
  return sql`${column}::text = any (${values.map((one) => bound(field, one))}::text[])`
}

/** A bound as the column holds it: money comes in yuan and stands in fen. */
function bound(field: Field, value: string): string {
  if (field.kind !== 'money') return value
  const [yuan = '0', cents = ''] = value.split('.')
  return `${yuan}${cents.padEnd(2, '0').slice(0, 2)}`
}

function order(register: Register, query: ListQuery): RawBuilder<unknown> {
  const direction = query.descending === '1' ? sql.raw('desc nulls last') : sql.raw('asc nulls last')
  if (query.sort === 'areaName') return sql`r.area ${direction}`
  if (query.sort === 'effectiveOn') return sql`r.effective_on ${direction}`
  if (query.sort && Object.hasOwn(register.fields, query.sort))
    return sql`${sql.ref(`r.${columnName(query.sort)}`)} ${byPinyin(register.fields[query.sort])} ${direction}`
  return register.belongsTo === 'none' ? sql`r.area, r.name collate pinyin` : sql`r.effective_on desc`
}

/** Names and other words stand in the order of their pinyin; codes and figures in their own. */
function byPinyin(field: Field | undefined): RawBuilder<unknown> {
  return field?.kind === 'text' ? sql`collate pinyin` : sql``
}
