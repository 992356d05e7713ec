import type { InForce } from './in-force.ts'
import type { ClauseClash } from './policy.ts'

/** What a place has decided about a clash; append-only, the last one holds. `option` null takes the choice back. */
export interface ClashChoice {
  clash: string
  area: string
  option: string | null
  from: string
  ground: string
}

/** A clash where it stands: at least two of its clauses bind there. */
export interface StandingClash {
  clash: ClauseClash
  /** The choice of the place; null while nobody has chosen, and then the first option holds. */
  choice: ClashChoice | null
}

/** The clashes among the documents in force at a place (N05), each with what the nearest area has chosen by that day. */
export function clashesAt(
  inForce: Pick<InForce, 'documents' | 'area' | 'day'>,
  choices: readonly ClashChoice[],
): StandingClash[] {
  const binding = new Set(inForce.documents.map((one) => one.document.id))
  return inForce.documents
    .flatMap((one) => one.document.clashes)
    .filter((clash) => clash.sides.filter(({ at }) => binding.has(documentOf(at))).length >= 2)
    .map((clash) => ({ clash, choice: choiceAt(clash, inForce, choices) }))
}

/** The last decision of each area, the nearest that has not taken it back. */
function choiceAt(
  clash: ClauseClash,
  place: Pick<InForce, 'area' | 'day'>,
  choices: readonly ClashChoice[],
): ClashChoice | null {
  const here = choices.filter(
    (one) => one.clash === clash.id && place.area.startsWith(one.area) && one.from <= place.day,
  )
  const last = here.filter((one, at) => !here.slice(at + 1).some((later) => later.area === one.area))
  const standing = last.filter((one) => one.option !== null)
  return standing.toSorted((a, b) => b.area.length - a.area.length)[0] ?? null
}

/** The document of a citation `document#clause`. */
export function documentOf(citation: string): string {
  return citation.slice(0, citation.indexOf('#'))
}

/** The option that holds: the chosen one, else the first, which keeps the floor of the law. */
export function optionHeld({ clash, choice }: StandingClash): ClauseClash['options'][number] | undefined {
  return clash.options.find((one) => one.id === choice?.option) ?? clash.options[0]
}

/** The clashes that a rule or a parameter stands in. */
export function clashesOf(
  standing: readonly StandingClash[],
  of: { rule?: string; parameter?: string },
): StandingClash[] {
  return standing.filter(
    ({ clash }) =>
      (of.rule !== undefined && clash.rules.includes(of.rule)) ||
      (of.parameter !== undefined && clash.parameters.includes(of.parameter)),
  )
}
