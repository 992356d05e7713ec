/** Caps on shares as they are in force at a place and day, and the ways down that were resolved. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { glideFaults, type Cap, type Caps, type Glide, type GlideStep } from '#core/membership/share-caps.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { LedgerBody } from './store.ts'

/** Parameters in force at a place and day. */
export type ParametersAt = (
  trx: Kysely<unknown>,
  area: string,
  day: Day,
) => Promise<ReadonlyMap<string, ParameterInForce>>

/** What binds here; a value that nobody confirmed does not. */
function capsOf(parameters: ReadonlyMap<string, ParameterInForce>): Caps {
  const cap = (id: string): Cap | null => {
    const found = parameters.get(id)
    if (!found?.confirmed || found.value.type !== 'ratio') return null
    return { ...found.value.value, ground: found.ground }
  }
  return {
    single: cap('single_holder_cap'),
    collective: cap('collective_share_floor'),
    joint: cap('joint_majority'),
  }
}

/** Whom the plan is about: cooperatives with the tag on the day. */
const LED = '党支部领办'

/** What binds this cooperative on the day; a plan for led cooperatives says nothing of the others. */
export async function capsFor(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body' | 'area'>,
  at: { parametersAt: ParametersAt; day: Day },
): Promise<Caps> {
  const { rows } = await sql<{ led: boolean }>`
    select exists (select from body_tag t where t.home = ${of.home} and t.body = ${of.body}::uuid and not t.ended and t.tag = ${LED}
      and (t.until is null or t.until >= ${at.day}::date)) as led`.execute(trx)
  if (rows[0]?.led !== true) return { single: null, collective: null, joint: null }
  return capsOf(await at.parametersAt(trx, of.area, at.day))
}

export interface GlideRow extends Glide {
  resolution: string
  resolved_on: Day
}

/** The ways down in force on a day, one a member. */
export async function glidesOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'>,
  day: Day,
): Promise<GlideRow[]> {
  const { rows } = await sql<GlideRow & { steps: GlideStep[] }>`
    select member, steps, resolution, resolved_on from share_glides_at(${day}::date)
    where home = ${of.home} and body = ${of.body}::uuid order by resolved_on, member`.execute(trx)
  return rows
}

/** Keeps a way down. `now` is what the member holds, in hundredths of a percent. Errors: glide-steps, glide-refused. */
export async function keepGlide(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: Glide & { resolution: string; resolvedOn: Day; now: number; cap: Cap | null },
): Promise<Outcome<{ id: string }>> {
  const { member, steps, resolution, resolvedOn, now, cap } = given
  const faults = glideFaults(steps, { now, cap, from: resolvedOn })
  if (faults.length > 0) return failed(refused('glide-steps', faults.join('；')))
  const id = randomUUIDv7()
  try {
    await sql`insert into share_glide (home, id, body, area, member, steps, resolution, resolved_on)
      values (${of.home}, ${id}, ${of.body}::uuid, ${of.area}, ${member}::uuid, ${JSON.stringify(steps)}::jsonb, ${resolution},
        ${resolvedOn}::date)`.execute(trx)
    return done({ id })
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HS'))
      return failed(refused('glide-refused', `${error.message}；没有登记`))
    throw error
  }
}
