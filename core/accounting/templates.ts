/** The business templates: every row of the table of entries of the accounting system that a cooperative meets in its year. */
import type { Template } from './template.ts'
import { COSTS } from './templates-costs.ts'
import { GRANTS, SHARES } from './templates-members.ts'
import { REWARDS } from './templates-rewards.ts'
import { AGENCY, BUYING } from './templates-trade.ts'

export const TEMPLATES: readonly Template[] = [
  ...BUYING,
  ...AGENCY,
  ...GRANTS,
  ...SHARES,
  ...COSTS,
  ...REWARDS,
]

const BY_ID = new Map(TEMPLATES.map((one) => [one.id, one]))

/** The template of that id. */
export function templateOf(id: string): Template | undefined {
  return BY_ID.get(id)
}
