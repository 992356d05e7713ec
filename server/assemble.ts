/** Puts the parts together that the web server, the command line and tests share. */
import path from 'node:path'
import type { Kysely } from 'kysely'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { body } from '#core/registry/body.ts'
import { registers } from '#core/reporting/registers.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { chainOf, type Chain } from './access/audit-chain.ts'
import { auditLeavings } from './audits/plan.ts'
import type { Clock } from './clock.ts'
import { programVersion, ROOT } from './config.ts'
import type { Backups } from './database/backup/automatic.ts'
import { bookLedgers } from './accounting/ledgers.ts'
import type { Database } from './database/connect.ts'
import { openKeys, type Keys } from './database/crypt.ts'
import { readDeployment, type Deployment } from './deployment.ts'
import { makeFinder } from './regions/finder.ts'
import { placeFinder } from './registry/imports/placement.ts'
import type { ImportServices } from './registry/imports/run.ts'
import type { MergeServices } from './registry/merges/merge.ts'
import { meetingLedgers } from './governance/ledgers.ts'
import { shareLedgers } from './membership/ledgers.ts'
import { everythingRelied } from './reporting/everything-relied.ts'
import { loadBooks, policyAreas } from './supervision/books.ts'
import { checkToday } from './supervision/findings.ts'
import { knownParts } from './supervision/policy-known.ts'
import { loadPolicies } from './supervision/policy-loader.ts'
import type { SupervisionServices } from './supervision/services.ts'

export interface Assembled extends SupervisionServices, MergeServices {
  chain: Chain
  backups: Backups
  shippedCalendar: HolidayCalendar
}

export const NOT_SET_UP: Deployment = { area: '', areaName: '（尚未初始化）', demo: false }

/** Reads the policies and binds the modules to a database and a clock. Fails with every fault of policy/. */
export async function assemble(
  database: Pick<Database<unknown>, 'app' | 'owner' | 'kind' | 'secrets'>,
  clock: Clock,
): Promise<Outcome<Assembled>> {
  const library = await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
  if (!library.ok) return library
  const { documents, holidays } = library.value
  const keys = openKeys(database.secrets)
  const dataDir = path.dirname(database.secrets.folder)
  return done({
    app: database.app,
    clock,
    chain: chainOf(database.app, keys, dataDir),
    backups: { ...database, dataDir, keyFolder: database.secrets.folder, program: programVersion() },
    deployment: (await readDeployment(database.app)) ?? NOT_SET_UP,
    documents,
    shippedCalendar: holidays,
    relied: everythingRelied(documents),
    ledgers: [bookLedgers, shareLedgers, meetingLedgers],
    ...importServices({ keys, documents, clock }),
  })
}

/** Imports whose figures and findings follow in the same transaction. */
export function importServices(of: {
  keys: Keys
  documents: readonly PolicyDocument[]
  clock: Clock
}): ImportServices {
  const { keys, documents, clock } = of
  return {
    registers,
    bodyRegister: body,
    keys,
    finderFor: async (trx, { words, area }) =>
      placeFinder(await makeFinder(trx, { words, area, day: clock.today() })),
    onChange: async (trx, bodies, takenBackSince) => {
      await follow(trx, { documents, day: clock.today(), bodies, takenBackSince })
    },
  }
}

/**
 * Lets facts, verdicts and findings of these bodies follow what was just written; a post that was left opens its audit. Gives
 * how many bodies were judged.
 */
export async function follow(
  trx: Kysely<unknown>,
  of: {
    documents: readonly PolicyDocument[]
    day: string
    /** Without them all, and of these only what has changed is judged. */
    bodies?: readonly string[]
    takenBackSince?: Date | undefined
  },
): Promise<number> {
  if (of.bodies?.length === 0) return 0
  const areas = policyAreas(await loadBooks(trx, of.documents), of.day)
  await auditLeavings(trx, of)
  return checkToday(trx, areas, of)
}
