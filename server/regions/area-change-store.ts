/** The SQL of area changes: what stands, what lies in an area, and moving the records that belong to one. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { AreaChangeKind, PlannedChange, StandingArea, Subject } from '#core/regions/area-change.ts'
import type { NameSpan } from '#core/regions/name-since.ts'
import type { Register } from '#core/kernel/register.ts'
import { asUuid, registerColumns } from '#server/database/columns.ts'

type Trx = Kysely<unknown>

/** Townships and villages of the county that stand. */
export async function standingOf(trx: Trx, home: string): Promise<StandingArea[]> {
  const { rows } = await sql<StandingArea>`
    select code, name, valid_from as from from area
    where valid_to is null and length(code) > 6 and starts_with(code, ${home}) order by code`.execute(trx)
  return rows
}

export interface ListedRow {
  code: string
  name: string
  to: string | null
  /** Of a village. */
  township: string | null
  /** Of this code up to this one, by day. */
  spans: NameSpan[]
  former_names: { name: string; until: string }[]
  heirs: string[] | null
  total: bigint
}

/** Townships and villages of the county, standing or ended, by code. What only got another name has not ended. */
export async function listOf(
  trx: Trx,
  asked: { home: string; words: string; parent: string; ended: boolean; page: number; size: number },
): Promise<ListedRow[]> {
  const { home, words, parent, ended, page, size } = asked
  const { rows } = await sql<ListedRow>`
    select a.code, a.name, a.valid_to as to, a.former_names, count(*) over () as total,
      (select array_agg(coalesce(n.name, h.code) order by h.code) from area_change c
        cross join jsonb_array_elements(c.content -> 'closed') e cross join jsonb_array_elements_text(e -> 'heirs') h (code)
        left join lateral (select s.name from area s where s.code = h.code order by s.valid_to desc nulls first limit 1) n on true
        where a.valid_to is not null and c.home = ${home} and c.on_day = a.valid_to and e ->> 'code' = a.code) as heirs,
      (select t.name from area t where length(a.code) = 12 and t.code = left(a.code, 9)
        order by t.valid_to desc nulls first limit 1) as township,
      (select jsonb_agg(jsonb_build_object('name', s.name, 'from', s.valid_from, 'to', s.valid_to) order by s.valid_from nulls first)
        from area s where s.code = a.code and (s.valid_from is null or s.valid_from <= a.valid_from)) as spans
    from area a
    where length(a.code) > 6 and starts_with(a.code, ${home}) and (a.valid_to is null or a.valid_from is distinct from a.valid_to)
      and not exists (select from area next where next.code = a.code and next.valid_from = a.valid_to and next.valid_to is distinct from next.valid_from)
      and (${parent} = '' or starts_with(a.code, ${parent}))
      and (a.valid_to is not null) = ${ended}
      and (${words} = '' or strpos(a.name, ${words}) > 0 or starts_with(a.code, ${words}) or a.former_names::text like ${`%${words}%`})
    order by a.code, a.valid_to desc nulls first limit ${size} offset ${(page - 1) * size}`.execute(trx)
  return rows
}

/** What lies in these areas by its own code, and these subjects wherever they lie. */
export async function subjectsOf(
  trx: Trx,
  registers: readonly Register[],
  of: { home: string; areas: readonly string[]; ids: readonly string[] },
): Promise<Subject[]> {
  const areas = sql`any (${[...of.areas]}::text[])`
  const ids = sql`any (${[...of.ids]}::text[])`
  const records = registers.map(
    (one) => sql`
      select 'record', r.id::text, ${one.label}, ${nameColumn(one)}, r.area, ${one.id} from ${sql.table(one.id)} r
      where r.home = ${of.home} and not r.ended and (r.area = ${areas} or r.id::text = ${ids})`,
  )
  const { rows } = await sql<Omit<Subject, 'register'> & { register: string | null }>`
    select 'body' as kind, b.id::text, '合作社' as label, coalesce(b.name, '') as name, b.area, 'body' as register from body b
    where b.home = ${of.home} and not b.ended and (b.area = ${areas} or b.id::text = ${ids})
    union all select 'user', u.id::text, '账号', u.name || '（' || u.username || '）', u.area, null from app_user u
    where starts_with(u.area, ${of.home}) and (u.area = ${areas} or u.id::text = ${ids})
    union all select 'unit', u.id::text, '单位', u.name, u.area, null from unit u
    where u.home = ${of.home} and u.ended_on is null and (u.area = ${areas} or u.id::text = ${ids})
    union all ${sql.join(records, sql` union all `)}
    order by area, kind, name`.execute(trx)
  return rows.map(({ register, ...one }) => (register === null ? one : { ...one, register }))
}

