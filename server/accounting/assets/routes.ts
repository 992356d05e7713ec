/** Asset cards and depreciation over HTTP. */
import * as contract from '#contract/accounting/assets.ts'
import { cardDifferences } from '#core/accounting/card-differences.ts'
import { depreciationEntry, depreciationOf, workMissing, wornBy } from '#core/accounting/depreciation.ts'
import type { OpeningStanding } from '#core/accounting/opening-cards.ts'
import { addMonths, isDay } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { forbidden, notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { nextMonth, type OpenBook } from '../close-month.ts'
import { bookOf, keeps, reads, writableBook, writes } from '../routes.ts'
import { resolutionRoutes } from '../resolution-routes.ts'
import { disposalsOf, useResolution, type UsedRow } from '../resolution-uses.ts'
import { codeOf } from '../wire.ts'
import { addAsset } from './add-asset.ts'
import { addOpeningCards, openingCardsOf, openingOf, toldAssets } from './opening-cards.ts'
import { heldNext, runDepreciation } from './run-depreciation.ts'
import { termRoutes, termsToWire } from './term-routes.ts'
import * as store from './store.ts'

/** The endpoints of assets. */
export function assetRoutes(edge: Edge, services: { clock: Clock }): void {
  route(edge, { endpoint: contract.listAssets, says: '固定资产和生物资产', guard: reads }, async (call) => {
    const book = await bookOf(call)
    const month = nextMonth(opened(book))
    const cards = await store.listCards(call.trx, book)
    const { shares } = depreciationEntry(cards, month)
    const runs = await store.listRuns(call.trx, book)
    const resolved = await disposalsOf(call.trx, book)
    const ran = runs.some((one) => one.month === month)
    return {
      assets: cards.map((card) => toWire(card, month, resolved.get(card.id))),
      month: month.slice(0, 7),
      due: {
        total: wireOfFen(ran ? 0n : shares.reduce((sum, one) => sum + one.amount, 0n)),
        assets: ran ? 0 : shares.length,
        open: ran ? [] : workMissing(cards, month).map((one) => one.name),
      },
      runs: runs.map((one) => ({ ...one, month: one.month.slice(0, 7), total: wireOfFen(one.total) })),
      differences: cardDifferences(cards, {
        books: await store.assetBalances(call.trx, book),
        through: ran ? month : addMonths(month, -1),
      }).map((one) => ({ ...one, cards: wireOfFen(one.cards), books: wireOfFen(one.books) })),
      opening: (await openingOf(call.trx, opened(book), cards)).map(toWireStanding),
      told: (await toldAssets(call.trx, book)).map((one) => ({
        ...one,
        cost: wireOfFen(one.cost),
        worn: wireOfFen(one.worn),
      })),
    }
  })
  addRoute(edge, services)
  eventRoute(edge, services)
  openingRoute(edge)
  resolutionRoutes(edge)
  termRoutes(edge, services)
  route(edge, { endpoint: contract.runDepreciation, says: '计提折旧', guard: writes }, async (call) => {
    const posted = take(
      await runDepreciation(call.trx, opened(await writableBook(call)), `${call.body.month}-01`),
    )
    return { id: posted.id, code: codeOf({ year: Number(posted.day.slice(0, 4)), number: posted.number }) }
  })
}

function addRoute(edge: Edge, services: { clock: Clock }): void {
  route(edge, { endpoint: contract.addAsset, says: '登记资产', guard: writes }, async (call) => {
    const book = opened(await writableBook(call))
    return { id: await addAsset(call.trx, book, { asked: call.body, today: services.clock.today() }) }
  })
}

function eventRoute(edge: Edge, services: { clock: Clock }): void {
  route(
    edge,
    { endpoint: contract.recordAssetEvent, says: '登记资产变动', guard: writes },
    async ({ trx, params, body, caller }) => {
      const card = await store.findCard(trx, params.id)
      if (!card) throw notFound('张资产卡片')
      if (!keeps(caller, card)) throw forbidden()
      if (card.state === 'disposed')
        throw new Refusal(422, [refused('asset-disposed', '这项资产已经处置，不能再登记变动')])
      if (!isDay(body.day) || body.day > services.clock.today())
        throw new Refusal(422, [refused('asset-day', '请填写日期，不能晚于今天', { field: 'day' })])
      const { resolved, ...event } = body
      await store.addEvent(trx, { ...card, asset: params.id, ...event })
      if (resolved !== undefined && event.kind === 'disposed')
        take(await useResolution(trx, { ...card, subject: 'disposal', of: params.id, resolution: resolved }))
      return {}
    },
  )
}

function openingRoute(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.addOpeningAssets, says: '按期初余额建资产卡片', guard: writes },
    async (call) => {
      const book = opened(await writableBook(call))
      const cards = take(
        openingCardsOf(book, { asked: call.body.cards, from: await heldNext(call.trx, book) }),
      )
      return { cards: take(await addOpeningCards(call.trx, book, cards)) }
    },
  )
}

const toWireStanding = ({ account, ...sums }: OpeningStanding) => ({
  account,
  books: wireOfFen(sums.books),
  cards: wireOfFen(sums.cards),
  wornBooks: wireOfFen(sums.wornBooks),
  wornCards: wireOfFen(sums.wornCards),
})

function opened(book: { started_on: string | null }): OpenBook {
  if (book.started_on === null)
    throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先在“建账”中选择启用月份')])
  return book as OpenBook
}

function toWire(card: store.CardRow, month: string, resolved?: UsedRow): contract.WireAsset {
  const worn = wornBy(card, month)
  const net = card.state === 'disposed' ? 0n : card.cost - worn
  return {
    id: card.id,
    name: card.name,
    account: card.account,
    acquiredOn: card.acquiredOn,
    months: card.months,
    depreciatesFrom: card.depreciatesFrom,
    useAccount: card.useAccount,
    grantName: card.grantName,
    poverty: card.poverty,
    place: card.place,
    keeper: card.keeper,
    state: card.state,
    stateSince: card.stateSince,
    resolutionText: card.resolutionText,
    resolution: resolved === undefined ? null : { meeting: resolved.meeting, says: resolved.says },
    cost: wireOfFen(card.cost),
    residual: wireOfFen(card.residual),
    worn: wireOfFen(worn),
    net: wireOfFen(net),
    monthly: wireOfFen(depreciationOf(card, month)),
    ...termsToWire(card, month),
    grantAmount: wireOfFen(card.grantAmount),
  }
}
