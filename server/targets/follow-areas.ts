/** 区划变更 and what was divided: the figures of an area that ends go on where it went whole, and come back when that is taken back. */
import { sql, type Kysely } from 'kysely'
import type { PlannedChange, TargetsMoved } from '#core/regions/area-change.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { storedWanted } from '#core/targets/local.ts'
import { targetsAfter, type HeldTarget } from '#core/targets/follow-areas.ts'
import { parentArea } from '#core/values/region-code.ts'
import { digitsBelow } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { readEntries, shareOf, wantedIn, type Entry } from './entries.ts'
import type { LocalTargets } from './local-store.ts'

type Trx = Kysely<unknown>
type Change = Pick<PlannedChange, 'closed' | 'added'> & { day: string }

/** What becomes of the divided targets of areas that end; nothing is written. */
export async function planTargets(
  trx: Trx,
  services: SupervisionServices,
  change: Change,
): Promise<TargetsMoved> {
  const areas = [...new Set(change.closed.flatMap((one) => [one.code, ...one.heirs]))]
  const { held, units } = await heldBy(trx, services, { areas, day: change.day })
  const after = targetsAfter(held, { ...change, added: new Set(change.added.map((one) => one.code)) })
  const before = new Map(held.map((one) => [`${one.target} ${one.area}`, one.value]))
  return {
    following: after.following.map(({ value, ...one }) => ({
      ...one,
      value: storedWanted(value),
      says: printLiteral(value, units.get(one.target) ?? ''),
    })),
    heirs: after.heirs.map(({ value, ...one }) => {
      const was = before.get(`${one.target} ${one.area}`) ?? null
      return {
        ...one,
        was: was === null ? null : storedWanted(was),
        value: storedWanted(value),
        says: printLiteral(value, units.get(one.target) ?? ''),
      }
    }),
  }
}

/** Every figure that stands for one of these areas, whoever set it: its office, or the document itself. */
async function heldBy(
  trx: Trx,
  services: SupervisionServices,
  of: { areas: readonly string[]; day: string },
): Promise<{ held: HeldTarget[]; units: Map<string, string> }> {
  const held: HeldTarget[] = []
  const units = new Map<string, string>()
  const byParent = Map.groupBy(of.areas, (one) => parentArea(one) ?? one)
  for (const [parent, areas] of byParent) {
    const { entries, local } = await readEntries(trx, services, {
      area: parent,
      digits: digitsBelow(parent),
      day: of.day,
    })
    for (const entry of entries) {
      units.set(entry.id, areaFacts.find((one) => one.id === entry.target.fact)?.unit ?? '')
      held.push(...areas.map((area) => heldAt(entry, area, local)))
    }
  }
  return { held, units }
}

function heldAt(entry: Entry, area: string, local: LocalTargets): HeldTarget {
  const { target, id, bound } = entry
  const share = shareOf(id, area, local)
  return {
    target: id,
    label: target.label,
    by: target.by,
    area,
    value: area === bound ? null : wantedIn(entry, area, local),
    own: share?.value != null || target.parts.some((one) => one.area === area),
    owner: share?.owner ?? null,
  }
}

/** Writes what was planned, each figure as a further version with the ground of the change. */
export async function moveTargets(trx: Trx, moved: TargetsMoved, ground: string): Promise<void> {
  await writeShares(
    trx,
    [
      ...moved.following
        .filter((one) => one.to !== null)
        .map(({ target, area }) => ({ target, area, value: null, owner: null })),
      ...moved.heirs.map(({ target, area, value, owner }) => ({ target, area, value, owner })),
    ],
    ground,
  )
}

/** Puts back what a change moved; a figure that somebody set anew since stays as it was set. */
export async function moveTargetsBack(trx: Trx, moved: TargetsMoved, ground: string): Promise<void> {
  const last = await lastShares(
    trx,
    moved.heirs.map((one) => one.area),
  )
  await writeShares(
    trx,
    [
      ...moved.following
        .filter((one) => one.to !== null)
        .map(({ target, area, value, owner }) => ({ target, area, value, owner })),
      ...moved.heirs
        .filter((one) => last.get(`${one.target} ${one.area}`) === one.value)
        .map(({ target, area, was, owner }) => ({
          target,
          area,
          value: was,
          owner: was === null ? null : owner,
        })),
    ],
    ground,
  )
}

async function lastShares(trx: Trx, areas: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ target: string; area: string; value: string | null }>`
    select distinct on (target, area) target, area, value from target_share where area = any (${[...areas]}::text[])
    order by target, area, version desc`.execute(trx)
  return new Map(rows.map((one) => [`${one.target} ${one.area}`, one.value]))
}

/** One further version of each, whatever the last one was. */
async function writeShares(
  trx: Trx,
  shares: readonly { target: string; area: string; value: string | null; owner: string | null }[],
  ground: string,
): Promise<void> {
  await sql`
    insert into target_share (home, target, area, version, value, owner, ground)
    select left(s.area, 6), s.target, s.area, coalesce((select max(t.version) from target_share t
      where t.home = left(s.area, 6) and t.target = s.target and t.area = s.area), 0) + 1, s.value, s.owner, ${ground}
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) s (target text, area text, value text, owner text)`.execute(
    trx,
  )
}
