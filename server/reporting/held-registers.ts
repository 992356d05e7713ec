/** What a body has in every register: all versions read once, then the records as they stood on a day. */
import type { Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Dossier } from '#contract/registry.ts'
import { columnName } from '#server/database/columns.ts'
import type { Keys } from '#server/database/crypt.ts'
import { toWireRecord } from '#server/register/present.ts'
import { readNames, versionsOf, type BodyKey, type Names, type VersionRow } from './dossier-store.ts'

export interface Held {
  register: Register
  /** All versions, by record and version. */
  versions: readonly VersionRow[]
  /** The version of each record that holds on the day, the latest first; ended ones left out. */
  rows: readonly VersionRow[]
}

/** Reads the registers in the order given; the body's own register comes along whether it has ended or not. */
export async function readHeld(
  trx: Kysely<unknown>,
  of: { registers: readonly Register[]; body: BodyKey; day: string | null },
): Promise<Held[]> {
  const held: Held[] = []
  for (const register of of.registers.filter((one) => one.belongsTo !== 'area')) {
    const versions = (await versionsOf(trx, register, of.body)).filter(
      (one) => of.day === null || one.effective_on <= of.day,
    )
    held.push({ register, versions, rows: standing(versions, register.belongsTo === 'none') })
  }
  return held
}

/** Of each record the version that took effect last; among equals the one written last. */
function standing(versions: readonly VersionRow[], withEnded: boolean): VersionRow[] {
  const latest = new Map<string, VersionRow>()
  for (const one of versions) {
    const before = latest.get(one.id)
    // Versions come in order, so that one of the same day replaces the one before.
    if (!before || one.effective_on >= before.effective_on) latest.set(one.id, one)
  }
  return [...latest.values()].filter((one) => withEnded || !one.ended).toSorted(latestFirst)
}

function latestFirst(a: VersionRow, b: VersionRow): number {
  if (a.effective_on !== b.effective_on) return a.effective_on < b.effective_on ? 1 : -1
  return b.recorded_at.getTime() - a.recorded_at.getTime()
}

/** The names that the page shows for accounts, areas and other bodies. */
export function namesOfHeld(
  trx: Kysely<unknown>,
  held: readonly Held[],
  areas: readonly string[],
): Promise<Names> {
  const rows = held.flatMap((one) => one.versions)
  const refs = held.flatMap(({ register, versions }) =>
    Object.entries(register.fields)
      .filter(([, field]) => field.kind === 'ref')
      .flatMap(([key]) => versions.map((row) => row[columnName(key)])),
  )
  return readNames(trx, {
    users: new Set(rows.map((row) => row.actor)),
    areas: new Set([...rows.map((row) => row.area), ...areas]),
    bodies: new Set(refs.filter((one) => typeof one === 'string')),
  })
}

/** The sections of the dossier, one for each register. */
export function sectionsOf(
  held: readonly Held[],
  of: { body: BodyKey; name: string; names: Names; keys: Keys },
): Dossier['sections'] {
  const { body, name, names, keys } = of
  return held.map(({ register, rows, versions }) => {
    // The number that a change has to name is that of the newest version, whichever holds on the day.
    const newest = new Map(versions.map((one) => [one.id, one.version]))
    const records = rows.map((row) => {
      const area = register.belongsTo === 'none' ? row.area : body.area
      const version = newest.get(row.id) ?? row.version
      const whole = {
        ...row,
        version,
        area,
        area_name: names.areas.get(area) ?? '',
        body: body.id,
        body_name: name,
      }
      return toWireRecord(register, whole, keys)
    })
    return { register: register.id, label: register.dossier, records, source: rows[0]?.source ?? null }
  })
}
