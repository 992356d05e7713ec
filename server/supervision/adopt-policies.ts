/** A place takes up policies: plans of another place hold here too, from a day on. */
import { sql, type Kysely } from 'kysely'
import type { PolicyDocument } from '#core/kernel/policy.ts'

/** Adopts the plans of these ids that do not bind the place by themselves; gives the titles of all of them. */
export async function adoptPolicies(
  trx: Kysely<unknown>,
  documents: readonly PolicyDocument[],
  of: { policies: readonly string[]; area: string; day: string; ground: string },
): Promise<string[]> {
  const titles: string[] = []
  for (const { id, title, area } of documents.filter((one) => of.policies.includes(one.id))) {
    titles.push(title)
    if (of.area.startsWith(area)) continue
    await sql`
      insert into adoption (document, area, from_day, ground) values (${id}, ${of.area}, ${of.day}, ${of.ground})`.execute(
      trx,
    )
  }
  return titles
}
