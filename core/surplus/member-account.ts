/** 成员账户 in the official form (37号 第57条): opening balance, what happened in the year, balance and sums at its end. */
import { printParts } from '../membership/trade.ts'
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'

export interface AccountFacts {
  year: number
  /** What the member held before the year, and each change within it. */
  contributionBefore: Fen
  /** What of it comes from assets of a household poverty project. */
  projectBefore: Fen
  contributions: readonly { day: Day; label: string; amount: Fen; project: Fen }[]
  /** Reserve quantified to the member before the year. */
  reserveBefore: Fen
  /** Reserve that came or went within the year without a division: inherited, turned into a contribution, repaid. */
  reserves: readonly { day: Day; label: string; amount: Fen }[]
  /** Quantified equally at the end of the year before, and as the plan posted in this year has it. */
  subsidyBefore: Fen
  giftBefore: Fen
  /** Plans posted within the year. */
  divisions: readonly {
    day: Day
    year: number
    reserve: Fen
    subsidy: Fen
    gift: Fen
    patronage: Fen
    remainder: Fen
  }[]
  trades: readonly {
    day: Day
    direction: 'delivered' | 'supplied'
    product: string
    unit: string
    volume: bigint
    amount: Fen
  }[]
}

export interface AccountRow {
  /** Number and day are empty for the first and the last row. */
  number: string
  day: Day
  says: string
  /** From assets of a household poverty project, and all other contributions: the two columns of the form. */
  project: Fen
  contribution: Fen
  reserve: Fen
  subsidy: Fen
  gift: Fen
  product: string
  volume: string
  amount: Fen
  patronage: Fen
  remainder: Fen
}

const NOTHING = {
  project: 0n,
  contribution: 0n,
  reserve: 0n,
  subsidy: 0n,
  gift: 0n,
  product: '',
  volume: '',
  amount: 0n,
  patronage: 0n,
  remainder: 0n,
}

/**
 * The rows of one member's year. Shares (contribution, reserve, subsidies, gifts) carry over from the opening row; trades and
 * what was divided are sums of the year.
 */
export function accountRows(facts: AccountFacts): AccountRow[] {
  const opening: AccountRow = {
    ...NOTHING,
    number: '',
    day: '',
    says: '年初余额',
    project: facts.projectBefore,
    contribution: facts.contributionBefore - facts.projectBefore,
    reserve: facts.reserveBefore,
    subsidy: facts.subsidyBefore,
    gift: facts.giftBefore,
  }
  const events = happened(facts)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map((row, at) => ({ ...row, number: String(at + 1) }))
  const all = [opening, ...events]
  const sum = (of: (row: AccountRow) => Fen): Fen => all.reduce((total, row) => total + of(row), 0n)
  const closing: AccountRow = {
    ...NOTHING,
    number: '',
    day: '',
    says: '年末余额（总额）',
    project: sum((row) => row.project),
    contribution: sum((row) => row.contribution),
    reserve: sum((row) => row.reserve),
    subsidy: sum((row) => row.subsidy),
    gift: sum((row) => row.gift),
    amount: sum((row) => row.amount),
    patronage: sum((row) => row.patronage),
    remainder: sum((row) => row.remainder),
  }
  return [...all, closing]
}

function happened(facts: AccountFacts): Omit<AccountRow, 'number'>[] {
  let [subsidy, gift] = [facts.subsidyBefore, facts.giftBefore]
  const divisions = facts.divisions.map((one) => {
    const row = {
      ...NOTHING,
      day: one.day,
      says: `${one.year} 年盈余分配`,
      reserve: one.reserve,
      // Quantified anew at each division: the row shows by how much it changed.
      subsidy: one.subsidy - subsidy,
      gift: one.gift - gift,
      patronage: one.patronage,
      remainder: one.remainder,
    }
    ;[subsidy, gift] = [one.subsidy, one.gift]
    return row
  })
  return [
    ...facts.contributions.map((one) => ({
      ...NOTHING,
      day: one.day,
      says: one.label,
      project: one.project,
      contribution: one.amount - one.project,
    })),
    ...facts.reserves.map((one) => ({
      ...NOTHING,
      day: one.day,
      says: one.label,
      reserve: one.amount,
    })),
    ...divisions,
    ...facts.trades.map((one) => ({
      ...NOTHING,
      day: one.day,
      says: one.direction === 'delivered' ? '交售给本社' : '向本社购买',
      product: one.product,
      volume: `${printParts(one.volume, 3)} ${one.unit}`,
      amount: one.amount,
    })),
  ]
}
