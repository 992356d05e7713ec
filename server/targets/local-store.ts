/** What a place has set about targets: shares of areas, targets of its own, answers. Append-only; the newest version holds. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Answer, OwnTarget, Share } from '#core/targets/local.ts'

export interface LocalTargets {
  shares: readonly Share[]
  own: readonly OwnTarget[]
  answers: readonly Answer[]
}

/** Everything that is set for the area, above it and right below it. */
export async function readLocal(
  trx: Kysely<unknown>,
  at: { area: string; digits: number },
): Promise<LocalTargets> {
  const shares = await sql<Share>`
    select distinct on (target, area) target, area, version, value, owner, ground from target_share
    where (area = ${at.area} or (starts_with(area, ${at.area}) and length(area) = ${at.digits}))
    order by target, area, version desc`.execute(trx)
  const own = await sql<OwnTarget & { ended: boolean }>`
    select distinct on (id) id, area, version, label, type, comparator, value, kind, fact, base, from_day as "from",
      by_day as by, ground, ended from target_own where starts_with(${at.area}, area)
    order by id, version desc`.execute(trx)
  const answers = await sql<Answer>`
    select target, area, version, base, fact, source from target_answers_said()
    where starts_with(${at.area}, area) order by target, area`.execute(trx)
  return {
    shares: shares.rows.filter((one) => one.value !== null || one.owner !== null),
    own: own.rows.filter((one) => !one.ended),
    answers: answers.rows,
  }
}

/** All versions of one target's shares at an area and right below it, newest first. */
export async function readShareHistory(
  trx: Kysely<unknown>,
  of: { target: string; area: string; digits: number },
) {
  const { rows } = await sql<{
    area: string
    name: string
    version: number
    value: string | null
    owner: string | null
    ground: string
    at: Date
    by: string
  }>`
    select s.area, coalesce((select a.name from area a where a.code = s.area order by valid_to desc nulls first limit 1), s.area)
      as name, s.version, s.value, s.owner, s.ground, s.recorded_at as at, coalesce(u.name, s.actor) as by
    from target_share s left join app_user u on u.id::text = s.actor
    where s.target = ${of.target}
      and (s.area = ${of.area} or (starts_with(s.area, ${of.area}) and length(s.area) = ${of.digits}))
    order by s.recorded_at desc, s.area limit 200`.execute(trx)
  return rows
}

/** Writes one further version of each share, all in one statement. */
export async function addShares(
  trx: Kysely<unknown>,
  shares: readonly Omit<Share, 'ground'>[],
  ground: string,
): Promise<void> {
  await sql`
    insert into target_share (home, target, area, version, value, owner, ground)
    select left(s.area, 6), s.target, s.area, s.version, s.value, s.owner, ${ground}
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb)
      as s (target text, area text, version integer, value text, owner text)`.execute(trx)
}

/** Writes one further version of a target of the place's own; a new one where it has no id. */
export async function addOwn(
  trx: Kysely<unknown>,
  own: Omit<OwnTarget, 'id'> & { id: string | null; ended: boolean },
): Promise<string> {
  const id = own.id ?? randomUUID()
  await sql`
    insert into target_own (home, id, area, version, label, type, comparator, value, kind, fact, base, from_day, by_day,
      ground, ended)
    values (${own.area.slice(0, 6)}, ${id}, ${own.area}, ${own.version}, ${own.label}, ${own.type}, ${own.comparator},
      ${own.value}, ${own.kind}, ${own.fact}, ${own.base}, ${own.from}, ${own.by}, ${own.ground}, ${own.ended})`.execute(
    trx,
  )
  return id
}

/** Writes one further version of an answer. */
export async function addAnswer(trx: Kysely<unknown>, answer: Answer): Promise<void> {
  await sql`
    insert into target_answer (home, target, area, version, base, fact, source)
    values (${answer.area.slice(0, 6)}, ${answer.target}, ${answer.area}, ${answer.version}, ${answer.base},
      ${answer.fact}, ${answer.source})`.execute(trx)
}
