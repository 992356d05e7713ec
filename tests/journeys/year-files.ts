/**
 * A year of five invented cooperatives as the files that a bookkeeper is handed – statements of the bank, WeChat bills, weigh
 * slips – drawn by a seed; and beside it, reckoned of the same draws and of nothing else, what the books must come to.
 */
import { chanceOf, type Chance } from '#examples/county/chance.ts'
import { plainName } from '#examples/county/names.ts'
import { bankAccountOf } from '#examples/county/rolls.ts'
import { daysInMonth } from '#core/values/day.ts'
import { KINDS, type Kind, type KindName } from './year-kinds.ts'

export const YEAR = 2025
const SEED = 990101
/** The month in which the books begin: October, or HESHE_YEAR_FROM=1 for the whole year, 12 for December alone. */
export const FIRST = Number(process.env['HESHE_YEAR_FROM'] ?? 10) - 1

/** Name, price in tenths of a yuan, and between which quantities one trade is. */
type Product = readonly [name: string, price: number, low: number, high: number]

export interface CoopPlan {
  key: string
  name: string
  depth: 'full' | 'cash'
  /** The month in which it moves up from cash book to full books. */
  movesUp?: number
  members: number
  /** Lines of the bank in a month, by kind. */
  bank: Partial<Record<KindName, number>>
  /** Lines of WeChat in a month. */
  wechat: number
  wages: boolean
  /** Lines that come once, in this month: what a grant brings, what is bought with it. */
  once?: readonly { month: number; memo: string; party: string; amount: bigint }[]
  trades?: {
    months: readonly number[]
    direction: 'delivered' | 'supplied'
    products: readonly Product[]
  }
  /** Cost and depreciation taken before, in fen, and the months over which the rest is spread; what it is used for. */
  asset?: { name: string; cost: bigint; worn: bigint; months: number; use: string; useLabel: string }
}

/** What the grant brings, and what the machine costs that is bought with it. */
export const GRANT = 80_000_00n
export const GRANTED = 95_000_00n

export const COOPS: readonly CoopPlan[] = [
  {
    key: 'crops',
    name: '禾丰县春晓露地蔬菜专业合作社',
    depth: 'full',
    members: 18,
    bank: { sale: 9, toMember: 9, seed: 4, freight: 3, wages: 1, fee: 1 },
    wechat: 0,
    wages: true,
    trades: {
      months: [5, 6, 7, 8, 9, 10],
      direction: 'delivered',
      products: [
        ['番茄', 26, 200, 900],
        ['辣椒', 31, 200, 900],
      ],
    },
    asset: {
      name: '冷库 1 座',
      cost: 240_000_00n,
      worn: 48_000_00n,
      months: 96,
      use: '521',
      useLabel: '经营',
    },
  },
  {
    key: 'stock',
    name: '禾丰县牧歌生猪养殖专业合作社',
    depth: 'full',
    members: 14,
    bank: { sale: 8, feed: 9, freight: 3, toMember: 6, wages: 1, fee: 1 },
    wechat: 16,
    wages: true,
    trades: { months: [3, 6, 9, 12], direction: 'delivered', products: [['生猪', 152, 60, 200]] },
    asset: {
      name: '圈舍 3 栋',
      cost: 360_000_00n,
      worn: 60_000_00n,
      months: 119,
      use: '401',
      useLabel: '生产',
    },
  },
  {
    key: 'fruit',
    name: '禾丰县坡头山地果业专业合作社',
    depth: 'cash',
    movesUp: 7,
    members: 12,
    bank: { sale: 8, seed: 5, toMember: 6, freight: 3, fee: 1 },
    wechat: 0,
    wages: false,
    trades: { months: [9, 10, 11], direction: 'delivered', products: [['苹果', 48, 200, 900]] },
  },
  {
    key: 'potato',
    name: '禾丰县小桥马铃薯专业合作社',
    depth: 'cash',
    members: 10,
    bank: { sale: 6, seed: 3, freight: 3, fee: 1 },
    wechat: 14,
    wages: false,
  },
  {
    key: 'machines',
    name: '禾丰县铁犁农机服务专业合作社',
    depth: 'full',
    members: 16,
    bank: { service: 6, memberPays: 8, fuel: 8, freight: 3, wages: 1, fee: 1 },
    wechat: 0,
    wages: true,
    trades: {
      months: [3, 4, 5, 9, 10, 11],
      direction: 'supplied',
      products: [['机耕作业', 600, 5, 40]],
    },
    once: [
      { month: 4, memo: '农机购置补助', party: '禾丰县财政局', amount: GRANT },
      { month: 6, memo: '购深松机', party: '禾丰农机公司', amount: -GRANTED },
    ],
    asset: {
      name: '拖拉机 4 台',
      cost: 420_000_00n,
      worn: 70_000_00n,
      months: 84,
      use: '521',
      useLabel: '经营',
    },
  },
]

const CUSTOMERS = ['禾丰县丰穗商贸行', '春溪农产品批发部', '麦川镇中心食堂', '远山食品加工厂']
const SUPPLIERS = ['禾丰农资经营部', '长青饲料门市', '顺达运输队', '城南加油站']

