/** The SQL of members' meetings, beside what every procedure has. */
import { sql, type Kysely } from 'kysely'
import type { MeetingContent } from '#contract/governance/meetings.ts'

export interface RollRow {
  id: string
  number: string
  name: string
}

/** Members of the body on the day, in the order of their numbers. */
export async function rollOn(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<RollRow[]> {
  const { rows } = await sql<RollRow>`
    select m.id, n.number, coalesce(m.person, '') as name
    from members_on(${of.home}, ${of.body}::uuid, ${of.day}::date) o
    join member m on m.home = ${of.home} and m.id = o.member
    join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = m.id
    order by length(n.number), n.number`.execute(trx)
  return rows
}

export interface AgendaSeat {
  subject: string
  code: string
  title: string
  /** Which item, from 1. */
  number: number
}

/** Waits until no other transaction calls or seals a meeting of this body, and holds it until this one ends. */
export async function holdMeetings(trx: Kysely<unknown>, of: { home: string; body: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('meeting ' || ${of.home}::text || ${of.body}::text, 0))`.execute(
    trx,
  )
}

/** Where matters of the body stand on the agenda of a meeting that was called and is not sealed. */
export async function seatsOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; subjects: readonly string[] },
): Promise<AgendaSeat[]> {
  const { rows } = await sql<AgendaSeat>`
    select a.one -> 'subject' ->> 'id' as subject, i.code, i.title, a.number::int as number
    from procedure_item i cross join lateral jsonb_array_elements(i.payload -> 'agenda') with ordinality a (one, number)
    where i.home = ${of.home} and i.body = ${of.body}::uuid and i.procedure = 'general_meeting'
      and i.state in ('called', 'held') and a.one -> 'subject' ->> 'id' = any (${[...of.subjects]}::text[])
    order by i.opened_on, i.code, a.number`.execute(trx)
  return rows
}

interface Replacing {
  home: string
  body: string
  /** null before it is opened. */
  meeting: string | null
  content: Pick<MeetingContent, 'heldOn' | 'agenda' | 'results'>
}

/** What the database holds against the earlier resolutions that the agenda names, in one sentence; null where nothing. */
export async function replacesFault(trx: Kysely<unknown>, of: Replacing): Promise<string | null> {
  const { heldOn, agenda, results } = of.content
  if (!agenda.some((one) => one.replaces)) return null
  const { rows } = await sql<{ fault: string | null }>`
    select agenda_replaces_fault(${of.home}, ${of.body}::uuid, ${of.meeting}::uuid, ${heldOn}::date,
      ${JSON.stringify(agenda)}::jsonb, ${results ? JSON.stringify(results) : null}::jsonb) as fault`.execute(
    trx,
  )
  return rows[0]?.fault ?? null
}

export interface Replaceable {
  meeting: string
  number: number
  says: string
}

/** Passed resolutions of the body that none has replaced, the newest first. */
export async function replaceableOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<Replaceable[]> {
  const { rows } = await sql<Replaceable>`
    select s.meeting, s.number, s.held_on || ' ' || s.says || '：' || s.title as says
    from resolution_said s join resolution r on r.home = s.home and r.meeting = s.meeting and r.number = s.number
    where s.home = ${of.home} and s.body = ${of.body}::uuid and r.passed and s.by_meeting is null
    order by s.held_on desc, s.says desc, s.number limit 200`.execute(trx)
  return rows
}

interface SaidRow {
  number: number
  earlier: string | null
  earlier_says: string | null
  later: string | null
  later_says: string | null
}

/** Which earlier resolution each item names, and by which later one it was replaced. */
export async function replacementsOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; meeting: string; agenda: MeetingContent['agenda'] },
): Promise<SaidRow[]> {
  const named = JSON.stringify(of.agenda)
  const { rows } = await sql<SaidRow>`
    select a.number::int as number, e.meeting as earlier, e.says || '：' || e.title as earlier_says, m.by_meeting as later, m.by_says as later_says
    from jsonb_array_elements(${named}::jsonb) with ordinality a (one, number)
    left join resolution_said e on e.home = ${of.home} and e.body = ${of.body}::uuid
      and e.meeting = (a.one -> 'replaces' ->> 'meeting')::uuid and e.number = (a.one -> 'replaces' ->> 'number')::integer
    left join resolution_said m on m.home = ${of.home} and m.meeting = ${of.meeting}::uuid and m.number = a.number
    order by a.number`.execute(trx)
  return rows
}
