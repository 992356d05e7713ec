/** Assets that a book opens with: their cards come to what the opening balances say, to the fen. */
import { fenOfWire, printYuan, type Fen } from '../values/money.ts'
import { refused, type Problem } from '../values/problem.ts'
import { accountLabel } from './chart.ts'
import { stockKindOf, type StockItem } from './stock-taking.ts'

/** Accounts whose opening balance stands behind cards, each with the one where its depreciation is gathered. */
export const CARDED: Readonly<Record<string, string | null>> = {
  '151': '152',
  '142': '143',
  '161': '162',
  '141': null,
  '144': null,
}

/** What of a card the opening balances say. */
export interface OpeningCard {
  account: string
  cost: Fen
  /** Depreciation taken before the book began. */
  worn: Fen
}

/** One account side by side; amounts of depreciation above zero. */
export interface OpeningStanding {
  account: string
  books: Fen
  cards: Fen
  wornBooks: Fen
  wornCards: Fen
}

/** How cards and opening balances stand, for every account that has one or the other. `balances`: debit above zero. */
export function openingStandings(
  cards: readonly OpeningCard[],
  balances: ReadonlyMap<string, Fen>,
): OpeningStanding[] {
  const sum = (account: string, of: (card: OpeningCard) => Fen): Fen =>
    cards.reduce((total, card) => (card.account === account ? total + of(card) : total), 0n)
  return Object.entries(CARDED)
    .map(([account, gathered]) => ({
      account,
      books: balances.get(account) ?? 0n,
      cards: sum(account, (card) => card.cost),
      wornBooks: gathered === null ? 0n : -(balances.get(gathered) ?? 0n),
      wornCards: sum(account, (card) => card.worn),
    }))
    .filter((one) => [one.books, one.cards, one.wornBooks, one.wornCards].some((fen) => fen !== 0n))
}

/** Whether cards and balances are the same. */
export const agrees = (one: OpeningStanding): boolean =>
  one.books === one.cards && one.wornBooks === one.wornCards

/** What stands against the accounts that the new cards touch: each difference with its amount. Code: asset-opening-sum. */
export function openingCardProblems(
  touched: ReadonlySet<string>,
  standings: readonly OpeningStanding[],
): Problem[] {
  return standings
    .filter((one) => touched.has(one.account))
    .flatMap((one) => [
      ...differs(`${accountLabel(one.account)}的原价`, one.cards, one.books),
      ...differs(accountLabel(CARDED[one.account] ?? one.account), one.wornCards, one.wornBooks),
    ])
}

function differs(what: string, cards: Fen, books: Fen): Problem[] {
  if (cards === books) return []
  const off = cards > books ? `多 ${printYuan(cards - books)}` : `少 ${printYuan(books - cards)}`
  return [
    refused(
      'asset-opening-sum',
      `${what}：卡片合计 ${printYuan(cards)} 元，期初余额 ${printYuan(books)} 元，卡片${off} 元；请改卡片，或红字冲销期初凭证重做`,
    ),
  ]
}

/** An asset as the conversion or the count that opened the book tells of it; without a name where nobody wrote one. */
export interface ToldAsset {
  account: string
  name: string
  cost: Fen
  worn: Fen
}

/** The counted items that get a card, each one for itself. */
export function countedAssets(items: readonly StockItem[]): ToldAsset[] {
  return items.flatMap((item) => {
    const account = stockKindOf(item)?.account ?? ''
    if (!(account in CARDED)) return []
    const amount = (text: string | undefined): Fen => fenOfWire(text ?? '0') ?? 0n
    return [{ account, name: item.label?.trim() ?? '', cost: amount(item.amount), worn: amount(item.worn) }]
  })
}
