import type { Kysely } from 'kysely'
import type { Keys } from '#server/database/crypt.ts'
import type { Clock } from './clock.ts'

/** What every module of the server is given; made once in main.ts. */
export interface Services {
  app: Kysely<unknown>
  keys: Keys
  clock: Clock
  /** The county of this deployment: its code, and whether it is the fictional one. */
  deployment: { area: string; areaName: string; demo: boolean }
}
