/** A borrowing that the county allowed stands in the register of debts from that act on, with the number of its project. */
import { allowedDebt, projectContent, type AllowedDebt } from '#contract/reviews/projects.ts'
import { villageDebt } from '#core/regions/village-debt.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import type { Acting, Given } from '#server/procedure/act.ts'
import type { ItemRow } from '#server/procedure/store.ts'
import { createRecord } from '#server/register/change.ts'

/** What was agreed with the creditor. Errors: project-debt. */
export function debtOf(typed: Record<string, unknown>, today: string): AllowedDebt {
  const read = allowedDebt.safeParse({ borrowedOn: today, ...typed })
  if (!read.success) {
    const says = [...new Set(read.error.issues.map((issue) => issue.message))]
    throw new Refusal(
      422,
      says.map((one) => refused('project-debt', one)),
    )
  }
  const { borrowedOn, dueOn } = read.data
  if (dueOn !== undefined && dueOn < borrowedOn)
    throw new Refusal(422, [
      refused('project-debt', `到期日期不能早于借款日期 ${borrowedOn}，请改日期`, { field: 'dueOn' }),
    ])
  return read.data
}

const NAME_MAX = 100

/** Writes the debt; nothing where the project borrows nothing. Errors: those of the register. */
export async function openDebt(
  { trx, today }: Acting,
  item: ItemRow,
  of: { given: Given; keys: Keys },
): Promise<void> {
  const { borrow, business } = projectContent.parse(item.payload)
  if (borrow === '0') return
  const { creditor, borrowedOn, dueOn, rate, collateral } = debtOf(of.given.payload ?? {}, today)
  const amount = wireOfFen(BigInt(borrow))
  const after = `借款（${item.code}）`
  take(
    await createRecord(trx, villageDebt, {
      entry: {
        home: item.home,
        area: item.area,
        today,
        values: {
          name: `${item.title.slice(0, NAME_MAX - after.length)}${after}`,
          creditor,
          borrowedOn,
          principal: amount,
          balance: amount,
          dueOn: dueOn ?? null,
          rate: rate || null,
          collateral: collateral || null,
          purpose: business.slice(0, 200) || null,
          approvedBy: `${item.code} 经研究同意举债`,
          project: item.code,
          ground: '项目论证',
        },
      },
      keys: of.keys,
    }),
  )
}
