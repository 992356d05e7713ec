/** The SQL of cases and their actions. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { asUuid } from '#server/database/columns.ts'

export interface CaseRow {
  home: string
  id: string
  code: string
  body: string
  body_name: string
  area: string
  area_name: string
  township: string
  title: string
  state: string
  version: number
  owner: string | null
  owner_name: string | null
  opened_on: string
  due_on: string | null
  due_note: string | null
  measures: { says: string; dueOn: string | null; owner: string | null }[]
}

export interface ActionRow {
  action: string
  at: Date
  on_day: string
  actor: string
  actor_name: string
  acted_for: string | null
  note: string | null
  owner: string | null
  due_on: string | null
  files: string[]
  signer: string | null
  signed_on: string | null
}

export interface CaseFilter {
  area?: string | undefined
  state?: string | undefined
  body?: string | undefined
  owner?: string | undefined
  /** Only those whose deadline lies before this day. */
  lateOn?: string | undefined
  page?: number | undefined
  size?: number | undefined
}

const SELECT = sql`
  select c.*, b.name as body_name, area_label(c.area) as area_name, area_label(left(c.area, 9)) as township,
    coalesce(u.name, c.owner) as owner_name, count(*) over () as total
  from problem_case c join body b on b.home = c.home and b.id = c.body left join app_user u on u.username = c.owner`

/** Cases, the late ones first. */
export async function listCases(
  trx: Kysely<unknown>,
  filter: CaseFilter,
): Promise<{ rows: CaseRow[]; total: number }> {
  const size = filter.size ?? 50
  const { rows } = await sql<CaseRow & { total: bigint }>`
    ${SELECT} where ${sql.join(conditions(filter), sql` and `)}
    order by c.state in ('closed', 'dismissed'), c.due_on nulls last, c.area, c.code
    limit ${size} offset ${((filter.page ?? 1) - 1) * size}`.execute(trx)
  return { rows, total: Number(rows[0]?.total ?? 0n) }
}

function conditions(filter: CaseFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (filter.area) all.push(sql`c.area >= ${filter.area} and c.area < ${`${filter.area}A`}`)
  if (filter.state) all.push(sql`c.state = any (string_to_array(${filter.state}, ','))`)
  if (filter.body) all.push(sql`c.body = ${asUuid(filter.body)}`)
  if (filter.owner) all.push(sql`c.owner = ${filter.owner}`)
  if (filter.lateOn) all.push(sql`c.due_on < ${filter.lateOn} and c.state not in ('closed', 'dismissed')`)
  return all
}

export interface OwnerRow {
  username: string
  name: string
  role: string
  area_name: string
}

/** People with an account whose scope holds the body of a case, those nearest to it first. */
export async function peopleFor(
  trx: Kysely<unknown>,
  of: Pick<CaseRow, 'body' | 'area'>,
  roles: readonly string[],
): Promise<OwnerRow[]> {
  const { rows } = await sql<OwnerRow>`
    select u.username, u.name, u.role, coalesce(nullif(area_label(u.area), ''), (select name from body where id = ${of.body}), '') as area_name
    from app_user u join people_for(${of.body}, ${of.area}, ${[...roles]}::text[]) p (id) on p.id = u.id
    order by length(coalesce(u.area, ${of.area})) desc, u.role, u.name limit 200`.execute(trx)
  return rows
}

export async function findCase(trx: Kysely<unknown>, id: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`${SELECT} where c.id = ${asUuid(id)}`.execute(trx)
  return rows[0]
}

export async function actionsOf(trx: Kysely<unknown>, id: string): Promise<ActionRow[]> {
  const { rows } =
    await sql<ActionRow>`select a.*, coalesce(u.name, a.owner) as owner from case_action a left join app_user u on u.username = a.owner
    where a.case_id = ${asUuid(id)} order by a.number`.execute(trx)
  return rows
}

export interface NewCase {
  home: string
  id: string
  body: string
  area: string
  title: string
  findings: readonly string[]
}

/** Opens cases; each gets the next number of its county and year, without gaps, and its findings. */
export async function insertCases(
  trx: Kysely<unknown>,
  cases: readonly NewCase[],
  day: string,
): Promise<void> {
  const homes = [...new Set(cases.map((one) => one.home))].toSorted()
  for (const home of homes) await sql`select pg_advisory_xact_lock(hashtext(${`case/${home}`}))`.execute(trx)
  const year = day.slice(0, 4)
  await sql`
    insert into problem_case (home, id, code, body, area, title, state, version, opened_on)
    select n.home, n.id, ${`ZG${year}-`} || lpad((coalesce(held.last, 0) + row_number() over (partition by n.home order by n.area, n.title))::text, greatest(4, length((coalesce(held.last, 0) + row_number() over (partition by n.home order by n.area, n.title))::text)), '0'),
      n.body, n.area, n.title, 'proposed', 0, ${day}::date
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as n (home text, id uuid, body uuid, area text, title text)
    left join lateral (select last_case_number(n.home, ${Number(year)}) as last) held on true`.execute(trx)
  const links = cases.flatMap(({ home, id, findings }) => findings.map((finding) => ({ home, id, finding })))
  await sql`
    update finding f set case_id = l.id from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l (home text, id uuid, finding uuid)
    where f.home = l.home and f.id = l.finding and f.case_id is null`.execute(trx)
}

export interface NewAction {
  home: string
  caseId: string
  /** One more than the version that the actor saw; taken by somebody else it is a conflict (23505). */
  number: number
  action: string
  onDay: string
  actorName: string
  note: string | null
  owner: string | null
  dueOn: string | null
  dueNote: string | null
  measures: unknown[] | null
  files: readonly string[]
  signer: string | null
  signedOn: string | null
  /** The state that follows. */
  state: string
}

/** Appends an action and folds it into the case. */
export async function appendAction(trx: Kysely<unknown>, one: NewAction): Promise<void> {
  const measures = one.measures === null ? null : JSON.stringify(one.measures)
  await sql`
    insert into case_action (home, case_id, number, action, on_day, actor_name, note, owner, due_on, measures, files, signer, signed_on)
    values (${one.home}, ${one.caseId}, ${one.number}, ${one.action}, ${one.onDay}, ${one.actorName}, ${one.note}, ${one.owner},
      ${one.dueOn}, ${measures}::jsonb, ${[...one.files]}::uuid[], ${one.signer}, ${one.signedOn})`.execute(
    trx,
  )
  await sql`
    update problem_case set state = ${one.state}, version = ${one.number}, owner = coalesce(${one.owner}, owner),
      due_on = coalesce(${one.dueOn}::date, due_on), due_note = case when ${one.dueOn}::date is null then due_note else ${one.dueNote} end,
      measures = coalesce(${measures}::jsonb, measures)
    where home = ${one.home} and id = ${one.caseId}`.execute(trx)
}
