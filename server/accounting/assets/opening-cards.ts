/** Cards of what a book opened with, whether counted or taken over from the old chart. */
import type { Kysely } from 'kysely'
import type { NewCard as AskedCard } from '#contract/accounting/assets.ts'
import { cardProblems } from '#core/accounting/depreciation.ts'
import {
  CARDED,
  countedAssets,
  openingCardProblems,
  openingStandings,
  type OpeningStanding,
  type ToldAsset,
} from '#core/accounting/opening-cards.ts'
import { isDay, type Day } from '#core/values/day.ts'
import { fenOfWire } from '#core/values/money.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { OpenBook } from '../close-month.ts'
import { countedItems } from '../cash/take-stock.ts'
import { findConversion } from '../conversion/convert-books.ts'
import { holdBook } from '../store.ts'
import { cardOf } from './add-asset.ts'
import { addCards, listCards, openingBalances, type CardRow, type NewCard } from './store.ts'

/** How the cards from before the book stand to its opening balances. */
export async function openingOf(
  trx: Kysely<unknown>,
  book: OpenBook,
  cards: readonly Pick<CardRow, 'account' | 'acquiredOn' | 'cost' | 'worn'>[],
): Promise<OpeningStanding[]> {
  const before = cards.filter((card) => card.acquiredOn < book.started_on)
  return openingStandings(before, await openingBalances(trx, book))
}

/** The cards as they are kept. Errors: asset-day, asset-opening-work, each with its row. */
export function openingCardsOf(
  book: OpenBook,
  of: { asked: readonly AskedCard[]; from: Day },
): Outcome<NewCard[]> {
  const problems = of.asked.flatMap((card, index): Problem[] => [
    ...(isDay(card.acquiredOn)
      ? []
      : [refused('asset-day', `第 ${index + 1} 项：请填写取得日期，如 2015-06-01`)]),
    // By work it is from a month on, decided and with a reason; what was worn before stands on the card.
    ...(card.work === undefined
      ? []
      : [
          refused(
            'asset-opening-work',
            `第 ${index + 1} 项：期初卡片先按年限建，建好以后在“资产”里点“改年限、残值”，改成按工作量`,
          ),
        ]),
  ])
  if (problems.length > 0) return { ok: false, problems }
  return done(of.asked.map((one) => cardOf(book, one, of.from)))
}

/** Opens the cards, whole or not at all. Errors: asset-day, asset-opening-sum, those of a card, each with its row. */
export async function addOpeningCards(
  trx: Kysely<unknown>,
  book: OpenBook,
  cards: readonly NewCard[],
): Promise<Outcome<number>> {
  // Two who do this at once: the second finds the cards of the first.
  await holdBook(trx, book)
  const problems = cards.flatMap((card, index): Problem[] =>
    [
      ...(isDay(card.acquiredOn) && card.acquiredOn < book.started_on
        ? []
        : [refused('asset-day', `取得日期要在账簿启用（${book.started_on}）以前，请改日期`)]),
      ...(card.account in CARDED
        ? []
        : [refused('asset-opening-kind', '这一类不按期初余额建卡，请在“登记资产”里登记')]),
      ...cardProblems(card),
    ].map((one) => ({ ...one, says: `第 ${index + 1} 项：${one.says}` })),
  )
  if (problems.length > 0) return { ok: false, problems }
  const standings = await openingOf(trx, book, [...(await listCards(trx, book)), ...cards])
  const wrong = openingCardProblems(new Set(cards.map((card) => card.account)), standings)
  if (wrong.length > 0) return { ok: false, problems: wrong }
  await addCards(trx, cards)
  return done(cards.length)
}

/** What the paper that opened the book says of its assets: the converted balances, or the signed count. */
export async function toldAssets(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<ToldAsset[]> {
  return [...(await toldByConversion(trx, of)), ...countedAssets(await countedItems(trx, of))]
}

/** What the conversion that stands says of assets by name: cost and depreciation of the same name are one asset. */
async function toldByConversion(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<ToldAsset[]> {
  const kept = await findConversion(trx, of)
  const found = new Map<string, ToldAsset>()
  const owner = new Map(
    Object.entries(CARDED).flatMap(([account, gathered]) => [
      [account, account] as const,
      ...(gathered === null ? [] : [[gathered, account] as const]),
    ]),
  )
  for (const part of kept?.content.parts ?? []) {
    const account = owner.get(part.account)
    const name = part.note?.trim() ?? ''
    if (account === undefined || name === '') continue
    const one = found.get(`${account}|${name}`) ?? { account, name, cost: 0n, worn: 0n }
    const amount = (fenOfWire(part.debit) ?? 0n) - (fenOfWire(part.credit) ?? 0n)
    if (part.account === account) one.cost += amount
    else one.worn -= amount
    found.set(`${account}|${name}`, one)
  }
  return [...found.values()]
}
