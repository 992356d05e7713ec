/** What of the common tables waits for a person, and what the person did that waits for others. */
import { sql, type Kysely } from 'kysely'
import type { ItemProcedure } from '#core/kernel/item-procedure.ts'
import { seatOf, type Caller } from '#server/http/route.ts'
import { finalsOf } from './routes.ts'
import { TOWNSHIP } from './units.ts'

export interface WaitingItem {
  kind: string
  title: string
  says: string
  link: string
  count: number
  dueOn: string | null
  late: boolean
}

interface Counted {
  procedure: string
  state: string
  of: 'unit' | 'area' | 'all' | 'sent'
  n: number
  due: string | null
  late: number
}

interface Of {
  procedures: readonly ItemProcedure[]
  caller: Pick<Caller, 'username' | 'role' | 'area' | 'standsInFor'>
  today: string
}

/** Both lists for the inbox, in one statement whatever the number of procedures. */
export async function waitingItems(
  trx: Kysely<unknown>,
  of: Of,
): Promise<{ waiting: WaitingItem[]; sent: WaitingItem[] }> {
  const counted = await count(trx, of)
  const waiting = of.procedures.flatMap((procedure) =>
    Object.entries(procedure.waiting).flatMap(([state, { roles, of: whose, says }]) => {
      const found = counted.find(
        (one) => one.procedure === procedure.id && one.state === state && one.of === whose,
      )
      if (!found || !roles.includes(of.caller.role)) return []
      const mine = whose === 'unit' ? '&mine=1' : ''
      return [
        {
          ...itemOf(found, `${found.n} 件${lateWords(found)}：${says}`),
          title: `${procedure.label}${procedure.states[state]?.label ?? ''}`,
          link: `/procedures/${procedure.id}?state=${state}${mine}`,
        },
      ]
    }),
  )
  const sent = of.procedures.flatMap((procedure) =>
    counted
      .filter((one) => one.procedure === procedure.id && one.of === 'sent')
      .map((found) => ({
        ...itemOf(found, `${found.n} 件经我办理，现在是“${procedure.states[found.state]?.label ?? ''}”`),
        title: procedure.label,
        link: `/procedures/${procedure.id}?state=${found.state}`,
      })),
  )
  return { waiting, sent }
}

function itemOf(found: Counted, says: string) {
  const { procedure, state, of, n, due, late } = found
  return { kind: `${procedure}/${state}/${of}`, says, count: n, dueOn: due, late: late > 0 }
}

const lateWords = ({ late }: Counted): string => (late > 0 ? `（其中 ${late} 件逾期）` : '')

async function count(trx: Kysely<unknown>, { procedures, caller, today }: Of): Promise<Counted[]> {
  const seat = seatOf(caller)
  const open = procedures.flatMap((one) => {
    const finals = finalsOf(one)
    return Object.keys(one.states).flatMap((state) =>
      finals.includes(state) ? [] : [{ procedure: one.id, state }],
    )
  })
  const { rows } = await sql<Counted>`
    with own as (
      select id from unit where ${seat} = any (people)
        or (length(area) >= ${TOWNSHIP} and starts_with(${caller.area ?? ''}, area))),
    open as (
      select i.procedure, i.state, i.due_on, coalesce(i.owner = ${seat}, false) or exists (
          select from own where own.id = i.unit or i.helpers @> jsonb_build_array(jsonb_build_object('id', own.id))) as of_unit,
        ${caller.area}::text is null or starts_with(i.area, ${caller.area ?? ''}) as of_area,
        ${seat} = (select coalesce(a.acted_for, a.actor) from procedure_action a where a.home = i.home and a.item = i.id and a.number = i.version) as of_me
      from procedure_item i
      join jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as o (procedure text, state text)
        on o.procedure = i.procedure and o.state = i.state)
    select procedure, state, w.of, count(*)::int as n, min(due_on) as due,
      (count(*) filter (where due_on < ${today}::date))::int as late
    from open cross join lateral (values ('unit', of_unit), ('area', of_area), ('all', true), ('sent', of_me)) as w (of, holds)
    where w.holds group by 1, 2, 3`.execute(trx)
  return rows
}
