/** 成员账户合计与账簿: what all accounts come to beside the balances of the books (37号 第57条; 301, 311, 322, 221, 222). */
import { itemOf, sumsOf, type YearFigures } from '../accounting/figures.ts'
import type { Fen } from '../values/money.ts'

/** Sums over all accounts of a year, as of its end. */
export interface AccountTotals {
  contribution: Fen
  reserve: Fen
  subsidy: Fen
  gift: Fen
  patronage: Fen
  remainder: Fen
}

export interface AccountTie {
  label: string
  accounts: Fen
  books: Fen
  /** Where they may differ rightly, and where to look. */
  says: string
}

/** Each sum of the accounts beside its account in the books. */
export function accountTies(totals: AccountTotals, figures: YearFigures): AccountTie[] {
  const credit = (account: string): Fen => -sumsOf(figures, account).end
  const divided = (item: string): Fen => {
    const { debit, credit: back } = itemOf(figures, '332', item)
    return debit - back
  }
  return [
    {
      label: '成员出资 ＝ 股金（301）',
      accounts: totals.contribution,
      books: credit('301'),
      says: '不等的，逐笔核对股金台账和 301 的凭证：两处都要登记',
    },
    {
      label: '公积金份额 ＝ 盈余公积（322）',
      accounts: totals.reserve,
      books: credit('322'),
      says: '本年提取、分配方案次年入账的，次年才记入各人账户；建账以前没有量化的，在拟方案时填“历年已量化的公积金”',
    },
    {
      label: '补助、捐赠量化份额 ＝ 专项基金（311）',
      accounts: totals.subsidy + totals.gift,
      books: credit('311'),
      says: '量化份额在每次分配时重新平均；分配以后新增的专项基金，下一次分配时量化',
    },
    {
      label: '盈余返还 ＝ 本年盈余分配（332 盈余返还）',
      accounts: totals.patronage,
      books: divided('盈余返还'),
      says: '不等的，核对是否有没有经分配方案的凭证',
    },
    {
      label: '剩余盈余分配 ＝ 本年盈余分配（332 剩余盈余分配）',
      accounts: totals.remainder,
      books: divided('剩余盈余分配'),
      says: '不等的，核对是否有没有经分配方案的凭证',
    },
  ]
}
