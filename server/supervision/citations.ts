/** Citations `document#clause` as a reader sees them. */
import type { WireFinding } from '#contract/registry.ts'
import { clashesAt, clashesOf } from '#core/kernel/clash.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { clauseLabel } from './summary.ts'

/** 《农民专业合作社法》第12条（设立条件） for cooperative-law#第12条; what cites nothing known stays as written. */
export function citationLabel(citation: string, documents: readonly PolicyDocument[]): string {
  const [id = '', clause = ''] = citation.split('#')
  const document = documents.find((one) => one.id === id)
  const heading = document?.clauses.find((one) => one.id === clause)?.heading
  return clauseLabel(document?.title ?? id, clause, heading)
}

/** The clashes of clauses that the findings of a rule stand in at a place, both clauses named. */
export function clashesOfRule(
  rule: string,
  inForce: InForce,
  documents: readonly PolicyDocument[],
): WireFinding['clashes'] {
  return clashesOf(clashesAt(inForce, []), { rule }).map(({ clash }) => ({
    id: clash.id,
    label: clash.label,
    between: clash.sides.map(({ at }) => citationLabel(at, documents)).join('与'),
  }))
}
