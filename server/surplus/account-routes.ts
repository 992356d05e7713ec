/** Member accounts over HTTP. */
import { NOTES_PATH, notesQuery } from '#contract/accounting/notes.ts'
import { readAccounts, readAccountTies } from '#contract/surplus/accounts.ts'
import { accountTies, type AccountTotals } from '#core/surplus/account-ties.ts'
import type { AccountRow } from '#core/surplus/member-account.ts'
import { wireOfFen } from '#core/values/money.ts'
import { yearFigures } from '#server/accounting/balances.ts'
import type { Clock } from '#server/clock.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { openingDue } from '#server/membership/store.ts'
import { numberedMembers } from '#server/membership/trade-store.ts'
import { reads } from './division-routes.ts'
import { memberAccounts, type MemberAccount } from './member-accounts.ts'
import { statementNotes } from './statement-notes.ts'
import { findSurplusBody } from './year-inputs.ts'

/** The endpoint of member accounts: one member's, all with `all`, else the members to choose from. */
export function accountRoutes(edge: Edge, services: { clock: Clock }): void {
  notesRoute(edge)
  tiesRoute(edge)
  route(edge, { endpoint: readAccounts, says: '成员账户', guard: reads }, async ({ trx, params, query }) => {
    const body = await findSurplusBody(trx, params.body)
    if (!body) throw notFound('家合作社')
    const thisYear = Number(services.clock.today().slice(0, 4))
    const { year = thisYear, member, all } = query
    const asked = member !== undefined || all !== undefined
    const accounts = asked ? await memberAccounts(trx, { ...body, year, member }) : []
    const members = await numberedMembers(trx, body)
    return {
      bodyName: body.body_name,
      year,
      years: [thisYear, thisYear - 1, thisYear - 2, thisYear - 3],
      unopened: (await openingDue(trx, body)).members,
      members: members.map(({ id, number, name }) => ({ id, number, name })),
      accounts: accounts.map(toWireAccount),
    }
  })
}

/** What all accounts come to beside the books. */
function tiesRoute(edge: Edge): void {
  route(
    edge,
    { endpoint: readAccountTies, says: '成员账户合计与账簿核对', guard: reads },
    async ({ trx, params, query }) => {
      const body = await findSurplusBody(trx, params.body)
      if (!body) throw notFound('家合作社')
      const { year } = query
      if (body.book_from === null || body.book_from > `${year}-12-31`) return { ties: [] }
      const figures = await yearFigures(trx, { home: body.home, body: body.body, month: `${year}-12-01` })
      const ties = accountTies(totalsOf(await memberAccounts(trx, { ...body, year })), figures)
      return {
        ties: ties.map(({ accounts, books, ...one }) => ({
          ...one,
          accounts: wireOfFen(accounts),
          books: wireOfFen(books),
          gap: wireOfFen(accounts - books),
        })),
      }
    },
  )
}

function totalsOf(accounts: readonly MemberAccount[]): AccountTotals {
  const sum = (of: (row: AccountRow) => bigint): bigint =>
    accounts.reduce((all, one) => all + of(one.rows.at(-1)!), 0n)
  return {
    contribution: sum((row) => row.project + row.contribution),
    reserve: sum((row) => row.reserve),
    subsidy: sum((row) => row.subsidy),
    gift: sum((row) => row.gift),
    patronage: sum((row) => row.patronage),
    remainder: sum((row) => row.remainder),
  }
}

/** 附注 of a year, to be completed in a word processor. */
function notesRoute(edge: Edge): void {
  bytesRoute(
    edge,
    { method: 'GET', path: NOTES_PATH, says: '会计报表附注（.docx）', guard: reads, query: notesQuery },
    async ({ trx, params, query, reply }) => {
      const body = await findSurplusBody(trx, (params as { body: string }).body)
      if (!body) throw notFound('家合作社')
      const { year } = notesQuery.parse(query)
      return asDownload(reply, {
        name: `${body.body_name}_${year}年附注.docx`,
        bytes: await statementNotes(trx, body, year),
      })
    },
  )
}

function toWireAccount({ rows, ...rest }: MemberAccount) {
  return {
    ...rest,
    rows: rows.map((row) => ({
      ...row,
      project: wireOfFen(row.project),
      contribution: wireOfFen(row.contribution),
      reserve: wireOfFen(row.reserve),
      subsidy: wireOfFen(row.subsidy),
      gift: wireOfFen(row.gift),
      amount: wireOfFen(row.amount),
      patronage: wireOfFen(row.patronage),
      remainder: wireOfFen(row.remainder),
    })),
  }
}
