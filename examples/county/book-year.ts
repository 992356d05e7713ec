/** A believable year of one cooperative in plain words: what happened on which day, as a bookkeeper would pick it. */
import { TEMPLATES } from '#core/accounting/templates.ts'
import { daysInMonth } from '#core/values/day.ts'
import { chanceOf, type Chance } from './chance.ts'

export interface Happened {
  on: string
  template: string
  summary: string
  answers: Record<string, string>
}

/** Opening balances, to be posted on the day before the year. */
export interface OpeningLine {
  account: string
  debit?: bigint
  credit?: bigint
  member?: string
  item?: string
}

export interface BookYear {
  opening: OpeningLine[]
  happened: Happened[]
}

const SHARE = 20_000_00n
const CUSTOMERS = ['禾丰县丰穗粮油商行', '禾丰县春溪农产品批发部', '麦川镇中心学校食堂']
const GRANT = '冷链设施补助项目'
const ASSETS = 300_000_00n
const WORN = 60_000_00n

/** A year of about so many vouchers; the same seed gives the same year. */
export function bookYear(of: {
  seed: number
  year: number
  members: readonly string[]
  vouchers: number
  /** Nothing after this month, 1 to 12. */
  months: number
}): BookYear {
  const chance = chanceOf(of.seed, 'book')
  const happened = Array.from({ length: of.months }, (_, index) => monthOf(chance, of, index + 1)).flat()
  return { opening: openingOf(of.members), happened: happened.toSorted((a, b) => (a.on < b.on ? -1 : 1)) }
}

function openingOf(members: readonly string[]): OpeningLine[] {
  const shares = SHARE * BigInt(members.length)
  return [
    { account: '101', debit: 8_000_00n },
    { account: '102', debit: shares - ASSETS + WORN + 92_000_00n },
    { account: '151', debit: ASSETS },
    { account: '152', credit: WORN },
    ...members.map((member) => ({ account: '301', credit: SHARE, member, item: '成员增加出资' })),
    { account: '322', credit: 40_000_00n, item: '从盈余中提取' },
    { account: '332', credit: 60_000_00n, item: '未分配盈余' },
  ]
}

/** What comes back every month, and as many purchases and sales as there is room for. */
function monthOf(
  chance: Chance,
  of: { year: number; members: readonly string[]; vouchers: number },
  month: number,
): Happened[] {
  const at = (day: number): string =>
    `${of.year}-${String(month).padStart(2, '0')}-${String(Math.min(day, daysInMonth(of.year, month))).padStart(2, '0')}`
  const did = (day: number, template: string, answers: Record<string, string>): Happened => ({
    on: at(day),
    template,
    answers: { money: '102', ...answers },
    summary: TEMPLATES.find((one) => one.id === template)?.label ?? template,
  })
  const fixed = [
    did(25, 'wages-owed', { amount: '6000.00', who: '212', where: '523' }),
    did(28, 'wages-paid', { amount: '6000.00', who: '212' }),
    did(28, 'office-cost', { amount: yuan(chance, 300, 900), money: '101' }),
    did(28, 'depreciation', { amount: '2500.00', use: '523' }),
    ...(month % 3 === 0 ? [did(21, 'bank-interest', { amount: yuan(chance, 40, 90) })] : []),
    ...(month === 2 ? [did(9, 'cash-bank', { amount: '5000.00', from: '102', to: '101' })] : []),
    ...(month === 4 ? [did(10, 'grant-received', { party: GRANT, amount: '80000.00' })] : []),
    ...(month === 6
      ? [did(12, 'grant-asset', { party: GRANT, amount: '95000.00', grant: '80000.00', asset: '151' })]
      : []),
  ]
  const rounds = Math.max(1, Math.round((of.vouchers / 12 - fixed.length) / 3))
  const trades = Array.from({ length: rounds }, () => {
    const bought = chance.int(800, 4000) * 100 + chance.int(0, 99)
    const member = chance.pick(of.members)
    const sold = Math.round(bought * 1.22)
    const day = chance.int(1, 24)
    return [
      did(day, 'buy-from-member', { member, amount: text(bought), money: '114' }),
      did(day + 1, 'sell', { party: chance.pick(CUSTOMERS), amount: text(sold), cost: text(bought) }),
      did(day + 2, 'pay-member', { member, amount: text(bought) }),
    ]
  })
  return [...fixed, ...trades.flat()]
}

const text = (fen: number): string => (fen / 100).toFixed(2)
const yuan = (chance: Chance, from: number, to: number): string => text(chance.int(from * 100, to * 100))
