/** The SQL of the dossier: one statement for each register, one for each log; none for a row. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Source } from '#server/register/write.ts'

export interface BodyKey {
  home: string
  id: string
  area: string
}

/** A version of a record as the database holds it, with the columns of its register beside. */
export type VersionRow = Record<string, unknown> & {
  home: string
  id: string
  area: string
  version: number
  effective_on: string
  ended: boolean
  recorded_at: Date
  actor: string
  door: string
  reason: string | null
  source: Source | null
}

/** Where the body lies today, if the caller may see it. */
export async function findBody(trx: Kysely<unknown>, id: string): Promise<BodyKey | undefined> {
  if (!/^[\da-f-]{36}$/.test(id)) return undefined
  const { rows } = await sql<BodyKey>`select home, id, area from body where id = ${id}`.execute(trx)
  return rows[0]
}

/** Every version of every record that a body has in a register, by record and version. */
export async function versionsOf(
  trx: Kysely<unknown>,
  register: Register,
  body: BodyKey,
): Promise<VersionRow[]> {
  const ids =
    register.belongsTo === 'none'
      ? sql`array[${body.id}::uuid]`
      : sql`array(select c.id from ${sql.table(register.id)} c where c.home = ${body.home} and c.body = ${body.id})`
  const { rows } = await sql<VersionRow>`
    select v.* from ${sql.table(`${register.id}_version`)} v where v.home = ${body.home} and v.id = any (${ids})
    order by v.id, v.version`.execute(trx)
  return rows
}

export interface LinkedBy {
  body: string
  name: string
  relation: string
  since: string
  until: string | null
}

/** Links of other bodies to this one that began by the day, the earliest first; as far as the caller sees those bodies. */
export async function linkedBy(trx: Kysely<unknown>, of: BodyKey & { day: string }): Promise<LinkedBy[]> {
  const { rows } = await sql<LinkedBy>`
    select l.body, coalesce(b.name, '') as name, l.relation, l.since, l.until
    from body_link l join body b on b.home = l.home and b.id = l.body
    where l.home = ${of.home} and l.other = ${of.id}::uuid and not l.ended and not b.ended and l.since <= ${of.day}::date
    order by l.since, b.name, l.id`.execute(trx)
  return rows
}

export interface DossierAction {
  number: number
  action: string
  on_day: string
  at: Date
  actor: string
  actor_name: string
  acted_for: string | null
  note: string | null
  receipt: string | null
  signer: string | null
  signed_on: string | null
}

/** What was done about the acceptance of the dossier, in order. */
export async function dossierActions(trx: Kysely<unknown>, body: BodyKey): Promise<DossierAction[]> {
  const { rows } = await sql<DossierAction>`
    select * from dossier_action where home = ${body.home} and body = ${body.id} order by number`.execute(trx)
  return rows
}

/** Appends an action; accepting takes the next receipt of the county and year. A taken number is a conflict (23505). */
export async function appendDossierAction(
  trx: Kysely<unknown>,
  body: BodyKey,
  one: {
    number: number
    action: string
    onDay: string
    actorName: string
    note: string | null
    withReceipt: boolean
    files: readonly string[]
    paper: { signer: string; signedOn: string } | null
  },
): Promise<void> {
  const receipt = one.withReceipt
    ? sql`next_receipt(${body.home}, ${Number(one.onDay.slice(0, 4))}::integer)`
    : sql`null`
  await sql`
    insert into dossier_action (home, body, number, action, on_day, actor_name, note, receipt, files, signer, signed_on)
    values (${body.home}, ${body.id}, ${one.number}, ${one.action}, ${one.onDay}, ${one.actorName}, ${one.note}, ${receipt},
      ${[...one.files]}::uuid[], ${one.paper?.signer ?? null}, ${one.paper?.signedOn ?? null}::date)`.execute(
    trx,
  )
}

export interface CaseStep {
  case_id: string
  code: string
  action: string
  on_day: string
  at: Date
  actor_name: string
  note: string | null
  owner_name: string | null
  due_on: string | null
  signer: string | null
  signed_on: string | null
}

/** Every step of every case of a body. */
export async function caseSteps(trx: Kysely<unknown>, body: BodyKey): Promise<CaseStep[]> {
  const { rows } = await sql<CaseStep>`
    select a.case_id, c.code, a.action, a.on_day, a.at, a.actor_name, a.note, coalesce(u.name, a.owner) as owner_name, a.due_on,
      a.signer, a.signed_on
    from problem_case c join case_action a on a.home = c.home and a.case_id = c.id left join app_user u on u.username = a.owner
    where c.home = ${body.home} and c.body = ${body.id} order by a.case_id, a.number`.execute(trx)
  return rows
}

/** Open questions about where the body lies. */
export async function openQuestions(
  trx: Kysely<unknown>,
  body: BodyKey,
): Promise<{ question: string; address: string }[]> {
  const { rows } = await sql<{ question: string; address: string }>`
    select question, address from area_question
    where home = ${body.home} and body = ${body.id} and answered_at is null order by opened_at`.execute(trx)
  return rows
}

/** Names of users, areas and bodies, all in one statement. */
export interface Names {
  users: ReadonlyMap<string, string>
  areas: ReadonlyMap<string, string>
  bodies: ReadonlyMap<string, string>
}

export async function readNames(
  trx: Kysely<unknown>,
  of: { users: Iterable<string>; areas: Iterable<string>; bodies: Iterable<string> },
): Promise<Names> {
  const { rows } = await sql<{ of: string; key: string; name: string }>`
    select 'user' as of, username as key, name from app_user where username = any (${[...of.users]}::text[])
    union all select 'area', code, coalesce(nullif(area_label(code), ''), code) from unnest(${[...of.areas]}::text[]) code
    union all select 'body', id::text, name from body where id = any (${[...of.bodies]}::uuid[])`.execute(trx)
  const named = (kind: string): Map<string, string> =>
    new Map(rows.filter((row) => row.of === kind).map((row) => [row.key, row.name]))
  return { users: named('user'), areas: named('area'), bodies: named('body') }
}
