/** Balances, closing and statements over HTTP. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/accounting.ts'
import type { CrossCheck } from '#core/accounting/statements.ts'
import { addDays, addMonths } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { detailBalances, trialBalance } from './balances.ts'
import { opened } from './closing-routes.ts'
import { bookOf, reads } from './routes.ts'
import { statementsWorkbook } from './statements-workbook.ts'
import { makeStatements, type Statements } from './statements.ts'
import { toWireRow } from './wire.ts'

/** What member accounts come to against the statements of the day. */
export type MemberChecks = (
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
  made: Statements,
) => Promise<CrossCheck[]>

/** The endpoints of what is computed of the books. */
export function statementRoutes(edge: Edge, ofMembers: MemberChecks): void {
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
    const checks = [...made.checks, ...(await ofMembers(call.trx, { ...book, day }, made))]
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
      checks: checks.map((one) => ({ ...one, left: wireOfFen(one.left), right: wireOfFen(one.right) })),
    }
  })
  workbookRoute(edge)
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

const firstOf = (month: string): string => `${month}-01`

async function statementsAt(call: Parameters<typeof bookOf>[0], month: string) {
  const book = opened(await bookOf(call))
  const first = firstOf(month)
  const made = take(await makeStatements(call.trx, { ...book, month: first, startedOn: book.started_on }))
  return { book, made, day: addDays(addMonths(first, 1), -1) }
}
