/** The SQL of resolutions and of versions of a charter. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { CharterGround, CharterTerms } from '#core/governance/charter.ts'
import { asUuid } from '#server/database/columns.ts'

type Trx = Kysely<unknown>
interface BodyKey {
  home: string
  body: string
}

export interface ResolutionRow {
  meeting: string
  number: number
  code: string
  meeting_title: string
  title: string
  kind: string
  held_on: string
  passed: boolean
}

/** Resolutions of a body, the newest first; of `passed` only those that passed and that none has replaced. */
export async function resolutionsOf(
  trx: Trx,
  of: BodyKey & { kind?: string | undefined; passed?: boolean },
): Promise<ResolutionRow[]> {
  const { rows } = await sql<ResolutionRow>`
    select meeting, number, code, meeting_title, title, kind, held_on, passed from resolution
    where home = ${of.home} and body = ${of.body}::uuid and (${of.kind ?? null}::text is null or kind = ${of.kind ?? null})
      and (not ${of.passed === true} or passed and not exists (select from resolution s
        where s.home = resolution.home and s.replaces_meeting = resolution.meeting and s.replaces_number = resolution.number)) order by held_on desc, code desc, number limit 200`.execute(
    trx,
  )
  return rows
}

export interface CharterRow {
  home: string
  id: string
  body: string
  number: number
  changed: boolean
  ground: CharterGround
  meeting: string | null
  item: number | null
  code: string | null
  meeting_title: string | null
  adopted_on: string
  in_force: string
  says: string
  terms: CharterTerms
  files: string[]
  filed_on: string | null
  voided: string | null
  replaced: boolean
  actor_name: string
}

/** Every version of a body's charter, the newest first, those taken back with why. */
export async function chartersOf(trx: Trx, of: BodyKey): Promise<CharterRow[]> {
  const { rows } = await sql<CharterRow>`
    select c.home, c.id, c.body, c.number, c.changed, c.ground, c.meeting, c.item, r.code, r.meeting_title, c.adopted_on, c.in_force,
      c.says, c.terms, c.files, f.day as filed_on, v.note as voided,
      s.meeting is not null as replaced, coalesce(u.name, c.actor) as actor_name
    from charter c left join resolution r on r.home = c.home and r.meeting = c.meeting and r.number = c.item
    left join resolution s on s.home = r.home and s.replaces_meeting = r.meeting and s.replaces_number = r.number
    left join charter_step f on f.home = c.home and f.charter = c.id and f.kind = 'filed'
    left join charter_step v on v.home = c.home and v.charter = c.id and v.kind = 'void'
    left join app_user u on u.username = c.actor
    where c.home = ${of.home} and c.body = ${of.body}::uuid order by c.number desc`.execute(trx)
  return rows
}

/** The version; undefined where the caller may not see it. */
export async function findCharter(
  trx: Trx,
  id: string,
): Promise<(BodyKey & { id: string; area: string }) | undefined> {
  const { rows } = await sql<BodyKey & { id: string; area: string }>`
    select home, id, body, area from charter where id = ${asUuid(id)}`.execute(trx)
  return rows[0]
}

export interface CharterInForce {
  number: number
  in_force: string
  terms: CharterTerms
}

/** The version in force on a day; undefined where none was entered. */
export async function charterInForce(
  trx: Trx,
  of: BodyKey & { day: string },
): Promise<CharterInForce | undefined> {
  const { rows } = await sql<CharterInForce>`
    select number, in_force, terms from charter_standing where home = ${of.home} and body = ${of.body}::uuid and in_force <= ${of.day}::date
    order by number desc limit 1`.execute(trx)
  return rows[0]
}

/** Terms of the charter in force on a day; none where no version was entered. */
export async function termsOn(trx: Trx, of: BodyKey & { day: string }): Promise<CharterTerms> {
  return (await charterInForce(trx, of))?.terms ?? {}
}

/** The day of registration of a body. */
export async function registeredOn(trx: Trx, body: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select registered_on as day from body where id = ${asUuid(body)}`.execute(trx)
  return rows[0]?.day ?? null
}

export interface NewCharter extends BodyKey {
  area: string
  ground: CharterGround
  meeting: string | null
  item: number | null
  adoptedOn: string
  inForce: string
  says: string
  terms: CharterTerms
  files: readonly string[]
}

/** Enters a version; the database numbers it. Gives its id. */
export async function insertCharter(trx: Trx, charter: NewCharter): Promise<string> {
  const id = randomUUIDv7()
  const { home, body, area, ground, meeting, item, adoptedOn, inForce, says, terms, files } = charter
  await sql`
    insert into charter (home, id, body, area, ground, meeting, item, adopted_on, in_force, says, terms, files)
    values (${home}, ${id}, ${body}, ${area}, ${ground}, ${meeting}::uuid, ${item}::integer, ${adoptedOn}::date, ${inForce}::date,
      ${says}, ${JSON.stringify(terms)}::jsonb, ${[...files]}::uuid[])`.execute(trx)
  return id
}

/** Files a version at the office or takes it back. */
export async function insertStep(
  trx: Trx,
  step: BodyKey & { charter: string; kind: string; day: string; note: string; files: readonly string[] },
): Promise<void> {
  await sql`
    insert into charter_step (home, charter, body, kind, day, note, files)
    values (${step.home}, ${step.charter}, ${step.body}, ${step.kind}, ${step.day}::date, ${step.note}, ${[...step.files]}::uuid[])`.execute(
    trx,
  )
}

/** Whether all of these files were kept. */
export async function areKept(trx: Trx, files: readonly string[]): Promise<boolean> {
  if (files.length === 0) return true
  const { rows } = await sql`select from file where id = any (${[...files]}::uuid[])`.execute(trx)
  return rows.length === new Set(files).size
}
