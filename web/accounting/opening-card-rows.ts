/** The rows with which cards of opening balances begin. */
import type { NewCard } from '#contract/accounting/assets.ts'
import { fenOfWire } from '#core/values/money.ts'

export interface TypedCard {
  account: NewCard['account']
  name: string
  acquiredOn: string
  cost: string
  worn: string
  residual: string
  /** Months that are left; null until somebody says so. */
  months: number | null
  use: '523' | '401' | '521' | '529'
}

/** One row for each asset that the conversion or the count told of, an empty one for an account of which they told nothing. */
export function openingRows(
  open: readonly { account: string }[],
  told: readonly { account: string; name: string; cost: string; worn: string }[],
): TypedCard[] {
  return open.flatMap(({ account }): TypedCard[] => {
    const named = told.filter((one) => one.account === account && (fenOfWire(one.cost) ?? 0n) > 0n)
    const base = {
      account: account as NewCard['account'],
      acquiredOn: '',
      residual: '',
      months: account === '141' || account === '144' ? 0 : null,
      use: '401' as const,
    }
    return named.length === 0
      ? [{ ...base, name: '', cost: '', worn: '' }]
      : named.map(({ name, cost, worn }) => ({ ...base, name, cost, worn: worn === '0.00' ? '' : worn }))
  })
}
