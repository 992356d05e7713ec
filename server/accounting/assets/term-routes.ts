/** Life, residual and method of an asset, for the months to come; the work that it did. */
import type { Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import * as contract from '#contract/accounting/assets.ts'
import {
  holdsFrom,
  termIn,
  termProblems,
  type AssetCard,
  type AssetTerm,
} from '#core/accounting/depreciation.ts'
import { partsOf, printParts } from '#core/membership/trade.ts'
import { isDay } from '#core/values/day.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { forbidden, notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { keeps, writes } from '../routes.ts'
import { holdBook } from '../store.ts'
import { heldNext } from './run-depreciation.ts'
import * as store from './store.ts'

/** Work as it was typed, in thousandths. Errors: asset-term-work. */
export function readWork(typed: { total: string; unit: string }): { total: bigint; unit: string } {
  const total = partsOf(typed.total, 3)
  if (total === null || total <= 0n || typed.unit.trim() === '')
    throw new Refusal(422, [
      refused('asset-term-work', '按工作量的要写明还能做多少（大于零，最多三位小数）和单位，如 3000 小时', {
        field: 'work',
      }),
    ])
  return { total, unit: typed.unit.trim() }
}

type OfAsset = Parameters<typeof store.addTerm>[1]

/** Writes the term. Errors: asset-term, asset-term-work, asset-term-late, asset-disposed. */
export async function changeTerm(
  trx: Kysely<unknown>,
  of: OfAsset,
  term: AssetTerm & { decidedOn: string },
): Promise<void> {
  await holdBook(trx, of)
  const card = (await store.listCards(trx, of)).find((one) => one.id === of.asset)
  if (card === undefined) throw notFound('张资产卡片')
  const problems = termProblems(card, term)
  if (problems.length > 0) throw new Refusal(422, problems)
  await held(store.addTerm(trx, of, term))
}

/** Writes down the work of a month, while nobody runs its depreciation. Errors: asset-term-late, asset-disposed. */
export async function recordWork(
  trx: Kysely<unknown>,
  of: OfAsset,
  work: { month: string; units: bigint },
): Promise<void> {
  await holdBook(trx, of)
  await held(store.addWork(trx, of, work))
}

/** What the database refuses, in its words. */
async function held(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const { code, message } = error
    if (code === 'HB032') throw new Refusal(422, [refused('asset-disposed', `${message}；不能再改`)])
    if (code === 'HB033')
      throw new Refusal(422, [refused('asset-term-late', `${message}；提错了的，先把那张折旧凭证红字冲销`)])
    if (code === 'HB034') throw new Refusal(422, [refused('asset-term-late', message)])
    throw error
  }
}

/** The endpoints of terms and work. */
export function termRoutes(edge: Edge, services: { clock: Clock }): void {
  route(
    edge,
    { endpoint: contract.changeAssetTerm, says: '改折旧年限、残值、方法', guard: writes },
    async ({ trx, params, body, caller }) => {
      const found = await store.findCard(trx, params.id)
      if (!found) throw notFound('张资产卡片')
      if (!keeps(caller, found)) throw forbidden()
      if (!isDay(body.decidedOn) || body.decidedOn > services.clock.today())
        throw new Refusal(422, [
          refused('asset-day', '请填写决定的日期，不能晚于今天', { field: 'decidedOn' }),
        ])
      const { home, body: of, area } = found
      const from = holdsFrom(body.decidedOn, { ...found, next: await heldNext(trx, found) })
      await changeTerm(
        trx,
        { home, body: of, area, asset: params.id },
        {
          from,
          months: body.months,
          residual: fenOfWire(body.residual) ?? -1n,
          work: body.work === undefined ? null : readWork(body.work),
          reason: body.reason,
          decidedOn: body.decidedOn,
        },
      )
      return { from: from.slice(0, 7) }
    },
  )
  route(
    edge,
    { endpoint: contract.recordAssetWork, says: '登记资产的工作量', guard: writes },
    async ({ trx, params, body, caller }) => {
      const found = await store.findCard(trx, params.id)
      if (!found) throw notFound('张资产卡片')
      if (!keeps(caller, found)) throw forbidden()
      const units = partsOf(body.units, 3)
      if (units === null || units < 0n)
        throw new Refusal(422, [
          refused('asset-work', '工作量应是不小于零、最多三位小数的数，没有用过的写 0', { field: 'units' }),
        ])
      const { home, body: of, area } = found
      const at = { home, body: of, area, asset: params.id }
      await recordWork(trx, at, { month: `${body.month}-01`, units })
      return {}
    },
  )
}

/** How the asset is depreciated in the month that is due, and what was changed. */
export function termsToWire(card: AssetCard, month: string): Pick<contract.WireAsset, 'work' | 'terms'> {
  const term = termIn(card, month)
  const done = card.works?.get(month)
  const sayWork = (work: AssetTerm['work']): string =>
    work === null ? '' : `${printParts(work.total, 3)} ${work.unit}`
  return {
    work: term?.work
      ? {
          total: printParts(term.work.total, 3),
          unit: term.work.unit,
          done: done === undefined ? null : printParts(done, 3),
        }
      : null,
    terms: (card.terms ?? []).map((one) => ({
      from: one.from.slice(0, 7),
      months: one.months,
      residual: wireOfFen(one.residual),
      work: sayWork(one.work),
      reason: one.reason,
    })),
  }
}
