/** Which month or quarter the board shows first. */
import { sql, type Kysely } from 'kysely'
import { dueOf, lastPeriod, periodOf, type Period, type Rhythm } from '#core/disclosure/period.ts'

export interface Opening {
  /** undefined: all that the caller sees. */
  area?: string | undefined
  every: Rhythm
  today: string
  /** The day of the following month by which it has to hang; null where nobody confirmed one. */
  dueDay: number | null
}

/**
 * The latest period that is over and for which something is there: a term that somebody confirmed, a pack, or books closed
 * so far that one can be made. The last of the calendar where there is nothing at all.
 */
export async function openingPeriod(trx: Kysely<unknown>, of: Opening): Promise<Period> {
  const last = lastPeriod(of.today, of.every)
  if (dueOf(last, of.dueDay) !== null) return last
  const { area } = of
  const below = (column: string) =>
    area === undefined ? sql`true` : sql`${sql.ref(column)} >= ${area} and ${sql.ref(column)} < ${`${area}A`}`
  const month = of.every === 'month'
  const { rows } = await sql<{ made: string | null; closed: string | null }>`
    select (select max(i.payload ->> 'to') from procedure_item i where i.procedure = 'disclosure' and i.state <> 'withdrawn'
        and (left(i.payload ->> 'from', 7) = left(i.payload ->> 'to', 7)) = ${month} and ${below('i.area')}) as made,
      (select max(c.through)::text from book k join body b on b.home = k.home and b.id = k.body,
        -- The end of the last period of which all months are closed.
        lateral (select date_trunc(${of.every}, k.closed_through + 1)::date - 1 as through) c
        where not b.ended and c.through >= k.started_on and ${below('b.area')}) as closed`.execute(trx)
  const { made = null, closed = null } = rows[0] ?? {}
  const latest = [made, closed].reduce<string>(
    (found, one) => (one !== null && one > found ? one : found),
    '',
  )
  return latest === '' || latest >= last.to ? last : periodOf(latest, of.every)
}
