/** Member trades over HTTP. */
import type { z } from 'zod'
import * as contract from '#contract/membership/trades.ts'
import { may, type Role } from '#core/access/role.ts'
import { printParts } from '#core/membership/trade.ts'
import { readTradeSheet } from '#core/membership/trade-sheet.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { Clock } from '#server/clock.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { confirmTrades, recordTrades, reverseTrade } from './record-trades.ts'
import { findLedgerBody, type LedgerBody } from './store.ts'
import * as store from './trade-store.ts'
import { tradeListWorkbook, tradeTemplate } from './trade-workbooks.ts'

const reads = (role: string): boolean => may(role as Role, 'readTrades')
const writes = (role: string): boolean => may(role as Role, 'keepTrades')

/** The endpoints of member trades. */
export function tradeRoutes(edge: Edge, services: { clock: Clock }): void {
  const today = () => services.clock.today()
  const thisYear = () => Number(today().slice(0, 4))
  route(edge, { endpoint: contract.listTradeBodies, says: '各社交易', guard: reads }, async (call) => {
    const { q, page = 1, year = thisYear() } = call.query
    const found = await store.listTradeBodies(call.trx, { year, page, ...(q !== undefined && { q }) })
    return {
      year,
      total: found.total,
      rows: found.rows.map((row) => ({
        body: row.body,
        bodyName: row.body_name,
        areaName: row.area_name,
        members: row.members,
        traders: row.traders,
        delivered: wireOfFen(row.delivered),
        supplied: wireOfFen(row.supplied),
        lastDay: row.last_day,
      })),
    }
  })
  route(edge, { endpoint: contract.readTrades, says: '成员交易', guard: reads }, async (call) => {
    const body = await bodyOf(call)
    const years = await store.tradeYears(call.trx, body)
    const { member, page = 1, year = years[0] ?? thisYear() } = call.query
    const found = await store.tradesOf(call.trx, { ...body, year, member, page })
    const products = await store.productsOf(call.trx, body)
    return {
      bodyName: body.body_name,
      areaName: body.area_name,
      mayWrite: writes(call.caller.role),
      today: today(),
      year,
      years: [...new Set([thisYear(), ...years])].toSorted((a, b) => b - a),
      members: await store.numberedMembers(call.trx, body),
      products: products.map((one) => ({
        ...one,
        price: one.price === null ? null : printParts(one.price, 4),
      })),
      rows: found.rows.map(toWireTrade),
      total: found.total,
      unconfirmed: await store.countUnconfirmed(call.trx, { ...body, year }),
    }
  })
  route(edge, { endpoint: contract.readTradeTotals, says: '成员交易合计', guard: reads }, async (call) => {
    const body = await bodyOf(call)
    const { from = `${thisYear()}-01-01`, to = today() } = call.query
    const rows = await store.totalsOf(call.trx, { ...body, from, to })
    return {
      bodyName: body.body_name,
      from,
      to,
      mayWrite: writes(call.caller.role),
      rows: rows.map(toWireTotal),
    }
  })
  writeRoutes(edge, services)
  sheetRoutes(edge, services)
}

function writeRoutes(edge: Edge, services: { clock: Clock }): void {
  route(edge, { endpoint: contract.recordTrades, says: '登记成员交易', guard: writes }, async (call) => {
    const { rows } = call.body
    const outcome = await recordTrades(call.trx, await bodyOf(call), { rows, today: services.clock.today() })
    const { kept, amount } = take(outcome)
    const remarks = outcome.ok ? outcome.remarks.map((one) => one.says) : []
    return { kept, amount: wireOfFen(amount), remarks }
  })
  route(
    edge,
    { endpoint: contract.reverseTrade, says: '冲销一笔交易', guard: writes },
    async ({ trx, params, body }) => take(await reverseTrade(trx, { id: params.id, reason: body.reason })),
  )
  route(edge, { endpoint: contract.confirmTrades, says: '确认成员交易', guard: writes }, async (call) =>
    take(await confirmTrades(call.trx, await bodyOf(call), call.body)),
  )
}

function sheetRoutes(edge: Edge, services: { clock: Clock }): void {
  bytesRoute(
    edge,
    { method: 'POST', path: contract.UPLOAD_TRADES_PATH, says: '上传成员交易', guard: writes },
    async (call) => {
      const body = await bodyOf(call as TradeCall)
      const file = (await readUpload(call.request)).files[0]!
      const workbook = take(await readWorkbook(file.bytes, file.name))
      const members = await store.numberedMembers(call.trx, body)
      const sheet = workbook.sheets.find((one) => !one.hidden) ?? workbook.sheets[0]!
      return contract.readTradeSheet.parse(take(readTradeSheet(sheet, members)))
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.TRADE_TEMPLATE_PATH, says: '成员交易模板（.xlsx）', guard: reads },
    async (call) => {
      const body = await bodyOf(call as TradeCall)
      return asDownload(call.reply, {
        name: '成员交易模板.xlsx',
        bytes: await tradeTemplate(await store.numberedMembers(call.trx, body)),
      })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.TRADE_LIST_PATH, says: '成员交易清单', guard: reads },
    async (call) => {
      const body = await bodyOf(call as TradeCall)
      const asked = Number((call.query as { year?: string }).year)
      const year =
        Number.isInteger(asked) && asked > 2000 ? asked : Number(services.clock.today().slice(0, 4))
      const { rows } = await store.tradesOf(call.trx, { ...body, year, page: null })
      return asDownload(call.reply, {
        name: `${body.body_name}成员交易_${year}.xlsx`,
        bytes: await tradeListWorkbook(`${body.body_name}${year}年成员交易明细`, rows),
      })
    },
  )
}

type TradeCall = Pick<Call, 'trx'> & { params: { body: string } }

async function bodyOf({ trx, params }: TradeCall): Promise<LedgerBody> {
  const found = await findLedgerBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

function toWireTrade(row: store.TradeRow): contract.WireTrade {
  return {
    ...row,
    gross: row.gross === null ? null : printParts(row.gross, 3),
    tare: printParts(row.tare, 3),
    deducted: printParts(row.deducted, 3),
    quantity: printParts(row.quantity, 3),
    price: row.price === null ? null : printParts(row.price, 4),
    amount: wireOfFen(row.amount),
    rounding: row.rounding === null ? null : wireOfFen(row.rounding),
  }
}

/** A member's year as it travels. */
export function toWireTotal(row: store.YearTotalRow): z.input<typeof contract.yearTotal> {
  return { ...row, quantity: printParts(row.quantity, 3), amount: wireOfFen(row.amount) }
}
