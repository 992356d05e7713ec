/** Settling once more with whoever was settled before, and paying or collecting it (社法 28). */
import { z } from 'zod'
import type { WireResettlement } from '#contract/membership/life.ts'
import { resettle, type SettledBefore } from '#core/membership/resettlement.ts'
import { fenOfWire, wireOfFen, type Fen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import type { Act } from './case-handlers.ts'
import { typedPart } from './enter-member.ts'
import { findCaseBody, paidTo, planUnderWay, standingOf } from './life-store.ts'
import { paidPart, withdraw } from './settle-case.ts'
import { settlementsOf, type SettlementRow } from './settlement-store.ts'

const typed = z.object({ loss: z.string().trim().default('0'), back: z.string().trim().default('0') })
const fen = (wire: string | undefined): Fen => fenOfWire(wire ?? '0') ?? 0n

/** What earlier settlements repaid and took. */
export function settledBefore(rows: readonly SettlementRow[], later: SettledBefore['later']): SettledBefore {
  const sum = (of: (row: SettlementRow) => Fen): Fen => rows.reduce((all, row) => all + of(row), 0n)
  return {
    contribution: sum(({ settlement, resettlement }) => fen((settlement ?? resettlement)?.contribution)),
    reserve: sum(({ settlement, resettlement }) => fen((settlement ?? resettlement)?.reserve)),
    borne: sum(({ settlement: first, resettlement: more }) =>
      first ? fen(first.lossOnContribution) + fen(first.lossOnReserve) : fen(more?.loss) - fen(more?.back),
    ),
    later,
  }
}

/** The additional settlement, frozen with the case. Errors: of `resettle`, settle-plan-open. */
export async function resettleCase(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, today, given, item } = act
  const year = content.year ?? Number(today.slice(0, 4))
  if (await planUnderWay(trx, { ...of, year }))
    throw new Refusal(422, [
      refused(
        'settle-plan-open',
        `${year} 年（或以前年度）的盈余分配方案还没有办结，请在“盈余分配”里入账、登记未通过或撤回，再来补充清算`,
      ),
    ])
  const { contribution, reserve } = await standingOf(trx, { ...of, day: today })
  const earlier = (await settlementsOf(trx, of)).filter((one) => one.id !== item.id)
  const before = settledBefore(earlier, { contribution, reserve })
  const { loss, back } = typedPart(typed, given.payload, '请填写补分摊或退回的金额，没有的填 0')
  const amounts = { loss: fenOfWire(loss || '0'), back: fenOfWire(back || '0') }
  const body = await findCaseBody(trx, of.body)
  const made = take(resettle(before, amounts, { federation: body?.federation ?? false }))
  const resettlement: WireResettlement = {
    lines: made.lines.map((one) => ({ ...one, amount: wireOfFen(one.amount) })),
    total: wireOfFen(made.total),
    contribution: wireOfFen(contribution),
    reserve: wireOfFen(reserve),
    loss: wireOfFen(amounts.loss ?? 0n),
    back: wireOfFen(amounts.back ?? 0n),
    ground: given.note?.trim() ?? '',
    settledOn: today,
  }
  return { resettlement }
}

/** Paid or collected: what is repaid of shares leaves the ledger, the money goes by one voucher. Errors: of the ledgers, case-day-early. */
export async function payResettlement(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, given, item } = act
  const { resettlement: made } = content
  if (!made) throw new Refusal(422, [refused('case-incomplete', '还没有核算，不能登记收付')])
  const { paidOn, money } = paidPart(act, {
    missing: '请填写收付日期和方式',
    what: '收付日期',
    after: { says: '核算', on: made.settledOn },
  })
  const contribution = fen(made.contribution)
  await withdraw(act, {
    amount: contribution,
    on: paidOn,
    resolution: content.resolution ?? `${item.code} 补充清算`,
    resolvedOn: content.resolvedOn ?? made.settledOn,
  })
  const to = (await paidTo(trx, { home: of.home, members: [of.member], day: paidOn })).get(of.member)
  return {
    paidOn,
    paidTo: to?.payee ?? content.memberName ?? '',
    voucher: take(
      await act.services.bookRepayment(trx, of, {
        on: paidOn,
        money,
        contribution,
        reserve: fen(made.reserve),
        loss: fen(made.loss),
        back: fen(made.back),
        summary: `${content.memberName ?? ''} 补充清算（${item.code}，原结算 ${content.firstCode ?? ''}）`,
        files: given.files ?? [],
      }),
    ),
  }
}
