import { addDays } from '../values/day.ts'
import { procedure, type Procedure } from './procedure.ts'

/** A procedure whose items and actions stand in the tables that all of them have in common. */
export interface ItemProcedure extends Procedure {
  /** Begins the numbers of its items: RW2026-0001. */
  prefix: string
  /** Whether an item belongs to one body or to an area. */
  of: 'body' | 'area'
  /** Who may open one. */
  opens: readonly string[]
  /** Days before the deadline from which it is shown in yellow. */
  warnDays: number
  /** Whose inbox an item in this state stands in, and what is said there. */
  waiting: Readonly<Record<string, Waiting>>
}

export interface Waiting {
  roles: readonly string[]
  /** unit: who belongs to the lead or a helping unit; area: whose area holds that of the item; all: whoever sees it. */
  of: 'unit' | 'area' | 'all'
  /** What is to be done with it: 请下达到牵头单位. */
  says: string
}

/** Conditions that the common runtime finds out for every procedure. */
export const OWN_UNIT = 'ownUnit'
export const OWN_AREA = 'ownArea'

const WARN_DAYS = 7

type Declared = Omit<ItemProcedure, 'id' | 'warnDays'> & Partial<Pick<ItemProcedure, 'warnDays'>>

/** Declares a procedure of the common tables. */
export function itemProcedure(id: string, declared: Declared): ItemProcedure {
  return { warnDays: WARN_DAYS, ...procedure(id, declared), ...pick(declared) }
}

function pick({ prefix, of, opens, waiting, warnDays }: Declared) {
  return { prefix, of, opens, waiting, ...(warnDays !== undefined && { warnDays }) }
}

/** red: past its deadline; yellow: so near that it has to be looked after; none: there is time, no deadline, or it has ended. */
export type Light = 'red' | 'yellow' | 'none'

/** How an item stands to its deadline; the day of the deadline itself is not late. */
export function lightOf(
  of: Pick<ItemProcedure, 'states' | 'warnDays'>,
  item: { state: string; dueOn: string | null },
  today: string,
): Light {
  if (item.dueOn === null || of.states[item.state]?.final === true) return 'none'
  if (item.dueOn < today) return 'red'
  return item.dueOn <= addDays(today, of.warnDays) ? 'yellow' : 'none'
}
