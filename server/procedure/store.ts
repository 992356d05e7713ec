/** The SQL of items and actions. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { UnitRef } from '#contract/kernel/procedures.ts'
import type { ItemProcedure } from '#core/kernel/item-procedure.ts'
import { asUuid } from '#server/database/columns.ts'

export interface ItemRow {
  home: string
  id: string
  procedure: string
  code: string
  title: string
  area: string
  area_name: string
  body: string | null
  body_name: string | null
  parent: string | null
  subject: string | null
  state: string
  version: number
  opened_on: string
  opened_by: string
  due_on: string | null
  due_note: string | null
  owner: string | null
  unit: string | null
  unit_name: string | null
  unit_area: string | null
  helpers: UnitRef[]
  shared_with: string[]
  payload: Record<string, unknown>
}

export interface ActionRow {
  number: number
  action: string
  at: Date
  on_day: string
  actor: string
  actor_name: string
  acted_for: string | null
  note: string | null
  owner: string | null
  due_on: string | null
  unit_name: string | null
  helpers: UnitRef[] | null
  files: string[]
  payload: Record<string, unknown>
  signer: string | null
  signed_on: string | null
}

export interface ItemFilter {
  procedure: string
  area?: string | undefined
  state?: string | undefined
  /** Their deadline lies before the first of these days, or from it to the second. */
  light?: 'red' | 'yellow' | undefined
  today: string
  soon: string
  finals: readonly string[]
  unit?: string | undefined
  /** Units and name of a person: those that they lead, help or own. */
  mine?: { units: readonly string[]; username: string } | undefined
  parent?: string | undefined
  body?: string | undefined
  subject?: string | undefined
}

const FROM = sql`from procedure_item i left join body b on b.home = i.home and b.id = i.body`
const COLUMNS = sql`i.*, b.name as body_name, coalesce(nullif(area_label(i.area), ''), i.area) as area_name`

/** Items of one procedure: those that go on first, by deadline. */
export async function listItems(
  trx: Kysely<unknown>,
  filter: ItemFilter,
  page: { page: number; size: number },
): Promise<{ rows: ItemRow[]; total: number }> {
  const { rows } = await sql<ItemRow & { total: bigint }>`
    select ${COLUMNS}, count(*) over () as total ${FROM} where ${sql.join(conditions(filter), sql` and `)}
    order by i.state = any (${[...filter.finals]}::text[]), i.due_on nulls last, i.code
    limit ${page.size} offset ${(page.page - 1) * page.size}`.execute(trx)
  return { rows, total: Number(rows[0]?.total ?? 0n) }
}

/** How many of what is filtered stand in each state. */
export async function countStates(
  trx: Kysely<unknown>,
  filter: ItemFilter,
): Promise<Map<string, { count: number; late: number }>> {
  const { rows } = await sql<{ state: string; n: number; late: number }>`
    select i.state, count(*)::int as n,
      (count(*) filter (where i.due_on < ${filter.today} and i.state <> all (${[...filter.finals]}::text[])))::int as late
    from procedure_item i where ${sql.join(conditions(filter), sql` and `)} group by i.state`.execute(trx)
  return new Map(rows.map(({ state, n, late }) => [state, { count: n, late }]))
}

function conditions(filter: ItemFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`i.procedure = ${filter.procedure}`]
  const { area, state, light, unit, mine, parent, body, subject } = filter
  if (area)
    all.push(
      sql`(starts_with(i.area, ${area}) or exists (select from unnest(i.shared_with) s where starts_with(s, ${area})))`,
    )
  if (state) all.push(sql`i.state = any (string_to_array(${state}, ','))`)
  if (light) {
    const open = sql`i.state <> all (${[...filter.finals]}::text[])`
    all.push(
      light === 'red'
        ? sql`i.due_on < ${filter.today} and ${open}`
        : sql`i.due_on between ${filter.today} and ${filter.soon} and ${open}`,
    )
  }
  if (unit) all.push(ofUnits([unit]))
  if (mine) all.push(sql`(i.owner = ${mine.username} or ${ofUnits(mine.units)})`)
  if (parent) all.push(sql`i.parent = ${asUuid(parent)}`)
  if (body) all.push(sql`i.body = ${asUuid(body)}`)
  if (subject) all.push(sql`starts_with(i.subject, ${subject})`)
  return all
}

/** Led or helped by one of these units. */
function ofUnits(units: readonly string[]): RawBuilder<unknown> {
  const ids = units.map(asUuid)
  return sql`(i.unit = any (${ids}::uuid[]) or exists (
    select from jsonb_array_elements(i.helpers) h where h ->> 'id' = any (${ids}::text[])))`
}

