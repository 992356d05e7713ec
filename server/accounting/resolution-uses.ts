/** By which sealed resolution an asset was disposed of, money invested, a guarantee given or a member settled once more (社法 28, 29). */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { ResolutionKey } from '#contract/governance/charters.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'

type Trx = Kysely<unknown>

const COLUMNS = {
  disposal: 'asset',
  investment: 'voucher',
  guarantee: 'guarantee',
  resettlement: 'resettlement',
} as const

/** In words, and whether it was replaced since. */
const SAID_TEXT = `r.says || case when r.by_meeting is null then '' else '（已被后来的决议代替）' end`
const SAID = sql.raw(SAID_TEXT)

export interface Use {
  home: string
  body: string
  area: string
  subject: keyof typeof COLUMNS
  /** The asset disposed of, the voucher of the investment, the record of the guarantee, or the case of the settlement. */
  of: string
  resolution: ResolutionKey
}

/** Refers to the resolution; an earlier reference of the same thing stands no longer. Errors: resolution-use. */
export async function useResolution(trx: Trx, use: Use): Promise<Outcome<void>> {
  const { home, body, area, subject, of, resolution } = use
  const column = sql.ref(COLUMNS[subject])
  try {
    await sql`
      insert into resolution_use (home, id, body, area, subject, ${column}, meeting, number)
      values (${home}, ${randomUUIDv7()}, ${body}::uuid, ${area}, ${subject}, ${of}::uuid, ${resolution.meeting}::uuid,
        ${resolution.number}::integer)`.execute(trx)
    return done(undefined)
  } catch (error) {
    if (error instanceof DatabaseError && (error.code === 'HM004' || error.code === '23503'))
      return failed(
        refused(
          'resolution-use',
          `${error.code === 'HM004' ? error.message : '所选的不是本社已定案的决议'}；没有对上，请重新选择`,
          { field: 'resolution' },
        ),
      )
    throw error
  }
}

export interface UsedRow {
  of: string
  meeting: string
  says: string
}

/** The resolutions by which assets of a body were disposed of, by asset. */
export async function disposalsOf(
  trx: Trx,
  of: { home: string; body: string },
): Promise<Map<string, UsedRow>> {
  const { rows } = await sql<UsedRow>`
    select distinct on (u.asset) u.asset as of, u.meeting, ${SAID} as says
    from resolution_use u join resolution_said r on r.home = u.home and r.meeting = u.meeting and r.number = u.number
    where u.home = ${of.home} and u.body = ${of.body}::uuid and u.subject = 'disposal'
    order by u.asset, u.used_at desc, u.id desc`.execute(trx)
  return new Map(rows.map((row) => [row.of, row]))
}

/** The resolution of a thing's last reference, joined as `u`; `which` are the conditions on the references, as written here. */
const lastUsed = (which: string) =>
  sql.raw(`left join lateral (
      select u.meeting, r.held_on, ${SAID_TEXT} as says
      from resolution_use u join resolution_said r on r.home = u.home and r.meeting = u.meeting and r.number = u.number
      where ${which} order by u.used_at desc, u.id desc limit 1) u on true`)

export interface Investment {
  home: string
  body: string
  area: string
  /** Whether it adds to the investments and still stands. */
  invests: boolean
  meeting: string | null
  says: string | null
}

/** The voucher and, where it invests, the resolution that allowed it; undefined where the caller may not see it. */
export async function investmentOf(trx: Trx, voucher: string): Promise<Investment | undefined> {
  const { rows } = await sql<Investment>`
    select v.home, v.body, v.area, v.phase = 'current' and v.reverses is null and exists (
        select from voucher_line l where l.home = v.home and l.voucher = v.id and l.account = '131' and l.debit > 0)
        and not exists (select from voucher x where x.home = v.home and x.reverses = v.id) as invests,
      u.meeting, u.says
    from voucher v ${lastUsed('u.home = v.home and u.voucher = v.id')}
    where v.id = ${asUuid(voucher)}`.execute(trx)
  return rows[0]
}

/** What was done on the ground of a resolution, and from which day; undefined resolution where none was named. */
export interface Allowed {
  home: string
  body: string
  area: string
  /** The day on which it was done; null where it is not done yet. */
  day: string | null
  meeting: string | null
  says: string | null
  held_on: string | null
}

/** The guarantee and the resolution that allowed it; undefined where the caller may not see it. */
export async function guaranteeOf(trx: Trx, id: string): Promise<Allowed | undefined> {
  const { rows } = await sql<Allowed>`
    select g.home, g.body, g.area, g.since as day, u.meeting, u.says, u.held_on
    from guarantee g ${lastUsed('u.home = g.home and u.guarantee = g.id')}
    where g.id = ${asUuid(id)}`.execute(trx)
  return rows[0]
}

/** The additional settlement and the resolution that it rests on; undefined where the caller may not see it. */
export async function resettlementOf(
  trx: Trx,
  id: string,
): Promise<(Allowed & { cancelled: boolean }) | undefined> {
  const { rows } = await sql<Allowed & { cancelled: boolean }>`
    select i.home, i.body, i.area, i.payload -> 'resettlement' ->> 'settledOn' as day, i.state = 'cancelled' as cancelled,
      u.meeting, u.says, u.held_on
    from procedure_item i ${lastUsed('u.home = i.home and u.resettlement = i.id')}
    where i.id = ${asUuid(id)} and i.procedure = 'member_resettlement'`.execute(trx)
  return rows[0]
}
