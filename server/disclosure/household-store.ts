/** The SQL of what households see of themselves, say, and are answered. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Fen } from '#core/values/money.ts'
import type { PlanRow } from '#server/surplus/plan-store.ts'

type Trx = Kysely<unknown>

export interface Member {
  home: string
  body: string
  area: string
  member: string
}

/** Changes of a member's shares, the newest first. */
export async function sharesOfMember(
  trx: Trx,
  of: Member,
): Promise<{ day: string; kind: string; amount: Fen }[]> {
  const { rows } = await sql<{ day: string; kind: string; amount: Fen }>`
    select x.day, e.kind, x.amount from share_move x join share_event e on e.home = x.home and e.id = x.id
    where x.home = ${of.home} and x.body = ${of.body}::uuid and x.member = ${of.member}::uuid
    order by x.day desc, e.written_at desc`.execute(trx)
  return rows
}

/** The contribution that the roll says; null where it says none. */
export async function rolledContribution(trx: Trx, of: Member): Promise<Fen | null> {
  const { rows } = await sql<{ contribution: Fen | null }>`
    select contribution from member where home = ${of.home} and id = ${of.member}::uuid`.execute(trx)
  return rows[0]?.contribution ?? null
}

/** Plans that were posted for a member, the newest year first. */
export async function plansOfMember(trx: Trx, of: Member & { body_name: string }): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select p.*, ${of.body_name}::text as body_name, p.actor as actor_name from surplus_plan p
    join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
    join surplus_share s on s.home = p.home and s.plan = p.id and s.member = ${of.member}::uuid
    where p.home = ${of.home} and p.body = ${of.body}::uuid order by p.year desc`.execute(trx)
  return rows
}

export interface EntryRow {
  id: string
  body: string
  body_name: string
  area_name: string
  member: string
  number: string
  name: string
  kind: 'confirm' | 'object' | 'ask'
  about: 'shares' | 'trades' | 'money'
  year: number | null
  text: string | null
  entered_at: Date
  proxy: boolean
  by: string
  file: string | null
  answers: { text: string; at: string; by: string }[]
}

const ANSWERS = sql`coalesce((
  select jsonb_agg(jsonb_build_object('text', w.text, 'at', w.answered_at, 'by', coalesce(u.name, w.actor)) order by w.answered_at)
  from household_answer w left join app_user u on u.username = w.actor where w.home = e.home and w.entry = e.id), '[]') as answers`

/** What the household of this transaction said, the newest first. */
export async function ownEntries(
  trx: Trx,
  of: Member,
): Promise<Omit<EntryRow, 'body_name' | 'area_name' | 'number' | 'name' | 'by'>[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.body, e.member, e.kind, e.about, e.year, e.text, e.entered_at, e.proxy, e.file, ${ANSWERS} from household_entry e
    where e.home = ${of.home} and e.body = ${of.body}::uuid and e.member = ${of.member}::uuid
    order by e.entered_at desc limit 100`.execute(trx)
  return rows
}

export const ENTRIES_A_PAGE = 50

const OPEN = sql`(e.kind <> 'confirm' and not exists (select from household_answer w where w.home = e.home and w.entry = e.id))`

/** What households said in the caller's bounds: those that wait for an answer first, each time the newest first. */
export async function listEntries(
  trx: Trx,
  of: { openOnly: boolean; body?: string | undefined; page: number },
): Promise<{ rows: EntryRow[]; total: number; open: number }> {
  const where = sql`(${of.body ?? null}::uuid is null or e.body = ${of.body ?? null}::uuid)`
  const { rows } = await sql<EntryRow>`
    with page as (
      select e.*, ${OPEN} as waits from household_entry e where ${where} and (not ${of.openOnly} or ${OPEN})
      order by waits desc, e.entered_at desc, e.id limit ${ENTRIES_A_PAGE} offset ${(of.page - 1) * ENTRIES_A_PAGE}),
    numbers as (
      select p.home, n.member, n.number from (select distinct home, body from page) p cross join lateral member_numbers(p.home, p.body) n)
    select e.id, e.body, coalesce(b.name, '') as body_name, area_label(e.area) as area_name, e.member, coalesce(n.number, '') as number,
      coalesce(m.person, '') as name, e.kind, e.about, e.year, e.text, e.entered_at, e.proxy, coalesce(u.name, e.actor) as by, e.file,
      ${ANSWERS}
    from page e join body b on b.home = e.home and b.id = e.body join member m on m.home = e.home and m.id = e.member
    left join numbers n on n.home = e.home and n.member = e.member left join app_user u on u.username = e.actor
    order by e.waits desc, e.entered_at desc, e.id`.execute(trx)
  const count = await sql<{ total: number; open: number }>`
    select count(*)::int as total, count(*) filter (where ${OPEN})::int as open from household_entry e where ${where}`.execute(
    trx,
  )
  const { total = 0, open = 0 } = count.rows[0] ?? {}
  return { rows, total: of.openOnly ? open : total, open }
}

/** Keeps what was said; a file makes it said by a clerk for the household. */
export async function insertEntry(
  trx: Trx,
  of: Member,
  said: {
    kind: string
    about: string
    year?: number | undefined
    text?: string | undefined
    file?: string | undefined
  },
): Promise<string> {
  const id = randomUUIDv7()
  await sql`
    insert into household_entry (home, id, body, area, member, kind, about, year, text, proxy, file)
    values (${of.home}, ${id}, ${of.body}::uuid, ${of.area}, ${of.member}::uuid, ${said.kind}, ${said.about}, ${said.year ?? null},
      ${said.text ?? null}, ${said.file !== undefined}, ${said.file ?? null}::uuid)`.execute(trx)
  return id
}

/** The entry; undefined where the caller may not see it. */
export async function findEntry(
  trx: Trx,
  id: string,
): Promise<(Member & { id: string; kind: string }) | undefined> {
  const { rows } = await sql<Member & { id: string; kind: string }>`
    select home, id, body, area, member, kind from household_entry where id = ${id}::uuid`.execute(trx)
  return rows[0]
}

export async function insertAnswer(trx: Trx, of: Member & { id: string }, text: string): Promise<string> {
  const id = randomUUIDv7()
  await sql`
    insert into household_answer (home, id, entry, body, area, member, text)
    values (${of.home}, ${id}, ${of.id}::uuid, ${of.body}::uuid, ${of.area}, ${of.member}::uuid, ${text})`.execute(
    trx,
  )
  return id
}

/** Whether this is a member of the roll of the body that the caller sees. */
export async function isMember(
  trx: Trx,
  of: { home: string; body: string; member: string },
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from member where home = ${of.home} and body = ${of.body}::uuid and id = ${of.member}::uuid and not ended) as there`.execute(
    trx,
  )
  return rows[0]?.there === true
}
