import type { PolicyDocument } from '#core/kernel/policy.ts'
import type { Register } from '#core/kernel/register.ts'
import type { Kysely } from 'kysely'
import type { Services } from '#server/services.ts'
import { loadBooks, policyAreas, type PolicyArea } from './books.ts'

/** What supervision is given beyond what every module gets. */
export interface SupervisionServices extends Services {
  documents: readonly PolicyDocument[]
  registers: readonly Register[]
}

/** The policies in force on a day, place by place. */
export async function areasOn(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  day: string,
): Promise<PolicyArea[]> {
  return policyAreas(await loadBooks(trx, services.documents), day)
}
