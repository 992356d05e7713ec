import type { Chance } from './chance.ts'
import type { Patch, Story } from './story.ts'

/** What the county may not have heard of, register by register. */
const REGISTERS = [
  'member_summary',
  'annual_report',
  'operating_status',
  'five_haves',
  'survey',
  'dividend_summary',
  'officer',
  'document',
] as const

/** Columns that clerks leave empty though they fill the row. */
const COLUMNS = [
  'member_summary.farmers',
  'member_summary.organisations',
  'member_summary.publicUnits',
  'member_summary.memberAccounts',
  'annual_report.distributable',
  'operating_status.lastBusinessOn',
  'survey.exitReady',
] as const

/** A third of what a body could tell is not known; what its story needs always is. */
export function unknownOf(story: Story | null, patch: Patch, chance: Chance): ReadonlySet<string> {
  const drawn = [
    ...REGISTERS.filter(() => chance.hit(1, 3)),
    ...COLUMNS.filter(() => chance.hit(1, 9)),
  ].filter((one) => !Object.hasOwn(patch, one.replace(/\..*/, '')))
  return new Set([...drawn, ...(story?.unknown ?? [])])
}
