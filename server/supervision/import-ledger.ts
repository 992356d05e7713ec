/** A ledger from file to records by the command line: areas, rows, batch and findings, in the caller's one transaction. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { keepUpperAreas } from '#server/regions/keep-areas.ts'
import { keepBatch } from '#server/registry/imports/batches.ts'
import { reportOf, type LedgerReport } from '#server/registry/imports/report.ts'
import type { Prepared } from '#server/registry/imports/candidate.ts'
import { planPrepared, writePlanned, type ImportServices } from '#server/registry/imports/run.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { countUnknown } from './judge.ts'

export interface LedgerToImport {
  bytes: Uint8Array
  fileName: string
  /** The file as read; that needs no database. */
  prepared: Prepared
  /** Id of the register; null takes every sheet by its headings. */
  register: string | null
  /** Rows that lie elsewhere are refused; null takes the whole file. */
  area: string | null
  asOf: string
  /** Who ran the command, by the operating system's name. */
  receiver: string
}

export interface ImportedLedger extends LedgerReport {
  /** The batch, by which it can be taken back. */
  id: string
  /** Open findings of the bodies of the ledger. */
  findings: number
  /** Rules that can not be judged yet, summed over these bodies. */
  unknown: number
}

/** Writes the ledger whole, and the batch as its provenance. */
export async function importLedger(
  trx: Transaction<unknown>,
  services: SupervisionServices & ImportServices,
  ledger: LedgerToImport,
): Promise<ImportedLedger> {
  const { bytes, fileName, register, asOf, receiver } = ledger
  const id = randomUUID()
  const fallbackArea = ledger.area ?? services.deployment.area
  const planned = await planPrepared(trx, services, {
    prepared: ledger.prepared,
    request: {
      fileName,
      onlyArea: ledger.area,
      fallbackArea,
      asOf,
      createBodies: false,
      importId: id,
      sender: null,
      receiver,
    },
  })
  await keepUpperAreas(trx)
  await writePlanned(trx, services, planned.plan)
  const home = fallbackArea.slice(0, 6).padEnd(6, '0')
  const area = fallbackArea === '' ? '00' : fallbackArea
  const batch = { id, home, area, fileName, bytes, asOf, sender: null, receiver, file: null, register }
  await keepBatch(trx, batch, { planned, state: 'done' })
  const report = reportOf(planned)
  return { id, ...report, ...(await openOf(trx, services, report.bodies)) }
}

async function openOf(
  trx: Transaction<unknown>,
  services: SupervisionServices,
  bodies: readonly string[],
): Promise<Pick<ImportedLedger, 'findings' | 'unknown'>> {
  const { rows } = await sql<{ open: bigint }>`
    select count(*) as open from finding where closed_on is null and body = any (${[...bodies]}::uuid[])`.execute(
    trx,
  )
  const day = services.clock.today()
  const areas = await areasOn(trx, services, day)
  return { findings: Number(rows[0]?.open ?? 0n), unknown: await countUnknown(trx, areas, bodies) }
}
