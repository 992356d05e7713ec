import type { ItemProcedure } from '../kernel/item-procedure.ts'
import { policyTask } from '../targets/policy-task.ts'

/** Every procedure of the common tables. A new one appears here. */
export const itemProcedures: readonly ItemProcedure[] = [policyTask]
