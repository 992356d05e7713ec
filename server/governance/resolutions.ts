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
    select i.id, i.code, i.title, i.payload ->> 'heldOn' as held_on, a.number::int as number, a.item ->> 'title' as item,
      s.by_meeting is not null as replaced
    from procedure_item i
    cross join lateral jsonb_array_elements(i.payload -> 'agenda') with ordinality a (item, number)
    left join resolution_said s on s.home = i.home and s.meeting = i.id and s.number = a.number
    where i.home = ${of.home} and i.body = ${of.body}::uuid and i.procedure = 'general_meeting' and i.state = 'sealed'
      and (i.payload -> 'results' -> (a.number::int - 1) ->> 'passed')::boolean
      and (${meetings !== undefined} or s.by_meeting is null)
      and (${meetings ?? null}::uuid[] is null or i.id = any (${meetings ?? null}::uuid[]))
    order by held_on desc, i.code desc, a.number limit ${meetings === undefined ? OFFERED : null}`.execute(
    trx,
  )
  return rows.map(({ id, code, title, held_on, number, item, replaced }) => ({
    ref: refOf({ meeting: id, item: number }),
    heldOn: held_on,
    says: `${title}（${code}）第 ${number} 项：${item}${replaced ? '（已被后来的决议代替）' : ''}`,
  }))
}