export async function findItem(
  trx: Kysely<unknown>,
  of: { procedure: string; id: string },
): Promise<(ItemRow & { opener: string | null }) | undefined> {
  const { rows } = await sql<ItemRow & { opener: string | null }>`
    select ${COLUMNS}, (select u.name from app_user u where u.username = i.opened_by) as opener ${FROM} where i.procedure = ${of.procedure} and i.id = ${asUuid(of.id)}`.execute(
    trx,
  )
  return rows[0]
}

export async function actionsOf(trx: Kysely<unknown>, item: string): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select * from procedure_action where item = ${asUuid(item)} order by number`.execute(trx)
  return rows
}

export interface NewItem {
  home: string
  area: string
  title: string
  body?: string | null
  parent?: string | null
  subject?: string | null
  dueOn?: string | null
  announced?: boolean
  payload?: Record<string, unknown>
}

/** Opens items in the first state of the procedure, numbered by county and year without gaps; gives their ids in order. */
export async function openItems(
  trx: Kysely<unknown>,
  of: ItemProcedure,
  opened: { items: readonly NewItem[]; day: string },
): Promise<string[]> {
  const { items, day } = opened
  if (items.length === 0) return []
  const homes = [...new Set(items.map((one) => one.home))].toSorted()
  for (const home of homes)
    await sql`select pg_advisory_xact_lock(hashtext(${`procedure/${of.id}/${home}`}))`.execute(trx)
  const prefix = `${of.prefix}${day.slice(0, 4)}`
  const lines = items.map((one, n) => ({ ...one, n, id: randomUUIDv7(), payload: one.payload ?? {} }))
  await sql`
    insert into procedure_item (home, id, procedure, code, title, area, body, parent, subject, state, opened_on, due_on, announced, payload)
    select n.home, n.id, ${of.id}, ${prefix} || '-' || lpad(x.number::text, greatest(4, length(x.number::text)), '0'),
      n.title, n.area, n.body, n.parent, n.subject, ${of.initial}, ${day}::date, n."dueOn", coalesce(n.announced, false), n.payload
    from (select *, row_number() over (partition by home order by n) as place from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as t (home text, id uuid, title text, area text, body uuid, parent uuid, subject text, "dueOn" date, announced boolean, payload jsonb, n int)) n
    left join lateral (select last_procedure_number(n.home, ${of.id}, ${prefix}) as last) held on true
    cross join lateral (select held.last + n.place as number) x`.execute(trx)
  return lines.map((one) => one.id)
}

export interface NewAction {
  action: string
  /** The state that follows. */
  state: string
  onDay: string
  actorName: string
  note: string | null
  owner: string | null
  dueOn: string | null
  dueNote: string | null
  unit: UnitRef | null
  helpers: readonly UnitRef[] | null
  files: readonly string[]
  payload: Record<string, unknown>
  paper: { signer: string; signedOn: string } | null
}

export interface AppendedTo extends NewAction {
  item: Pick<ItemRow, 'home' | 'id' | 'version'>
}

/** Appends the next action of each item in one statement; the database folds them. Taken meanwhile it is a conflict (23505). */
export async function appendActions(trx: Kysely<unknown>, actions: readonly AppendedTo[]): Promise<void> {
  const lines = actions.map(({ item, unit, helpers, paper, ...one }) => ({
    ...one,
    home: item.home,
    item: item.id,
    number: item.version + 1,
    unit: unit?.id ?? null,
    unitName: unit?.name ?? null,
    unitArea: unit?.area ?? null,
    helpers,
    shared: unit && [...new Set([unit, ...(helpers ?? [])].map(({ area }) => area))],
    signer: paper?.signer ?? null,
    signedOn: paper?.signedOn ?? null,
  }))
  await sql`
    insert into procedure_action (home, item, number, action, state, on_day, actor_name, note, owner, due_on, due_note,
      unit, unit_name, unit_area, helpers, shared_with, files, payload, signer, signed_on)
    select home, item, number, action, state, "onDay", "actorName", note, owner, "dueOn", "dueNote",
      unit, "unitName", "unitArea", helpers, shared, files, payload, signer, "signedOn"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n (home text, item uuid, number int, action text, state text,
      "onDay" date, "actorName" text, note text, owner text, "dueOn" date, "dueNote" text, unit uuid, "unitName" text,
      "unitArea" text, helpers jsonb, shared text[], files uuid[], payload jsonb, signer text, "signedOn" date)`.execute(
    trx,
  )
}

/** The county in whose name rows of an area are kept. */
export function homeOf(area: string): string {
  return area.slice(0, 6).padEnd(6, '0')
}
