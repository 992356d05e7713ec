/** The policies of this deployment: what stands in policy/, and what the place has adopted, set and confirmed. */
import { sql, type Kysely } from 'kysely'
import { policyInForce, policyPlaces, type InForce, type PolicyBooks } from '#core/kernel/in-force.ts'
import type { Adoption, Override, PolicyDocument } from '#core/kernel/policy.ts'
import { readParameterValue } from './parameter-values.ts'

/** Reads what the place has put in force; the documents are those loaded at start. */
export async function loadBooks(
  db: Kysely<unknown>,
  documents: readonly PolicyDocument[],
): Promise<PolicyBooks> {
  const adoptions = await sql<Adoption>`
    select document, area, number, from_day as "from", to_day as "to", slots from adoptions_said() order by place, id`.execute(
    db,
  )
  const values = await sql<{
    document: string
    parameter: string
    area: string
    from: string
    value: string | null
    ground: string
  }>`
    select document, parameter, area, from_day as "from", value, ground from parameter_values_said() order by place, id`.execute(
    db,
  )
  const overrides = values.rows.flatMap((row): Override[] => {
    const parameter = documents.flatMap((one) => one.parameters).find((one) => one.id === row.parameter)
    if (!parameter) return []
    if (row.value === null) return [{ ...row, value: null }]
    const literal = readParameterValue(parameter, row.value)
    return literal.ok ? [{ ...row, value: literal.value }] : []
  })
  return { documents, adoptions: adoptions.rows, overrides }
}

export interface PolicyArea {
  /** Bodies at or below this code … */
  area: string
  /** … but not at or below these, where another policy holds. */
  but: readonly string[]
  inForce: InForce
}

/** The places where policy differs, each with what is in force there on the day. */
export function policyAreas(books: PolicyBooks, day: string): PolicyArea[] {
  const places = policyPlaces(books)
  return places.map((area) => ({
    area,
    but: places.filter((other) => other !== area && other.startsWith(area)),
    inForce: policyInForce(books, { area, day }),
  }))
}

/** What is in force where a body lies. */
export function inForceAt(areas: readonly PolicyArea[], area: string): InForce {
  const nearest = areas
    .filter((one) => area.startsWith(one.area))
    .toSorted((a, b) => b.area.length - a.area.length)[0]
  if (!nearest) throw new Error('national law is in force everywhere')
  return nearest.inForce
}
