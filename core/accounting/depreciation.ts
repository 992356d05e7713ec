/**
 * Depreciation by equal months or by work done (37号 第 23、26、31 条): begins the month after use begins, a month begun is taken
 * whole. A changed life, residual or method holds for the months to come (第 59 条).
 */
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
  /** What was changed since, each from its month on; of the same month the later one holds. */
  terms?: readonly AssetTerm[]
  /** Work done by month, in thousandths of its unit. */
  works?: ReadonlyMap<Day, bigint>
}

/** From a month on: the rest is spread over so many months, or over so much work. */
export interface AssetTerm {
  from: Day
  months: number
  residual: Fen
  work: { total: bigint; unit: string } | null
  reason: string
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

/** Terms in their order, the card's own first; of the same month the one that was said last. */
export function termsOf(card: AssetCard): AssetTerm[] {
  const { depreciatesFrom: from, months, residual, terms = [] } = card
  const own = from === null || months === 0 ? [] : [{ from, months, residual, work: null, reason: '' }]
  const byMonth = new Map([...own, ...terms].map((one) => [one.from, one]))
  return [...byMonth.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/** The term that holds in the month; undefined before the first. */
export function termIn(card: AssetCard, month: Day): AssetTerm | undefined {
  return termsOf(card).findLast((one) => one.from <= month)
}

/** How many months the last change, or the card itself, leaves from that month on; at least one. */
export function monthsLeft(terms: readonly Pick<AssetTerm, 'from' | 'months'>[], from: Day): number {
  const term = terms.findLast((one) => one.from <= from) ?? terms[0]
  return term === undefined ? 1 : Math.max(1, term.months - Math.max(0, monthsBetween(term.from, from)))
}

/** Depreciation of a card in the month that begins with this day; the month of its disposal still bears it. */
export function depreciationOf(card: AssetCard, month: Day): Fen {
  return wornBy(card, month) - wornBy(card, addMonths(month, -1))
}

/** Taken up to the end of the month, with what the card began with. */
export function wornBy(card: AssetCard, month: Day): Fen {
  const { disposedOn } = card
  const last = disposedOn !== null && disposedOn < month ? `${disposedOn.slice(0, 7)}-01` : month
  const terms = termsOf(card)
  let worn = card.worn
  for (const [at, term] of terms.entries()) {
    if (term.from > last) break
    const next = terms[at + 1]
    const end = next !== undefined && next.from <= last ? addMonths(next.from, -1) : last
    const rest = card.cost - term.residual - worn
    if (rest > 0n) worn += takenOf(term, { rest, end, works: card.works ?? new Map<Day, bigint>() })
  }
  return worn
}

/** What a term takes of the rest from its month to the end of another; never more than all of it. */
function takenOf(term: AssetTerm, of: { rest: Fen; end: Day; works: ReadonlyMap<Day, bigint> }): Fen {
  const { rest, end, works } = of
  if (term.work === null) {
    const passed = Math.min(term.months, monthsBetween(term.from, end) + 1)
    return (rest * BigInt(passed)) / BigInt(term.months)
  }
  const done = [...works].reduce(
    (sum, [day, units]) => (day >= term.from && day <= end ? sum + units : sum),
    0n,
  )
  const { total } = term.work
  return done >= total ? rest : (rest * done) / total
}

/** Cards by work whose work of the month nobody wrote down: not used is nought, not written is unknown. */
export function workMissing(cards: readonly AssetCard[], month: Day): AssetCard[] {
  return cards.filter((card) => {
    const term = termIn(card, month)
    const gone = card.disposedOn !== null && card.disposedOn < month
    const spent = term !== undefined && wornBy(card, addMonths(month, -1)) >= card.cost - term.residual
    return term !== undefined && term.work !== null && !gone && !spent && card.works?.has(month) !== true
  })
}

/** All that stands against a changed term. Codes: asset-term, asset-term-work. */
export function termProblems(card: AssetCard, term: AssetTerm): Problem[] {
  const worn = wornBy(card, addMonths(term.from, -1))
  const first = termsOf(card)[0]
  return [
    ...(first === undefined || card.useAccount === null
      ? [refused('asset-term', '这项资产不提折旧，没有年限和残值可改')]
      : []),
    ...(term.months < 1 || term.residual < 0n || term.residual > card.cost - worn
      ? [
          refused(
            'asset-term',
            `还要提的月数至少 1 个月；残值不能为负，也不能超过那时的净值 ${printYuan(card.cost - worn)} 元`,
            { field: 'residual' },
          ),
        ]
      : []),
    ...(term.work !== null && (term.work.total <= 0n || term.work.unit.trim() === '')
      ? [
          refused('asset-term-work', '按工作量的要写明还能做多少（大于零）和单位，如 3000 小时', {
            field: 'work',
          }),
        ]
      : []),
    ...(term.reason.trim().length < 2
      ? [refused('asset-term', '请写明为什么改，至少两个字', { field: 'reason' })]
      : []),
  ]
}

/** The first month that bears depreciation for an asset in use since that day. */
export function firstMonth(inUseOn: Day): Day {
  return addMonths(`${inUseOn.slice(0, 7)}-01`, 1)
}

/**
 * The month from which a decision of that day holds: the one after it, but neither before the card's own first month nor one
 * whose depreciation is run or closed. `next` is the first month that is still to be run.
 */
export function holdsFrom(
  decidedOn: Day,
  { depreciatesFrom, next }: Pick<AssetCard, 'depreciatesFrom'> & { next: Day },
): Day {
  return [depreciatesFrom ?? next, next].reduce(
    (from, one) => (one > from ? one : from),
    firstMonth(decidedOn),
  )
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
