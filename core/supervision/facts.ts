import type { Fact } from '../kernel/fact.ts'
import { auditFacts } from './audit-facts.ts'
import { boardFacts } from './board-facts.ts'
import { campaignFacts } from './campaign-facts.ts'
import { grantFacts } from './grant-facts.ts'
import { meetingFacts } from './meeting-facts.ts'
import { memberFacts } from './member-facts.ts'
import { moneyFacts } from './money-facts.ts'
import { runningFacts } from './running-facts.ts'
import { standingFacts } from './standing-facts.ts'

/** Every fact per body; a column (two for a ratio) each in the wide table. */
export const bodyFacts: readonly Fact[] = [
  ...standingFacts,
  ...runningFacts,
  ...campaignFacts,
  ...moneyFacts,
  ...auditFacts,
  ...grantFacts,
  ...boardFacts,
  ...memberFacts,
  ...meetingFacts,
]

export const factsById: ReadonlyMap<string, Fact> = new Map(bodyFacts.map((one) => [one.id, one]))

/** Facts that no rule reads: shown on the page and used to choose among the six modes of rectification. */
export const SHOWN_ONLY: readonly string[] = [
  'debt_amount',
  'willing_to_lead',
  'member_households',
  'weak_members',
]
