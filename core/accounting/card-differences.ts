/** The cards of the assets that are there against the accounts behind them: cost, and depreciation taken. */
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'
import { wornBy, type AssetCard } from './depreciation.ts'
import { CARDED } from './opening-cards.ts'

/** Amounts of depreciation above zero. */
export interface CardDifference {
  account: string
  cards: Fen
  books: Fen
}

/**
 * Accounts whose cards do not add up to what the books say. `through` is the last month whose depreciation has to stand: a
 * month that was closed without it is told here, since no run comes back to it. `books`: balances, debit above zero.
 */
export function cardDifferences(
  cards: readonly AssetCard[],
  { books, through }: { books: ReadonlyMap<string, Fen>; through: Day },
): CardDifference[] {
  return Object.entries(CARDED).flatMap(([account, gathered]) => {
    const own = cards.filter((card) => card.account === account && card.disposedOn === null)
    const sum = (of: (card: AssetCard) => Fen): Fen => own.reduce((total, card) => total + of(card), 0n)
    const all = [{ account, cards: sum((card) => card.cost), books: books.get(account) ?? 0n }]
    if (gathered !== null)
      all.push({
        account: gathered,
        cards: sum((card) => wornBy(card, through)),
        books: -(books.get(gathered) ?? 0n),
      })
    return all.filter((one) => one.cards !== one.books)
  })
}
