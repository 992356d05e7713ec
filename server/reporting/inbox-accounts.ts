/** What of the inbox is about accounts. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { inboxItem } from '#contract/reporting.ts'
import { may, type Role } from '#core/access/role.ts'
import { unusedBefore } from '#core/access/unused.ts'
import { readRules } from '#server/access/security-routes.ts'
import { unusedSince } from '#server/access/store.ts'
import type { Clock } from '#server/clock.ts'

type Item = z.infer<typeof inboxItem>

/** What the security administrator is told of accounts; locking them is his press. */
export async function accountItems(
  trx: Kysely<unknown>,
  services: { clock: Clock },
  role: string,
): Promise<Item[]> {
  if (!may(role as Role, 'manageUsers')) return []
  const { unusedDays } = await readRules(trx)
  const count = await unusedSince(trx, unusedBefore(services.clock.now(), unusedDays))
  if (count === 0) return []
  return [
    {
      kind: 'unusedAccounts',
      title: '长期不用的账号',
      says: `${count} 个账号超过 ${unusedDays} 天没有人用，请核实后停用`,
      link: '/admin/users?unused=1',
      count,
      dueOn: null,
      late: false,
    },
  ]
}
