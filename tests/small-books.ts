/** A book in the small county: a body with members, an accountant, and vouchers posted through the use case. */
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { openBook, postVoucher, type Posted, type VoucherRequest } from '#server/accounting/post-voucher.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { must } from './must.ts'
import { HOME, TOWN_A, type SmallCounty } from './small-county.ts'

export interface SmallBook {
  body: string
  members: string[]
  accountant: Caller
  post: (lines: readonly VoucherLine[], more?: Partial<VoucherRequest>) => Promise<Posted>
}

/** Opens a book from 2023-01-01 for a new body with three members. */
export async function smallBook(
  county: SmallCounty,
  username = 'kuaiji',
  values: Record<string, unknown> = {},
): Promise<SmallBook> {
  const body = await county.addBody(TOWN_A, values)
  const accountant = await county.person(username, 'accountant', { bodies: [body] })
  const members: string[] = []
  for (const person of ['成员甲', '成员乙', '成员丙'])
    members.push(
      await county.add(
        'member',
        { person, kind: '农民', joined_on: '2020-01-01' },
        { body, area: TOWN_A, day: '2020-01-01' },
      ),
    )
  await withScope(county.db, accountant.scope, async (trx) => {
    must(await openBook(trx, { home: HOME, body, area: TOWN_A, startedOn: '2023-01-01' }))
  })
  const post: SmallBook['post'] = (lines, more = {}) =>
    withScope(county.db, accountant.scope, async (trx) =>
      must(
        await postVoucher(trx, {
          home: HOME,
          body,
          area: TOWN_A,
          on: '2023-03-15',
          summary: '试记一笔',
          lines,
          ...more,
        }),
      ),
    )
  return { body, members, accountant, post }
}