/** The month in which its trades are booked for the first time, on its own page. */
export const firstTrades = ({ trades }: CoopPlan): number | undefined =>
  trades?.months.find((month) => month > FIRST)

/** Whether it keeps full books at the end of the year. */
export const movedUp = ({ movesUp }: CoopPlan): boolean => movesUp !== undefined && movesUp > FIRST

export interface Person {
  number: string
  name: string
  account: string
  /** In fen. */
  share: bigint
}

export interface MoneyRow {
  day: string
  memo: string
  party: string
  amount: bigint
}

export interface TradeRow {
  day: string
  member: Person
  product: string
  quantity: number
  amount: bigint
}

export interface CoopMonth {
  month: string
  bank: MoneyRow[]
  wechat: MoneyRow[]
  trades: TradeRow[]
}

/** Balances by account, debit above zero, and how many vouchers there are: kept by hand, entry by entry. */
export class Expected {
  vouchers = 0
  readonly balances = new Map<string, bigint>()

  /** One voucher of lines; debit above zero. */
  post(...lines: readonly (readonly [account: string, debit: bigint])[]): void {
    if (lines.reduce((sum, [, fen]) => sum + fen, 0n) !== 0n)
      throw new Error('the test itself does not balance')
    this.vouchers += 1
    for (const [account, fen] of lines) this.balances.set(account, (this.balances.get(account) ?? 0n) + fen)
  }

  of(account: string): bigint {
    return this.balances.get(account) ?? 0n
  }
}

export interface CoopYear {
  plan: CoopPlan
  members: Person[]
  opening: { bank: bigint; purse: bigint }
  months: CoopMonth[]
}

/** The year of one cooperative; the same each time. */
export function yearOf(plan: CoopPlan): CoopYear {
  const chance = chanceOf(SEED, `year ${plan.key}`)
  const members = peopleOf(chance, plan)
  const months = Array.from({ length: 12 }, (_, at) => monthOf(chance, { plan, members, month: at + 1 }))
  return {
    plan,
    members,
    opening: { bank: 260_000_00n, purse: plan.key === 'potato' ? 1_500_00n : 0n },
    months,
  }
}

function peopleOf(chance: Chance, plan: CoopPlan): Person[] {
  const names = new Set<string>()
  while (names.size < plan.members) names.add(plainName(chance))
  const rank = COOPS.indexOf(plan)
  return [...names].map((name, at) => ({
    number: String(at + 1),
    name,
    account: bankAccountOf(900_000 + rank * 100 + at),
    share: BigInt(chance.int(2, 12)) * 1_000_00n,
  }))
}

interface MonthOf {
  plan: CoopPlan
  members: readonly Person[]
  month: number
}

function monthOf(chance: Chance, of: MonthOf): CoopMonth {
  const month = `${YEAR}-${String(of.month).padStart(2, '0')}`
  const names = Object.keys(of.plan.bank) as KindName[]
  const often = names.flatMap((name) => rowsOf(chance, { ...of, name, count: of.plan.bank[name]! }))
  const once = (of.plan.once ?? []).filter((one) => one.month === of.month)
  const own = once.map(({ memo, party, amount }) => ({ memo, party, amount, day: dayOf(of.month, 12) }))
  const drawn = [...own, ...often]
  const bank =
    of.month % 3 === 0 ? [...drawn, ...rowsOf(chance, { ...of, name: 'interest', count: 1 })] : drawn
  return {
    month,
    bank: bank.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    wechat: rowsOf(chance, { ...of, name: 'retail', count: of.plan.wechat }).toSorted((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : 0,
    ),
    trades: tradesOf(chance, of),
  }
}

const dayOf = (month: number, day: number): string =>
  `${YEAR}-${String(month).padStart(2, '0')}-${String(Math.min(day, daysInMonth(YEAR, month))).padStart(2, '0')}`

function rowsOf(chance: Chance, of: MonthOf & { name: KindName; count: number }): MoneyRow[] {
  const { memo, side, who, from, to }: Kind = KINDS[of.name]
  return Array.from({ length: of.count }, () => ({
    day: dayOf(of.month, chance.int(1, 28)),
    memo,
    party: partyOf(chance, who, of.members),
    amount: BigInt(side * chance.int(from, to)),
  }))
}

function partyOf(chance: Chance, who: Kind['who'], members: readonly Person[]): string {
  if (who === 'customer') return chance.pick(CUSTOMERS)
  if (who === 'supplier') return chance.pick(SUPPLIERS)
  if (who === 'member') return chance.pick(members).name
  return who === 'nobody' ? '' : `${plainName(chance)}${chance.pick(['女士', '先生', '师傅'])}`
}

const TRADE_DAYS = [4, 10, 16, 22, 27]

function tradesOf(chance: Chance, { plan, members, month }: MonthOf): TradeRow[] {
  if (plan.trades?.months.includes(month) !== true) return []
  const { products } = plan.trades
  return TRADE_DAYS.flatMap((day) =>
    chance
      .shuffled(members)
      .slice(0, chance.int(4, 7))
      .map((member) => {
        const [product, price, low, high] = chance.pick(products)
        const quantity = chance.int(low, high)
        return { day: dayOf(month, day), member, product, quantity, amount: BigInt(quantity * price * 10) }
      }),
  )
}
