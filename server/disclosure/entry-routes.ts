/** What households said, as the cooperative and its place see it; answers; and a clerk who acts for a household. */
import * as contract from '#contract/disclosure/household.ts'
import { may, type Role } from '#core/access/role.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { confirmTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody, type LedgerBody } from '#server/membership/store.ts'
import { take } from '#server/http/refusal.ts'
import { mustSay } from './household-routes.ts'
import * as store from './household-store.ts'

const reads = (role: string): boolean => may(role as Role, 'readShares')
const answers = (role: string): boolean => may(role as Role, 'answerHousehold')
const acts = (role: string): boolean => may(role as Role, 'actForHousehold')

/** The office's endpoints. */
export function householdEntryRoutes(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.listEntries, guard: reads, says: '成员户的异议和询问' },
    async ({ trx, query, caller }) => {
      const { state = 'open', body, page = 1 } = query
      const found = await store.listEntries(trx, { openOnly: state === 'open', body, page })
      return {
        ...found,
        rows: found.rows.map(({ body_name, area_name, entered_at, proxy, by, ...row }) => ({
          ...row,
          bodyName: body_name,
          areaName: area_name,
          at: entered_at.toISOString(),
          proxyBy: proxy ? by : null,
          mayAnswer: answers(caller.role) && row.kind !== 'confirm',
        })),
      }
    },
  )
  route(
    edge,
    { endpoint: contract.answerEntry, guard: answers, says: '答复成员户' },
    async ({ trx, params, body }) => {
      const entry = await store.findEntry(trx, params.id)
      if (!entry) throw notFound('条询问')
      if (entry.kind === 'confirm')
        throw new Refusal(422, [refused('household-confirmed', '这是成员的确认，不用答复')])
      return { id: await store.insertAnswer(trx, entry, body.text) }
    },
  )
  route(edge, { endpoint: contract.sayForHousehold, guard: acts, says: '代成员户填写' }, async (call) => {
    mustSay(call.body)
    return { id: await store.insertEntry(call.trx, await memberOf(call), call.body) }
  })
  route(
    edge,
    { endpoint: contract.confirmForHousehold, guard: acts, says: '代成员户确认交易' },
    async (call) => {
      const member = await memberOf(call)
      const given = { ...call.body, members: [member.member], way: 'signed' as const }
      return take(await confirmTrades(call.trx, member, given))
    },
  )
}

type MemberCall = Pick<Call, 'trx'> & { params: { body: string; member: string } }

async function memberOf({ trx, params }: MemberCall): Promise<LedgerBody & { member: string }> {
  const body = await findLedgerBody(trx, params.body)
  const { member } = params
  if (!body || !(await store.isMember(trx, { ...body, member }))) throw notFound('名成员')
  return { ...body, member }
}
