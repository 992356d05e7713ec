import type { Values } from '#core/kernel/field.ts'
import type { BodyKind } from '#core/values/body-name.ts'
import type { AddressForm } from './addresses.ts'
import type { ExampleDays } from './days.ts'
import type { CapitalForm } from './written.ts'

/** Figures to be changed, by register: one record changes the latest of the body, a list replaces all. */
export type Patch = Readonly<Record<string, Values | readonly Values[]>>

/** What one body of the county is there to show. */
export interface Story {
  /** Stable; `members-4` and the like. */
  id: string
  /** In a clerk's words. */
  says: string
  /** The rule (`document/rule`) that it is about; null where it is about the import. */
  rule: string | null
  /**
   * `finding`: the rule fails. `clear`: it passes or does not apply, though it stands near the threshold. `unknown`:
   * figures are missing, which is no finding. `asked`: the import refuses the row or has to ask a person.
   */
  verdict: 'finding' | 'clear' | 'asked' | 'unknown'
  /** How many bodies tell it; 1. */
  times?: number
  kind?: BodyKind
  set?: (days: ExampleDays) => Patch
  /** Registers or fields that the county has not learned, though others know them. */
  unknown?: readonly string[]
  written?: {
    creditCode?: 'missing' | 'wrong-digit' | 'old-number' | 'company' | 'small-letters' | 'twin'
    capital?: CapitalForm
    address?: AddressForm
    state?: string
    registeredOn?: string
    /** Registered in the year whose report is not yet due. */
    young?: boolean
    /** The name of the body before it, in another township. */
    sameName?: boolean
    /** Stands in both sheets of the registry list, the second time without its capital. */
    twice?: boolean
  }
}
