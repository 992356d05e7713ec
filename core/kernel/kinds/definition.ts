import type { z } from 'zod'
import type { DateSystem } from '../../values/day.ts'
import type { Outcome } from '../../values/outcome.ts'
import type { Problem } from '../../values/problem.ts'
import type { Cell } from '../cell.ts'
import type { FieldOf, Kind, ValueOf } from '../field.ts'

/** What is known about a cell from outside it. */
export interface CellContext {
  /** The heading of its column as the sheet has it: its brackets may name the unit. */
  heading: string
  dateSystem?: DateSystem
}

/** How each kind travels in JSON: money as a decimal string in yuan, all others as they are. */
export interface WireOf extends Omit<ValueOf, 'money'> {
  money: string
}
export type Wire = WireOf[Kind]

/** All that a kind of field means, apart from any edge. */
export interface KindDefinition<K extends Kind> {
  /**
   * The value of a spreadsheet cell; null is unknown (empty, N/A, —, /, and 无 where the kind holds no words). A value
   * that can not be had is a failure whose problems say why; the row's own rule stands in rows.ts.
   */
  parse(cell: Cell, field: FieldOf<K>, context: CellContext): Outcome<ValueOf[K] | null>
  /** What stands against a value that comes from a form or a program; empty when nothing does. */
  check(value: ValueOf[K], field: FieldOf<K>): Problem[]
  /** The text for screens and exports. A secret prints masked. */
  print(value: ValueOf[K], field: FieldOf<K>): string
  toWire(value: ValueOf[K]): WireOf[K]
  /** The value of a wire form that `zod(field)` has accepted. */
  fromWire(wire: WireOf[K]): ValueOf[K]
  /** The wire form, with its limits and Chinese messages. */
  zod(field: FieldOf<K>): z.ZodType<WireOf[K]>
}
