/** The SQL of handovers: what is open with a person, who may take it over. */
import { sql, type Kysely } from 'kysely'
import type { OpenWork } from '#contract/reporting/handover.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { asUuid } from '#server/database/columns.ts'

export interface PersonRow {
  username: string
  name: string
  role: string
  area: string
  area_name: string
}

interface WorkRow {
  kind: 'case' | 'item' | 'import' | 'handout'
  id: string
  procedure: string
  title: string
  state: string
  due_on: string | null
}

/** People with an area in these roles, the directory of the county. */
export async function peopleOf(trx: Kysely<unknown>, roles: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select username, name, role, area, coalesce(nullif(area_label(area), ''), area) as area_name from app_user
    where not disabled and area is not null and role = any (${[...roles]}::text[])
    order by length(area), area, name collate pinyin`.execute(trx)
  return rows
}

/** All that waits with this person, as far as the caller sees: those with a deadline first. */
export async function openWorkOf(
  trx: Kysely<unknown>,
  of: { giver: string; today: string },
): Promise<OpenWork[]> {
  const { rows } = await sql<WorkRow>`
    select 'case' as kind, c.id, 'problem_case' as procedure, c.code || ' ' || coalesce(b.name, '') || '：' || c.title as title, c.state, c.due_on
    from problem_case c join body b on b.home = c.home and b.id = c.body where c.owner = ${of.giver}
    union all
    select 'item', i.id, i.procedure, i.code || ' ' || i.title, i.state, i.due_on from procedure_item i where i.owner = ${of.giver}
    union all
    select 'import', m.id, '', m.file_name, '待确认', null from import m where m.actor = ${of.giver} and m.state = 'preview'
    union all
    select 'handout', h.id, '', h.title, '收表中', h.due_on from handout h where h.actor = ${of.giver} and h.due_on >= ${of.today}::date
    order by due_on nulls last, kind, title`.execute(trx)
  return rows.flatMap(toWork)
}

const PAGES = { case: '/cases', import: '/imports', handout: '/handouts' } as const

function toWork(row: WorkRow): OpenWork[] {
  const procedure = row.kind === 'case' ? problemCase : itemProcedures.find((one) => one.id === row.procedure)
  const state = procedure?.states[row.state]
  if (state?.final) return []
  const kind = procedure?.label ?? (row.kind === 'import' ? '表格导入' : '发表收表')
  return [
    {
      id: row.id,
      kind,
      title: row.title,
      state: state?.label ?? row.state,
      dueOn: row.due_on,
      to: `${row.kind === 'item' ? `/procedures/${row.procedure}` : PAGES[row.kind]}/${row.id}`,
    },
  ]
}

/** Names of the units that the person stands in. */
export async function unitsOf(trx: Kysely<unknown>, username: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unit where ${username} = any (people) and not retired order by name collate pinyin`.execute(
    trx,
  )
  return rows.map(({ name }) => name)
}

export interface HandoverRow {
  id: string
  giver: string
  giver_name: string
  receiver: string
  receiver_name: string
  on_day: string
  ground: string
  items: OpenWork[]
}

/** The handovers that the caller sees, the newest first, or one of them. */
export async function readHandovers(trx: Kysely<unknown>, id?: string): Promise<HandoverRow[]> {
  const { rows } = await sql<HandoverRow>`
    select h.id, h.giver, coalesce(g.name, h.giver) as giver_name, h.receiver, coalesce(r.name, h.receiver) as receiver_name,
      h.on_day, h.ground, h.items
    from handover h left join app_user g on g.username = h.giver left join app_user r on r.username = h.receiver
    where ${id === undefined ? sql`true` : sql`h.id = ${asUuid(id)}`} order by h.at desc limit 100`.execute(
    trx,
  )
  return rows
}

/** Keeps the handover; the database lets the owners follow. */
export async function insertHandover(
  trx: Kysely<unknown>,
  one: {
    id: string
    area: string
    giver: string
    receiver: string
    onDay: string
    ground: string
    items: OpenWork[]
  },
): Promise<void> {
  const { id, area, giver, receiver, onDay, ground, items } = one
  await sql`
    insert into handover (home, id, area, giver, receiver, on_day, ground, items)
    values (${area.slice(0, 6)}, ${id}, ${area}, ${giver}, ${receiver}, ${onDay}, ${ground}, ${JSON.stringify(items)}::jsonb)`.execute(
    trx,
  )
}
