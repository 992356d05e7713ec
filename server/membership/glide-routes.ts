/** Ways down for members above the cap, over HTTP. */
import * as contract from '#contract/membership.ts'
import { structureOf } from '#core/membership/holdings.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { keepGlide } from './caps.ts'
import { holdersAt, ledgerOf, rulesAt, writes, type ShareServices } from './ledger-view.ts'
import { eventsOf, membersOf } from './store.ts'

const PERCENT = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/

/** A percentage as typed, in hundredths of a percent. */
export function hundredthsOf(text: string): number | null {
  const read = PERCENT.exec(text.trim())
  if (!read) return null
  const found = Number(read[1]) * 100 + Number((read[2] ?? '').padEnd(2, '0') || '0')
  return found <= 10_000 ? found : null
}

/** The endpoint of ways down. */
export function glideRoutes(edge: Edge, services: ShareServices): void {
  route(
    edge,
    { endpoint: contract.adoptGlide, guard: writes, says: '登记持股逐步降低的计划' },
    async (call) => {
      const ledger = await ledgerOf(call)
      const today = services.clock.today()
      const { member, resolution, resolvedOn } = call.body
      const steps = call.body.steps.map((one) => ({ by: one.by, atMost: hundredthsOf(one.percent) ?? -1 }))
      if (steps.some((one) => one.atMost < 0))
        throw new Refusal(422, [
          refused('glide-steps', '比例写成 25% 的样子，最多两位小数', { field: 'steps' }),
        ])
      if (resolvedOn > today)
        throw new Refusal(422, [
          refused('glide-steps', '决议日期不能晚于今天，请改日期', { field: 'resolvedOn' }),
        ])
      const members = await membersOf(call.trx, ledger)
      const holders = holdersAt(await eventsOf(call.trx, ledger), { members, on: today })
      const { total } = structureOf(holders)
      const amount = holders.find((one) => one.member === member)?.amount ?? 0n
      const { caps } = await rulesAt(call.trx, ledger, { services, on: today })
      // Rounded up, so that a first step may be what is held now but for less than a hundredth.
      const now = total > 0n ? Number((amount * 10_000n + total - 1n) / total) : 0
      return take(
        await keepGlide(call.trx, ledger, { member, steps, resolution, resolvedOn, now, cap: caps.single }),
      )
    },
  )
}
