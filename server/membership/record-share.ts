/** Writing the share ledger: events are added, a mistake is reversed. The database refuses what must not be. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { checkShareEvent, type ShareEvent } from '#core/membership/share-event.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { at, refused, type Problem } from '#core/values/problem.ts'
import { unopened, type LedgerBody } from './store.ts'

/** Adds an event. Errors: all of `checkShareEvent`, share-refused. */
export async function recordShare(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: { event: ShareEvent; note?: string | undefined; file?: string | undefined; today: Day },
): Promise<Outcome<{ id: string }>> {
  const checked = checkShareEvent(given.event, given.today)
  if (!checked.ok) return checked
  const { kind, member, receiver, amount, project, on, basis, resolution, resolvedOn } = checked.value
  const id = randomUUIDv7()
  return kept(id, () =>
    sql`insert into share_event (home, id, body, area, kind, member, receiver, amount, project, day, basis, resolution, resolved_on, note, file)
      values (${of.home}, ${id}, ${of.body}, ${of.area}, ${kind}, ${member}, ${empty(receiver)}, ${amount}, ${project}, ${on},
        ${empty(basis)}, ${empty(resolution)}, ${empty(resolvedOn)}, ${empty(given.note)}, ${given.file ?? null}::uuid)`.execute(
      trx,
    ),
  )
}

const empty = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim()

/** Adds the events of a sheet, all or none, in one statement. Errors: all of `checkShareEvent` by line, share-refused. */
export async function recordShares(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: { rows: readonly { event: ShareEvent; note?: string | undefined }[]; today: Day },
): Promise<Outcome<{ kept: number; amount: bigint }>> {
  const problems: Problem[] = []
  const rows: Record<string, string | null>[] = []
  let amount = 0n
  for (const [index, { event, note }] of given.rows.entries()) {
    const checked = checkShareEvent(event, given.today)
    if (!checked.ok) {
      problems.push(...checked.problems.map((one) => at(one, { row: index + 1 })))
      continue
    }
    const { kind, member, on, basis, resolution, resolvedOn } = checked.value
    amount += checked.value.amount
    rows.push({
      id: randomUUIDv7(),
      kind,
      member,
      amount: String(checked.value.amount),
      project: String(checked.value.project),
      on,
      basis: empty(basis),
      resolution: empty(resolution),
      resolved_on: empty(resolvedOn),
      note: empty(note),
    })
  }
  if (problems.length > 0) return { ok: false, problems }
  const written = await kept('', () =>
    sql`insert into share_event (home, id, body, area, kind, member, amount, project, day, basis, resolution, resolved_on, note)
      select ${of.home}, r.id, ${of.body}::uuid, ${of.area}, r.kind, r.member, r.amount, r.project, r."on", r.basis, r.resolution, r.resolved_on, r.note
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, kind text, member uuid, amount bigint, project bigint, "on" date, basis text,
        resolution text, resolved_on date, note text)`.execute(trx),
  )
  return written.ok ? done({ kept: rows.length, amount }) : written
}

/** Takes an event back as of its own day, once. Errors: share-event-missing, share-reversed-already, share-refused. */
export async function reverseShare(
  trx: Kysely<unknown>,
  of: { id: string; reason: string },
): Promise<Outcome<{ id: string }>> {
  const found = await sql<{ reverses: string | null }>`
    select reverses from share_event where id = ${of.id}::uuid`.execute(trx)
  const event = found.rows[0]
  if (!event) return failed(refused('share-event-missing', '没有找到这笔股金变动，请刷新页面后再找'))
  if (event.reverses !== null)
    return failed(refused('share-reversed-already', '冲销不能再冲销；要恢复原来的变动，请重新登记一笔'))
  const id = randomUUIDv7()
  return kept(id, () =>
    sql`insert into share_event (home, id, body, area, kind, member, receiver, amount, project, day, note, reverses)
      select home, ${id}, body, area, kind, member, receiver, -amount, -project, day, ${of.reason.trim()}, id
      from share_event where id = ${of.id}::uuid`.execute(trx),
  )
}

/** The contributions of the roll become opening events on the day of joining, for all who have none, in one statement. */
export async function openLedger(
  trx: Kysely<unknown>,
  of: LedgerBody,
  today: Day,
): Promise<Outcome<{ members: number }>> {
  const { numAffectedRows } = await sql`
    insert into share_event (home, id, body, area, kind, member, amount, day, note)
    select m.home, gen_random_uuid(), m.body, ${of.area}, 'opening', m.id, m.contribution,
      least(coalesce(m.joined_on, m.effective_on), ${today}::date), '据成员名册的出资额'
    from member m where m.home = ${of.home} and m.body = ${of.body} and ${unopened}`.execute(trx)
  const members = Number(numAffectedRows ?? 0n)
  if (members === 0)
    return failed(refused('share-opening-none', '成员名册中没有尚未登记的出资额，请先在名册里补填出资额'))
  return done({ members })
}

async function kept(id: string, insert: () => Promise<unknown>): Promise<Outcome<{ id: string }>> {
  try {
    await insert()
    return done({ id })
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HS'))
      return failed(refused('share-refused', `${error.message}；这笔变动没有登记，请核对成员、日期和金额`))
    if (error instanceof DatabaseError && error.constraint === 'share_event_reversed_once')
      return failed(refused('share-reversed-already', '这笔变动已经冲销过，不能再冲'))
    if (error instanceof DatabaseError && error.constraint === 'share_event_opened_once')
      return failed(
        refused('share-opened-already', '该成员已有期初出资，请按实际种类登记增减，或先冲销原来的期初'),
      )
    throw error
  }
}
