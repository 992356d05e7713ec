/** Balances, closing and statements over HTTP. */
import * as contract from '#contract/accounting.ts'
import { depreciationEntry } from '#core/accounting/depreciation.ts'
import { addDays, addMonths } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { sql, type Kysely } from 'kysely'
import { listCards, listRuns } from './assets/store.ts'
import { detailBalances, trialBalance } from './balances.ts'
import { carryOver, closeMonth, closingChecks, type OpenBook } from './close-month.ts'
import { repeatable, repeatMonth } from './repeat-month.ts'
import { bookOf, reads, writableBook, writes } from './routes.ts'
import { statementsWorkbook } from './statements-workbook.ts'
import { makeStatements } from './statements.ts'
import type { BookRow } from './store.ts'
import { toWireRow } from './wire.ts'

/** What follows from the closing of a month, in its transaction; the month by its first day. */
export type OnClosed = (trx: Kysely<unknown>, of: { body: string; month: string }) => Promise<void>

/** The endpoints of what is computed of the books. */
export function statementRoutes(edge: Edge, onClosed: OnClosed): void {
  route(edge, { endpoint: contract.trialBalance, guard: reads, says: '科目余额' }, async (call) => {
    const book = await bookOf(call)
    const rows = await trialBalance(call.trx, { ...book, month: firstOf(call.query.month) })
    return {
      rows: rows.map((row) => ({
        account: row.account,
        begin: wireOfFen(row.begin),
        debit: wireOfFen(row.debit),
        credit: wireOfFen(row.credit),
        yearDebit: wireOfFen(row.year_debit),
        yearCredit: wireOfFen(row.year_credit),
        end: wireOfFen(row.end),
      })),
    }
  })
  route(edge, { endpoint: contract.accountDetails, guard: reads, says: '科目明细' }, async (call) => {
    const book = await bookOf(call)
    const { account } = call.params
    const rows = await detailBalances(call.trx, { ...book, account, month: firstOf(call.query.month) })
    return {
      rows: rows.map((row) => ({
        detail: row.detail,
        label: [row.person ?? row.detail, row.item].filter((word) => word !== '').join(' · '),
        begin: wireOfFen(row.begin),
        debit: wireOfFen(row.debit),
        credit: wireOfFen(row.credit),
        end: wireOfFen(row.end),
      })),
    }
  })
  route(edge, { endpoint: contract.statements, guard: reads, says: '会计报表' }, async (call) => {
    const { book, made, day } = await statementsAt(call, call.query.month)
    return {
      bodyName: book.body_name,
      day,
      sheet: made.sheet.map(toWireRow),
      income: made.income.map(toWireRow),
      equity: made.equity.map((one) => ({
        account: one.account,
        label: one.label,
        begin: wireOfFen(one.begin),
        end: wireOfFen(one.end),
        increases: one.increases.map(({ label, amount }) => ({ label, amount: wireOfFen(amount) })),
        decreases: one.decreases.map(({ label, amount }) => ({ label, amount: wireOfFen(amount) })),
      })),
      checks: made.checks.map((one) => ({ ...one, left: wireOfFen(one.left), right: wireOfFen(one.right) })),
    }
  })
  workbookRoute(edge)
  closingRoutes(edge, onClosed)
}

function workbookRoute(edge: Edge): void {
  const path = '/api/books/:body/statements.xlsx'
  bytesRoute(
    edge,
    { method: 'GET', path, guard: reads, says: '会计报表（.xlsx）', query: contract.statements.query },
    async (call) => {
      const params = call.params as { body: string }
      const { month } = contract.statements.query.parse(call.query)
      const { book, made, day } = await statementsAt({ ...call, params }, month)
      const bytes = await statementsWorkbook({ ...made, bodyName: book.body_name, day })
      return asDownload(call.reply, { name: `${book.body_name}_会计报表_${month}.xlsx`, bytes })
    },
  )
}

function closingRoutes(edge: Edge, onClosed: OnClosed): void {
  route(edge, { endpoint: contract.closingList, guard: reads, says: '结账检查' }, async (call) => {
    const book = opened(await bookOf(call))
    const { month, checks, entries, open } = await closingChecks(call.trx, book)
    const closed = await sql<{ month: string; actor: string; at: Date }>`
      select distinct on (month) month, actor, closed_at as at from book_close
      where home = ${book.home} and body = ${book.body} and month <= ${book.closed_through}::date
      order by month desc, number desc`.execute(call.trx)
    return {
      month,
      checks,
      entries: entries.map(({ summary, lines }) => ({
        summary,
        lines: lines.map((line) => ({
          account: line.account,
          item: line.item ?? null,
          debit: wireOfFen(line.debit ?? 0n),
          credit: wireOfFen(line.credit ?? 0n),
        })),
      })),
      closed: closed.rows.map((one) => ({ ...one, at: one.at.toISOString() })),
      todo: { ...open, ...(await monthlyOf(call.trx, book, month)) },
    }
  })
  route(edge, { endpoint: contract.repeatMonth, guard: writes, says: '照上月再记' }, async (call) => {
    const book = opened(await writableBook(call))
    return { posted: take(await repeatMonth(call.trx, book, call.body.vouchers)) }
  })
  route(edge, { endpoint: contract.carryOver, guard: writes, says: '年末结转' }, async (call) => {
    const book = opened(await writableBook(call))
    return { posted: take(await carryOver(call.trx, book)) }
  })
  route(edge, { endpoint: contract.closeMonth, guard: writes, says: '结账' }, async (call) => {
    const book = opened(await writableBook(call))
    take(await closeMonth(call.trx, book, call.body.month))
    await onClosed(call.trx, { body: book.body, month: call.body.month })
    return {}
  })
}

/** What the month makes by itself: depreciation, and what the month before had of wages, interest and tax. */
async function monthlyOf(trx: Kysely<unknown>, book: OpenBook, month: string) {
  const ran = (await listRuns(trx, book)).some((one) => one.month === month)
  const shares = ran ? [] : depreciationEntry(await listCards(trx, book), month).shares
  const repeat = await repeatable(trx, book)
  return {
    depreciation: {
      assets: shares.length,
      total: wireOfFen(shares.reduce((sum, one) => sum + one.amount, 0n)),
    },
    repeat: repeat.map(({ id, summary, total }) => ({ id, summary, total: wireOfFen(total) })),
  }
}

const firstOf = (month: string): string => `${month}-01`

function opened(book: BookRow): OpenBook {
  const { started_on } = book
  if (started_on === null)
    throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先在“建账”中选择启用月份')])
  return { ...book, started_on }
}

async function statementsAt(call: Parameters<typeof bookOf>[0], month: string) {
  const book = opened(await bookOf(call))
  const first = firstOf(month)
  const made = take(await makeStatements(call.trx, { ...book, month: first, startedOn: book.started_on }))
  return { book, made, day: addDays(addMonths(first, 1), -1) }
}
