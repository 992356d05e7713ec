/** What sealed meetings decided, for the papers of other modules to refer to. */
import { sql, type Kysely } from 'kysely'
import { readRef, refOf, type Resolution } from '#core/governance/resolution.ts'

const OFFERED = 100

interface ItemRow {
  id: string
  code: string
  title: string
  held_on: string
  number: number
  item: string
  replaced: boolean
}

/** Passed items of sealed meetings of the body that none has replaced, the latest meeting first; of `refs` only those, replaced or not. */
export async function passedItems(
  trx: Kysely<unknown>,
  of: { home: string; body: string; refs?: readonly string[] },
): Promise<Resolution[]> {
  const meetings = of.refs?.flatMap((text) => readRef(text)?.meeting ?? [])
  if (meetings?.length === 0) return []
  const { rows } = await sql<ItemRow>`
    select r.meeting as id, r.code, r.meeting_title as title, r.held_on, r.number, r.title as item, s.by_meeting is not null as replaced
    from resolution r join resolution_said s on s.home = r.home and s.meeting = r.meeting and s.number = r.number
    where r.home = ${of.home} and r.body = ${of.body}::uuid and r.passed
      and (${meetings !== undefined} or s.by_meeting is null)
      and (${meetings ?? null}::uuid[] is null or r.meeting = any (${meetings ?? null}::uuid[]))
    order by r.held_on desc, r.code desc, r.number limit ${meetings === undefined ? OFFERED : null}`.execute(
    trx,
  )
  return rows.map(({ id, code, title, held_on, number, item, replaced }) => ({
    ref: refOf({ meeting: id, item: number }),
    heldOn: held_on,
    says: `${title}（${code}）第 ${number} 项：${item}${replaced ? '（已被后来的决议代替）' : ''}`,
  }))
}
