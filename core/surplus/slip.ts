/** 明白纸: a household's figure in plain words, with the lines of arithmetic that can be gone over with a pocket calculator. */
import { printParts } from '../membership/trade.ts'
import { printYuan, type Fen } from '../values/money.ts'
import { printWeight } from './weights.ts'
import type { YearFigures } from './year.ts'

export interface SlipWhole {
  basis: YearFigures['basis']
  federation: boolean
  surplus: Fen
  rewards: Fen
  lossCovered: Fen
  reserve: Fen
  law: Fen
  patronage: Fen
  remainder: Fen
  patronageWeight: bigint
  remainderWeight: Fen
}

export interface SlipMember {
  patronageWeight: bigint
  remainderWeight: Fen
  patronage: Fen
  remainder: Fen
  converted: Fen
}

/** What the whole cooperative divides and into which two parts, in one line. */
export function wholeLine(whole: SlipWhole): string {
  const { surplus, rewards, lossCovered, reserve, law, patronage, remainder } = whole
  const y = printYuan
  // Hundredths of a percent, rounded: the rate that was voted comes out again but for the fen that is rounded up.
  const rate = law === 0n ? 0n : (patronage * 20_000n + law) / (law * 2n)
  const off = [
    rewards > 0n ? ` − 服务报酬 ${y(rewards)}` : '',
    lossCovered > 0n ? ` − 弥补以前的亏损 ${y(lossCovered)}` : '',
    ` − 公积金 ${y(reserve)}`,
  ].join('')
  return `全社可分配盈余：盈余 ${y(surplus)}${off} = ${y(law)} 元，其中按交易返还 ${y(patronage)} 元（占 ${printPercent(rate)}），剩余 ${y(remainder)} 元按份额分`
}

const printPercent = (hundredths: bigint): string =>
  `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`.replace(/\.?0+%$/, '%')

/** The arithmetic of one household. */
export function memberLines(whole: SlipWhole, member: SlipMember): string[] {
  const word = whole.basis === 'amount' ? '交易额' : '交易量（折算后）'
  const weight = (one: bigint): string => printWeight(one, whole.basis)
  const y = printYuan
  const shares = whole.federation ? '出资额' : '出资、公积金、补助、捐赠四项份额'
  const total = member.patronage + member.remainder
  return [
    whole.patronageWeight === 0n
      ? '按交易返还：0.00 元'
      : `按交易返还：${y(whole.patronage)} × 您的${word} ${weight(member.patronageWeight)} ÷ 全社 ${weight(whole.patronageWeight)} = ${y(member.patronage)} 元`,
    whole.remainderWeight === 0n
      ? '剩余分配：0.00 元'
      : `剩余分配：${y(whole.remainder)} × 您的${shares} ${y(member.remainderWeight)} ÷ 全社 ${y(whole.remainderWeight)} = ${y(member.remainder)} 元`,
    `您共得：${y(member.patronage)} + ${y(member.remainder)} = ${y(total)} 元`,
    ...(member.converted > 0n
      ? [`其中转为您的出资 ${y(member.converted)} 元，应付给您 ${y(total - member.converted)} 元`]
      : []),
  ]
}

/** What the household traded, product by product. */
export function tradedLines(
  trades: readonly {
    direction: 'delivered' | 'supplied'
    product: string
    unit: string
    volume: bigint
    amount: Fen
  }[],
): string[] {
  return trades.map(
    ({ direction, product, unit, volume, amount }) =>
      `${direction === 'delivered' ? '交售' : '购买'}${product} ${printParts(volume, 3)} ${unit}，${printYuan(amount)} 元`,
  )
}

export const CALCULATOR =
  '除不尽的，每户先得整分，剩下的分给余数最大的户，与计算器结果相差不到一分。依据：社法第44条。'
export const TAX_OPEN = '个人所得税：待确认，须向主管税务机关核实；本表未扣税。'
