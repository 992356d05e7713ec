import type { ComponentType, LazyExoticComponent } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import type { ItemProcedure } from '#core/kernel/item-procedure.ts'

/** A part of the form of one action that only this procedure has; what it gives travels as payload. */
export interface PartProps {
  item: Item
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
}

type Lazy<P> = LazyExoticComponent<ComponentType<P>>

export interface Asks {
  files?: string
  dueOn?: string
  missing?: (payload: Readonly<Record<string, unknown>>) => string[]
}

/** What a module says and shows of its procedure; everything else is the same for all. */
export interface ProcedurePages {
  of: ItemProcedure
  /** Title of its list. */
  title: string
  says: string
  /** What an empty list says, and what to do. */
  empty: string
  /** Heading of the column with the title of an item. */
  itemWord: string
  /** Whether its items are given to units. */
  units: boolean
  /** Above the list: figures, buttons that open items. */
  Head?: Lazy<object>
  /** Buttons at the right of the title. */
  Actions?: Lazy<object>
  /** On the page of an item, above its past. */
  Detail?: Lazy<{ item: Item }>
  /** By action. */
  parts?: Readonly<Record<string, Lazy<PartProps>>>
  /** Actions that end the matter without what it was begun for: never put forward as the next step. */
  ends?: readonly string[]
  /** By action: the address of a page of its own, in place of the form. */
  places?: Readonly<Record<string, (item: Item) => string>>
  /** By action: what its common fields are called here, and what of its own part is missing. */
  asks?: Readonly<Record<string, Asks>>
}

/** Every procedure of the common tables; put in by the router, since procedures belong to modules of the domain. */
let declared: readonly ProcedurePages[] = []

/** Makes the procedures known to the generic pages; done once, before the first page. */
export function declareProcedures(pages: readonly ProcedurePages[]): void {
  declared = pages
}

/** The pages of the procedure of that id. */
export function pagesOf(id: string): ProcedurePages | undefined {
  return declared.find((one) => one.of.id === id)
}
