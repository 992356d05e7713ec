/** The SQL of members' meetings, beside what every procedure has. */
import { sql, type Kysely } from 'kysely'

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
