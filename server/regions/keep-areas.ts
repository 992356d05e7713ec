/** Lays the areas of the national list into the database as far as they are needed: for names in lists and for choosing. */
import { sql, type Kysely } from 'kysely'
import type { Area } from '#core/regions/area.ts'
import { areaDataset } from './dataset.ts'
import { addAreas } from './store.ts'

/** Beyond so many counties, only the villages in which something lies are laid in. */
const WHOLE_COUNTIES = 12

/** Provinces down to townships of all China, where no area stands yet. */
export async function keepUpperAreas(trx: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`select exists (select from area) as held`.execute(trx)
  if (!rows[0]?.held) await addAreas(trx, areaDataset().upper(), areaDataset().source)
}

/** The villages of the counties in which these places lie: whole counties of a few, of many only what is named. */
export async function keepVillages(trx: Kysely<unknown>, places: Iterable<string>): Promise<void> {
  const missing = await missingVillages(trx, places)
  const counties = new Set(missing.map((code) => code.slice(0, 6)))
  if (counties.size === 0) return
  const named = new Set(missing)
  const all = areaDataset().whole(counties)
  const wanted =
    counties.size <= WHOLE_COUNTIES
      ? all
      : all.filter(({ code, level }) => level === 'township' || named.has(code))
  const above = areaDataset()
    .upper()
    .filter(({ code }) => code.length <= 6 && [...counties].some((county) => county.startsWith(code)))
  await addAreas(trx, [...above, ...wanted], areaDataset().source)
}

/** Everything at and below an area (a county, or a city with its counties), and all of China down to townships. */
export async function keepWholeOf(trx: Kysely<unknown>, area: string): Promise<void> {
  await keepUpperAreas(trx)
  const data = areaDataset()
  const counties = data.upper().filter(({ code }) => code.length === 6 && code.startsWith(area))
  await addAreas(trx, data.whole(counties.map(({ code }) => code)), data.source)
}

async function missingVillages(trx: Kysely<unknown>, places: Iterable<string>): Promise<string[]> {
  const codes = [...new Set(places)].filter((code) => code.length === 12)
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${codes}::text[]) code
    where not exists (select from area a where a.code = code.code collate "C")`.execute(trx)
  return rows.map((row) => row.code)
}

/** Only what is needed to name these places: they themselves and all above them. For a database that is thrown away. */
export async function keepNamesOf(trx: Kysely<unknown>, places: Iterable<string>): Promise<void> {
  const wanted = new Set(
    [...places].flatMap((code) => [2, 4, 6, 9, 12].map((length) => code.slice(0, length))),
  )
  const counties = [...wanted].filter((code) => code.length === 12).map((code) => code.slice(0, 6))
  const data = areaDataset()
  const areas = [...data.upper(), ...data.whole(counties)].filter(({ code }) => wanted.has(code))
  await addAreas(trx, [...new Map(areas.map((one): [string, Area] => [one.code, one])).values()], data.source)
}
