import type { Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Services } from '#server/services.ts'
import type { ImportServices } from '../imports/run.ts'

/** A cell that a rule lacks. */
export interface MissingCell {
  register: string
  field: string
}

/** Which bodies are meant: those at or below an area, or those named; of rules, those that it is about. */
export interface AskedScope {
  area?: string | undefined
  bodies?: readonly string[] | undefined
}

/** What the forms are given beyond what every module gets. */
export interface HandoutServices
  extends Pick<Services, 'keys' | 'clock' | 'deployment'>, Pick<ImportServices, 'bodyRegister' | 'onChange'> {
  registers: readonly Register[]
  /** The cells without which these rules can not be judged, body by body. Judging stands to the right of this module. */
  missingCells: (
    trx: Kysely<unknown>,
    asked: AskedScope & { rules: readonly string[] },
  ) => Promise<readonly { body: string; cells: readonly MissingCell[] }[]>
}

/** The registers that forms ask for. */
export function askable(services: Pick<HandoutServices, 'registers'>): Register[] {
  return services.registers.filter((one) => one.askable)
}
