/** Member accounts over HTTP. */
import { NOTES_PATH, notesQuery } from '#contract/accounting/notes.ts'
import { readAccounts } from '#contract/surplus/accounts.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { Clock } from '#server/clock.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { numberedMembers } from '#server/membership/trade-store.ts'
import { reads } from './division-routes.ts'
import { memberAccounts, type MemberAccount } from './member-accounts.ts'
import { statementNotes } from './statement-notes.ts'
import { findSurplusBody } from './year-inputs.ts'

/** The endpoint of member accounts: one member's, all with `all`, else the members to choose from. */
export function accountRoutes(edge: Edge, services: { clock: Clock }): void {
  notesRoute(edge)
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
      members: members.map(({ id, number, name }) => ({ id, number, name })),
      accounts: accounts.map(toWireAccount),
    }
  })
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
