/** Slips of a frozen plan: for the page, and as a paper with one household a page. */
import type { Kysely } from 'kysely'
import type { WireSlip } from '#contract/surplus/payments.ts'
import {
  memberLines,
  TAX_OPEN,
  tradedLines,
  wholeLine,
  CALCULATOR,
  type SlipWhole,
} from '#core/surplus/slip.ts'
import { printYuan } from '#core/values/money.ts'
import type { Day } from '#core/values/day.ts'
import { entryWords, type EntryStand } from '#core/access/household-entry.ts'
import { paidTo } from '#server/membership/life-store.ts'
import { slipPaper, type SlipEntry } from '#server/files/paper/slip-paper.ts'
import { qrPicture } from '#server/files/qr.ts'
import { sharesOf, type PlanRow, type ShareRow } from './plan-store.ts'

/** The slip of one member, or of all; who is paid is told as of the day. */
export async function slipsOf(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { member?: string | undefined; day: Day; stands?: ReadonlyMap<string, EntryStand> },
): Promise<WireSlip[]> {
  const shares = await sharesOf(trx, { home: plan.home, plan: plan.id, member: of.member })
  const payees = await paidTo(trx, {
    home: plan.home,
    members: shares.map((one) => one.member),
    day: of.day,
  })
  const whole = wholeOf(plan)
  return shares.map((share) => ({
    member: share.member,
    number: share.number,
    name: share.name,
    title: `${plan.body_name}${plan.year}年盈余分配明白纸`,
    traded: tradedLines(
      share.trades.map((one) => ({ ...one, volume: BigInt(one.volume), amount: BigInt(one.amount) })),
    ),
    whole: wholeLine(whole),
    lines: memberLines(whole, {
      patronageWeight: share.patronage_weight,
      remainderWeight: share.remainder_weight,
      patronage: share.patronage,
      remainder: share.remainder,
      converted: share.converted,
    }),
    money: [...moneyLines(share), ...payeeLine(share.name, payees.get(share.member)?.payee ?? null)],
    entry: entryWords(of.stands?.get(share.member)),
  }))
}

function wholeOf(plan: PlanRow): SlipWhole {
  const { inputs } = plan
  const lossCovered = plan.surplus - plan.rewards - plan.reserve - plan.law
  return {
    basis: inputs.basis,
    federation: inputs.federation,
    surplus: plan.surplus,
    rewards: plan.rewards,
    lossCovered: lossCovered > 0n ? lossCovered : 0n,
    reserve: plan.reserve,
    law: plan.law,
    patronage: plan.patronage,
    remainder: plan.remainder,
    patronageWeight: BigInt(inputs.patronageWeight),
    remainderWeight: BigInt(inputs.remainderWeight),
  }
}

const payeeLine = (name: string, payee: string | null): string[] =>
  payee === null || payee === name ? [] : [`由 ${payee} 领取`]

/** That the last payment did not arrive, why, and what the member brings: on the slip and on the telephone alike. */
export const notPaidWords = (reason: string): string =>
  `上次没有付成：${reason}。请带身份证和银行卡到合作社核对账号，或领现金`

/** Where the money is. */
function moneyLines(share: ShareRow): string[] {
  const due = share.patronage + share.remainder - share.converted
  const owed = due - share.paid - share.pending
  return [
    ...(share.paid > 0n ? [`已付 ${printYuan(share.paid)} 元`] : []),
    ...(share.pending > 0n ? [`正在付 ${printYuan(share.pending)} 元`] : []),
    ...(owed > 0n && (share.paid > 0n || share.pending > 0n || share.failed !== null)
      ? [`还欠您 ${printYuan(owed)} 元`]
      : []),
    ...(share.failed !== null && owed > 0n ? [notPaidWords(share.failed)] : []),
    ...(share.reserve_share > 0n ? [`本年公积金记入您名下 ${printYuan(share.reserve_share)} 元`] : []),
  ]
}

/** The way in of one household as it is printed. */
export interface PrintedEntry {
  code: string
  link: string
  endsOn: Day
}

/** The same as .docx, one household a page: each with the code that was printed for it, or the line that says why not. */
export function slipsPaper(
  slips: readonly WireSlip[],
  printed: ReadonlyMap<string, PrintedEntry> = new Map(),
): Promise<Uint8Array> {
  return slipPaper(
    slips.map((one) => {
      const entry = printed.get(one.member)
      return {
        title: one.title,
        paragraphs: [
          `成员：${one.name}（编号 ${one.number}）`,
          ...(one.traded.length > 0 ? [`您这一年：${one.traded.join('；')}`] : ['您这一年没有与本社交易']),
          one.whole,
          ...one.lines,
          ...one.money,
        ],
        notes: [
          `${CALCULATOR}有疑问请找合作社理事会或监事会核对。`,
          TAX_OPEN,
          ...(entry === undefined ? [one.entry] : []),
        ],
        signature: '成员签字：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿',
        ...(entry !== undefined && { entry: entryBox(entry, one.number) }),
      }
    }),
  )
}

function entryBox({ code, link, endsOn }: PrintedEntry, number: string): SlipEntry {
  return {
    picture: qrPicture(link),
    lines: [
      `用手机查自己的账：微信扫码，或打开 ${link.slice(0, link.indexOf('#'))}`,
      `入口码 ${code}　成员编号 ${number}`,
      `${endsOn} 以前用一次，自己设 6 位密码，以后凭入口码和密码进入。请不要给别人看。`,
    ],
  }
}
