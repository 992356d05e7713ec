/** Slips over HTTP: for the page and its print, and as .docx with the codes that were printed on them. */
import type { z } from 'zod'
import * as payments from '#contract/surplus/payments.ts'
import { wantsCode, type EntryStand } from '#core/access/household-entry.ts'
import { householdLink } from '#core/access/household.ts'
import { may, type Role } from '#core/access/role.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { householdsOf } from '#server/membership/household-codes.ts'
import { reads } from './division-routes.ts'
import { slipsOf, slipsPaper, type PrintedEntry } from './plan-slips.ts'
import * as store from './plan-store.ts'

export type IdCall = Pick<Call, 'trx' | 'caller'> & { params: { id: string } }

/** The plan of the path, as far as the caller sees it. */
export async function planOf({ trx, params }: Pick<IdCall, 'trx' | 'params'>): Promise<store.PlanRow> {
  const found = await store.findPlan(trx, params.id)
  if (!found) throw notFound('个盈余分配方案')
  return found
}

/** The two endpoints. */
export function slipRoutes(edge: Edge, today: () => string): void {
  route(edge, { endpoint: payments.readSlips, says: '明白纸', guard: reads }, async (call) => {
    const plan = await planOf(call)
    const stands = await standsOf(call, plan, today())
    const slips = await slipsOf(call.trx, plan, { member: call.query.member, day: today(), stands })
    return { body: plan.body, bodyName: plan.body_name, year: plan.year, slips }
  })
  bytesRoute(
    edge,
    {
      method: 'POST',
      path: payments.SLIPS_PAPER_PATH,
      says: '明白纸（.docx，带刚印的入口码）',
      guard: reads,
      body: payments.slipsPaper,
    },
    async (call) => {
      const plan = await planOf(call as IdCall)
      const { member, codes, endsOn } = call.body as z.output<typeof payments.slipsPaper>
      const stands = await standsOf(call, plan, today())
      const slips = await slipsOf(call.trx, plan, { member, day: today(), stands })
      const origin = `${call.request.protocol}://${call.request.host}`
      const numbers = new Map(slips.map((one) => [one.member, one.number]))
      const printed = new Map(
        codes.map(({ member: of, code }): [string, PrintedEntry] => [
          of,
          {
            code,
            endsOn,
            link: householdLink(origin, { code: code.replace(' ', ''), number: numbers.get(of) ?? '' }),
          },
        ]),
      )
      const missing = slips.filter((one) => !printed.has(one.member) && wantsCode(stands.get(one.member)))
      if (missing.length > 0 && may(call.caller.role as Role, 'issueCodes'))
        throw new Refusal(422, [
          refused(
            'slip-codes-missing',
            `还有 ${missing.length} 户没有能用的入口码，请先按“印上入口码”，再下载`,
          ),
        ])
      return asDownload(call.reply, {
        name: `${plan.body_name}${plan.year}年盈余分配明白纸.docx`,
        bytes: await slipsPaper(slips, printed),
      })
    },
  )
}

/** How each household of the roll stands with its code. */
async function standsOf(
  { trx }: Pick<Call, 'trx'>,
  plan: store.PlanRow,
  day: string,
): Promise<Map<string, EntryStand>> {
  const roll = await householdsOf(trx, { home: plan.home, body: plan.body, today: day })
  return new Map(roll.map(({ member, state, ends_on }) => [member, { state, endsOn: ends_on }]))
}
