/** Trades of members as entries: what they delivered is owed to them, what they took is owed by them; one voucher a day. */
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'
import type { VoucherLine } from './voucher.ts'

interface Way {
  label: string
  account: string
}

/** How what members deliver stands in the books (37号 121二、128二). */
export const DELIVERED = {
  bought: { label: '买断收购，记产品物资（121）', account: '121' },
  consigned: { label: '代成员销售，记受托代销商品（128）', account: '128' },
} as const satisfies Record<string, Way>

/** How what members take stands in the books (37号 501、127四). */
export const SUPPLIED = {
  sold: { label: '社里卖给成员的，记经营收入（501）', account: '501' },
  procured: { label: '替成员代购的，冲受托代购商品（127）', account: '127' },
} as const satisfies Record<string, Way>

export interface TradeWays {
  delivered: keyof typeof DELIVERED
  supplied: keyof typeof SUPPLIED
}

export interface OpenTrade {
  id: string
  day: Day
  member: string
  direction: 'delivered' | 'supplied'
  product: string
  /** Below zero where it takes back one that stands in the books. */
  amount: Fen
}

export interface TradeVoucher {
  on: Day
  direction: OpenTrade['direction']
  summary: string
  lines: VoucherLine[]
  trades: string[]
  amount: Fen
}

/** One voucher per day and direction, in order; what belongs to closed months goes to the first day that is open. */
export function tradeVouchers(
  trades: readonly OpenTrade[],
  of: { ways: TradeWays; openFrom: Day },
): TradeVoucher[] {
  const dayOf = (trade: OpenTrade): Day => (trade.day < of.openFrom ? of.openFrom : trade.day)
  const byDay = Map.groupBy(trades, (trade) => `${dayOf(trade)}|${trade.direction}`)
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, all]) => voucherOf(all, { on: dayOf(all[0]!), ways: of.ways }))
}

function voucherOf(trades: readonly OpenTrade[], of: { on: Day; ways: TradeWays }): TradeVoucher {
  const { direction } = trades[0]!
  const delivered = direction === 'delivered'
  const account = delivered ? DELIVERED[of.ways.delivered].account : SUPPLIED[of.ways.supplied].account
  const [own, members] = delivered ? (['debit', 'credit'] as const) : (['credit', 'debit'] as const)
  const amount = trades.reduce((sum, one) => sum + one.amount, 0n)
  const byMember = account === '127' || account === '128'
  const stock: VoucherLine[] = byMember
    ? trades.map((one) => ({ account, [own]: one.amount, member: one.member }))
    : amount === 0n
      ? []
      : [{ account, [own]: amount }]
  return {
    on: of.on,
    direction,
    amount,
    summary: `${delivered ? '成员交售' : '成员购买'}${productsOf(trades)} ${trades.length} 笔`,
    lines: [
      ...stock,
      ...trades.map((one): VoucherLine => ({ account: '114', [members]: one.amount, member: one.member })),
    ],
    trades: trades.map((one) => one.id),
  }
}

const NAMED = 3

function productsOf(trades: readonly OpenTrade[]): string {
  const products = [...new Set(trades.map((one) => one.product))]
  return `${products.slice(0, NAMED).join('、')}${products.length > NAMED ? '等' : ''}`
}
