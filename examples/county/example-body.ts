import type { Values } from '#core/kernel/field.ts'
import type { BodyKind } from '#core/values/body-name.ts'
import type { WrittenAddress } from './addresses.ts'
import type { Trade } from './words.ts'
import type { CapitalForm, DayStyle } from './written.ts'

/** The records of a body by register; the keys are those of the register declarations. */
export type Records = Readonly<Record<string, readonly Values[]>>

/** One body of the fictional county: what is true of it, and how the offices' lists write it. */
export interface ExampleBody {
  /** Its number, 0 first. */
  no: number
  kind: BodyKind
  trade: Trade
  /** The name that all sheets use. */
  name: string
  /** What is true, in the fields of the body register; the address is the true one of `address`. */
  values: Values
  address: WrittenAddress
  /** How the registry list writes it. */
  written: {
    creditCode: string | null
    capital: CapitalForm
    day: DayStyle
    kind: string | null
    state: string | null
  }
  /** Id of the story that it tells; null for an ordinary body, of which no rule finds anything. */
  story: string | null
  /** Whether households or villages put money into it. */
  invested: boolean
  /** What is true in every other register, known to the county or not. */
  records: Records
  /** Registers, and single fields as `register.field`, that the county's own sheets leave out. */
  unknown: ReadonlySet<string>
}

/** Whether the county's sheets hold that register, or that field of it, for the body. */
export function isKnown(body: ExampleBody, register: string, field?: string): boolean {
  return !body.unknown.has(register) && !(field !== undefined && body.unknown.has(`${register}.${field}`))
}

/** The records of a body in one register; none where it has none. */
export function recordsOf(body: ExampleBody, register: string): readonly Values[] {
  return body.records[register] ?? []
}
