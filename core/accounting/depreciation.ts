/** Depreciation by equal months (37号 第 23、26、31 条): begins the month after use begins, a month begun is taken whole. */
import { addMonths, type Day } from '../values/day.ts'
import { printYuan, type Fen } from '../values/money.ts'
import { refused, type Problem } from '../values/problem.ts'
import type { VoucherLine } from './voucher.ts'

export type AssetAccount = '151' | '142' | '161' | '171' | '141' | '144'

export interface AssetCard {
  id: string
  name: string
  account: string
  acquiredOn: Day
  cost: Fen
  residual: Fen
  /** Depreciation taken before the card was opened. */
  worn: Fen
  /** Months over which the rest is spread; 0 is never depreciated. */
  months: number
  /** First day of the first month that bears depreciation. */
  depreciatesFrom: Day | null
  useAccount: string | null
  grantName: string | null
  grantAmount: Fen
  /** Where it was disposed of. */
  disposedOn: Day | null
}

export const ASSET_KINDS: readonly { account: AssetAccount; label: string; wears: boolean }[] = [
  { account: '151', label: '固定资产（房屋、机器、车辆）', wears: true },
  { account: '142', label: '生产性生物资产（果树、种畜）', wears: true },
  { account: '161', label: '无形资产（土地经营权、商标）', wears: true },
  { account: '171', label: '长期待摊费用（改良、大修）', wears: true },
  { account: '141', label: '消耗性生物资产（育肥畜、大田苗）', wears: false },
  { account: '144', label: '公益性生物资产（防护林）', wears: false },
]
/** Where depreciation is gathered: 171 is written down directly. */
const GATHERED: Readonly<Record<string, string>> = { '151': '152', '142': '143', '161': '162', '171': '171' }
/** An asset without papers or value stands at one yuan and is never depreciated. */
const NOMINAL: Fen = 100n

/** All that stands against a card. Codes: asset-name, asset-cost, asset-life, asset-grant. */
export function cardProblems(card: Omit<AssetCard, 'id' | 'disposedOn'>): Problem[] {
  const kind = ASSET_KINDS.find((one) => one.account === card.account)
  const wears = card.months > 0
  return [
    ...(card.name.trim() === ''
      ? [refused('asset-name', '请写明资产名称和规格数量', { field: 'name' })]
      : []),
    ...(card.cost <= 0n || card.residual < 0n || card.worn < 0n || card.residual + card.worn > card.cost
      ? [refused('asset-cost', '原价要大于零，残值与已提折旧合计不能超过原价，请核对', { field: 'cost' })]
      : []),
    ...(wears && (kind?.wears !== true || card.cost === NOMINAL || card.useAccount === null)
      ? [
          refused(
            'asset-life',
            '消耗性、公益性生物资产和名义金额（1 元）资产不提折旧；其他资产提折旧要选用在哪里',
            { field: 'months' },
          ),
        ]
      : []),
    ...(card.grantAmount < 0n || card.grantAmount > card.cost || (card.grantAmount > 0n && !card.grantName)
      ? [
          refused('asset-grant', `补助不能超过原价 ${printYuan(card.cost)} 元，并要写明是哪项补助`, {
            field: 'grantAmount',
          }),
        ]
      : []),
  ]
}

const monthsBetween = (from: Day, to: Day): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))

/** Depreciation of a card in the month that begins with this day; the month of its disposal still bears it. */
export function depreciationOf(card: AssetCard, month: Day): Fen {
  if (card.months === 0 || card.depreciatesFrom === null) return 0n
  if (card.disposedOn !== null && card.disposedOn < month) return 0n
  const nth = monthsBetween(card.depreciatesFrom, month)
  if (nth < 0 || nth >= card.months) return 0n
  const rest = card.cost - card.residual - card.worn
  const taken = (months: number): Fen => (rest * BigInt(months)) / BigInt(card.months)
  return taken(nth + 1) - taken(nth)
}

/** Taken up to the end of the month, with what the card began with. */
export function wornBy(card: AssetCard, month: Day): Fen {
  if (card.months === 0 || card.depreciatesFrom === null) return card.worn
  const last =
    card.disposedOn !== null && card.disposedOn < month ? `${card.disposedOn.slice(0, 7)}-01` : month
  const passed = Math.min(card.months, Math.max(0, monthsBetween(card.depreciatesFrom, last) + 1))
  return card.worn + ((card.cost - card.residual - card.worn) * BigInt(passed)) / BigInt(card.months)
}

/** The first month that bears depreciation for an asset in use since that day. */
export function firstMonth(inUseOn: Day): Day {
  return addMonths(`${inUseOn.slice(0, 7)}-01`, 1)
}

export interface DepreciationShare {
  asset: string
  amount: Fen
}

/** The entry of a month, one line per use and per account, with the share of every card. */
export function depreciationEntry(
  cards: readonly AssetCard[],
  month: Day,
): { lines: VoucherLine[]; shares: DepreciationShare[] } {
  const shares = cards
    .map((card) => ({ card, amount: depreciationOf(card, month) }))
    .filter(({ amount }) => amount > 0n)
  const summed = (keyOf: (card: AssetCard) => string): [string, Fen][] =>
    [...Map.groupBy(shares, ({ card }) => keyOf(card))]
      .map(([key, all]): [string, Fen] => [key, all.reduce((sum, one) => sum + one.amount, 0n)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    lines: [
      ...summed((card) => card.useAccount!).map(([account, debit]) => ({ account, debit })),
      ...summed((card) => GATHERED[card.account]!).map(([account, credit]) => ({ account, credit })),
    ],
    shares: shares.map(({ card, amount }) => ({ asset: card.id, amount })),
  }
}
