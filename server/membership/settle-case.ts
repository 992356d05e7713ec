/** Settling with whoever left, was expelled or died, and paying it back. */
import { z } from 'zod'
import type { WireSettlement } from '#contract/membership/life.ts'
import { settle } from '#core/membership/settlement.ts'
import { fenOfWire, wireOfFen, type Fen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import type { Act } from './case-handlers.ts'
import { notLater, typedPart } from './enter-member.ts'
import { findCaseBody, paidTo, planUnderWay, projectLeaving, standingOf } from './life-store.ts'
import { recordShare } from './record-share.ts'
import { findLedgerBody } from './store.ts'

const typedLoss = z.object({ loss: z.string().trim().default('0') })

/** The settlement as of the end of the membership, frozen with the case. Errors: of `settle`, settle-plan-open. */
export async function settleCase(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, today, given } = act
  const day = content.endsOn ?? content.diedOn ?? today
  const year = Number(day.slice(0, 4))
  if (await planUnderWay(trx, { ...of, year }))
    throw new Refusal(422, [
      refused(
        'settle-plan-open',
        `${year} 年（或以前年度）的盈余分配方案还没有办结，其中的返还、分配和公积金份额要先入账（社法第28、44条）；请在“盈余分配”里入账、登记未通过或撤回，再来结算`,
      ),
    ])
  // What the meeting added after the end is settled along: nothing else can have moved since.
  const standing = await standingOf(trx, { ...of, day: today })
  const body = await findCaseBody(trx, of.body)
  const { loss } = typedPart(typedLoss, given.payload, '请填写分摊的亏损，没有的填 0')
  const settled = take(settle(standing, fenOfWire(loss || '0'), { federation: body?.federation ?? false }))
  const settlement: WireSettlement = {
    day,
    lines: settled.lines.map((one) => ({ ...one, amount: wireOfFen(one.amount) })),
    total: wireOfFen(settled.total),
    lossOnContribution: wireOfFen(settled.lossOnContribution),
    lossOnReserve: wireOfFen(settled.lossOnReserve),
    contribution: wireOfFen(standing.contribution),
    reserve: wireOfFen(standing.reserve),
    ground: given.note?.trim() ?? '',
    settledOn: today,
  }
  return { settlement }
}

/** The repayment: the share leaves the ledger, the money the books. Errors: of the ledgers, case-day-early. */
export async function repay(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, given, item } = act
  const { settlement } = content
  if (!settlement) throw new Refusal(422, [refused('case-incomplete', '还没有结算，不能退款')])
  const { paidOn, money } = paidPart(act, {
    missing: '请填写付款日期和付款方式',
    what: '付款日期',
    after: { says: '结算', on: settlement.settledOn },
  })
  const fen = (wire: string): Fen => fenOfWire(wire) ?? 0n
  const contribution = fen(settlement.contribution)
  await withdraw(act, {
    amount: contribution,
    on: paidOn,
    resolution: content.vote?.resolution ?? `${item.code} 结算单`,
    resolvedOn: content.vote?.heldOn ?? settlement.settledOn,
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
        reserve: fen(settlement.reserve),
        loss: fen(settlement.lossOnContribution) + fen(settlement.lossOnReserve),
        summary: `${content.memberName ?? ''} 退还出资和公积金份额（${item.code}）`,
        files: given.files ?? [],
      }),
    ),
  }
}

const paid = z.object({ paidOn: z.iso.date(), money: z.enum(['101', '102']) })

/** When and how money went or came, neither in the future nor before what it settles. Errors: case-incomplete, -day-future, -day-early. */
export function paidPart(
  { given, today }: Act,
  { missing, what, after }: { missing: string; what: string; after: { says: string; on: string } },
): z.infer<typeof paid> {
  const typed = typedPart(paid, given.payload, missing)
  notLater(typed.paidOn, today, what)
  if (typed.paidOn < after.on)
    throw new Refusal(422, [
      refused('case-day-early', `${what}不能早于${after.says}的 ${after.on}，请改日期`, { field: 'paidOn' }),
    ])
  return typed
}

/** What is repaid of the contribution leaves the share ledger. Errors: of the ledger. */
export async function withdraw(
  { trx, of, item, today }: Act,
  given: { amount: Fen; on: string; resolution: string; resolvedOn: string },
): Promise<void> {
  const { amount, on } = given
  const ledger = await findLedgerBody(trx, of.body)
  if (!ledger || amount === 0n) return
  const project = await projectLeaving(trx, { ...of, day: on, leaves: amount })
  const event = { ...given, kind: 'withdrawal', member: of.member, project }
  take(await recordShare(trx, ledger, { event, note: item.code, today }))
}