/** The column by which a record of a place is told: its first field. */
function nameColumn(register: Register): ReturnType<typeof sql> {
  const [first] = registerColumns(register)
  return sql`coalesce(r.${sql.ref(first?.name ?? 'id')}::text, '')`
}

/**
 * Moves records from a day on: each gets the new place for that day and for every later day from which something of it
 * holds, so that the past before it stays as it was.
 */
export async function moveRecords(
  trx: Trx,
  register: Register,
  of: {
    home: string
    day: string
    change: string
    ground: string
    moves: readonly { id: string; to: string }[]
  },
): Promise<void> {
  if (of.moves.length === 0) return
  const versions = sql.table(`${register.id}_version`)
  const fields = registerColumns(register).map((one) => one.name)
  const names = ['home', 'id', 'area', 'version', 'effective_on', 'ended', 'reason', 'source', ...fields]
  await sql`
    insert into ${versions} (${sql.raw(names.join(', '))})
    with moves as (select m.id, m."to" from jsonb_to_recordset(${JSON.stringify(of.moves)}::jsonb) m (id uuid, "to" text)),
    dated as (
      select v.*, m."to" as new_area, greatest(v.effective_on, ${of.day}::date) as from_day
      from moves m join ${versions} v on v.home = ${of.home} and v.id = m.id),
    held as (
      select distinct on (id, from_day) * from dated order by id, from_day, effective_on desc, version desc)
    select h.home, h.id, h.new_area,
      (select max(version) from ${versions} x where x.home = h.home and x.id = h.id)
        + row_number() over (partition by h.id order by h.from_day),
      h.from_day, h.ended, ${of.ground}, ${JSON.stringify({ placed: true, areaChange: of.change })}::jsonb,
      ${sql.join(fields.map((name) => sql`h.${sql.ref(name)}`))}
    from held h`.execute(trx)
}

export interface ChangeRow {
  id: string
  kind: AreaChangeKind
  on_day: string
  ground: string
  content: PlannedChange
  by: string
  at: Date
  undone: boolean
}

/** The changes of the county, the latest first, or one of them. */
export async function changesOf(trx: Trx, of: { home: string; id?: string }): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.id, c.kind, c.on_day, c.ground, c.content, coalesce(u.name, c.actor) as by, c.at,
      exists (select from area_change x where x.home = c.home and x.undoes = c.id) as undone
    from area_change c left join app_user u on u.username = c.actor
    where c.home = ${of.home} ${of.id === undefined ? sql`` : sql`and c.id = ${asUuid(of.id)}`}
    order by c.at desc limit 200`.execute(trx)
  return rows
}

/** Keeps the change; the database lets areas, accounts and units follow. Gives its id. */
export async function keepChange(
  trx: Trx,
  change: {
    home: string
    kind: AreaChangeKind
    day: string
    ground: string
    plan: PlannedChange
    undoes?: string
  },
): Promise<string> {
  const id = randomUUIDv7()
  await sql`
    insert into area_change (home, id, area, kind, on_day, ground, content, undoes)
    values (${change.home}, ${id}, ${change.home}, ${change.kind}, ${change.day}::date, ${change.ground.trim()},
      ${JSON.stringify(change.plan)}::jsonb, ${change.undoes === undefined ? null : asUuid(change.undoes)}::uuid)`.execute(
    trx,
  )
  return id
}
