/** Opening the card of an asset: its depreciation begins with the first month that is still to be run. */
import type { Kysely } from 'kysely'
import type { NewCard } from '#contract/accounting/assets.ts'
import { cardProblems, firstMonth } from '#core/accounting/depreciation.ts'
import { isDay, type Day } from '#core/values/day.ts'
import { fenOfWire } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import type { OpenBook } from '../close-month.ts'
import { heldNext } from './run-depreciation.ts'
import { changeTerm, readWork } from './term-routes.ts'
import * as store from './store.ts'

/** Opens the card, with its work where it wears by that; gives its id. Errors: asset-day, asset-term-work, those of a card. */
export async function addAsset(
  trx: Kysely<unknown>,
  book: OpenBook,
  { asked, today }: { asked: NewCard; today: Day },
): Promise<string> {
  if (!isDay(asked.acquiredOn) || asked.acquiredOn > today)
    throw new Refusal(422, [refused('asset-day', '请填写取得日期，不能晚于今天', { field: 'acquiredOn' })])
  const card = cardOf(book, asked, await heldNext(trx, book))
  const problems = cardProblems(card)
  if (problems.length > 0) throw new Refusal(422, problems)
  const work = asked.work && readWork(asked.work)
  const id = await store.addCard(trx, card)
  if (work !== undefined && card.depreciatesFrom !== null)
    await changeTerm(
      trx,
      { home: book.home, body: book.body, area: book.area, asset: id },
      {
        from: card.depreciatesFrom,
        months: card.months,
        residual: card.residual,
        work,
        reason: '登记时选工作量法',
        decidedOn: card.acquiredOn,
      },
    )
  return id
}

/** The card as it is kept. What was worn before the book began stands on it; the book goes on from its own first month. */
export function cardOf(book: OpenBook, asked: NewCard, earliest: Day): store.NewCard {
  const first = firstMonth(asked.acquiredOn)
  return {
    ...asked,
    home: book.home,
    body: book.body,
    area: book.area,
    cost: fenOfWire(asked.cost) ?? 0n,
    residual: fenOfWire(asked.residual ?? '0') ?? -1n,
    worn: fenOfWire(asked.worn ?? '0') ?? -1n,
    grantAmount: fenOfWire(asked.grantAmount ?? '0') ?? -1n,
    depreciatesFrom: asked.months === 0 ? null : first < earliest ? earliest : first,
  }
}
