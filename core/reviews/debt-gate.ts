/** Whether a project of a village may be approved as it is paid for: no new debt, and a bound on what is owed (party-led plan 四(二)6, 五(三)). */
import type { Ratio } from '../kernel/literal.ts'
import { printRatio } from '../kernel/say.ts'
import { printYuan, type Fen } from '../values/money.ts'

export interface DebtFigures {
  /** What the village owes on the day; null where nobody wrote a debt of it, not even that there is none, or of one not how much. */
  owed: Fen | null
  /** Debts of which nobody wrote what is still owed. */
  unsaid: readonly string[]
  /** What the project itself borrows. */
  borrow: Fen
  /** Income of the village in the last year that is known. */
  income: { year: number; amount: Fen } | null
  /** The most of a year's income that may be owed; null until the county confirmed it. */
  limit: Ratio | null
}

export interface GateFault {
  code: 'blind-debt' | 'debt-ratio' | 'debt-unknown'
  says: string
  remedy: string
}

const CLAUSE = '方案四（二）6、五（三）'
const ASK = '改用自有资金或补助，或由县级研究后“经研究同意举债”'

/** What is owed in all by these debts: unknown as soon as one of them is. */
export function owedOf(
  debts: readonly { name: string; balance: Fen | null }[],
): Pick<DebtFigures, 'owed' | 'unsaid'> {
  const unsaid = debts.filter((one) => one.balance === null).map((one) => one.name)
  const known = debts.length > 0 && unsaid.length === 0
  return { unsaid, owed: known ? debts.reduce((all, one) => all + (one.balance ?? 0n), 0n) : null }
}

/** The plan that says no to new debts of villages. */
export const DEBT_PLAN = 'party-led-2022'

/** What of a year's income would be owed with the project; null where either is unknown or nothing comes in. */
export function debtRatio({ owed, borrow, income }: DebtFigures): Ratio | null {
  if (owed === null || income === null || income.amount <= 0n) return null
  return { num: owed + borrow, den: income.amount }
}

/** All that stands against approving it. */
export function debtFaults(figures: DebtFigures): GateFault[] {
  const { borrow, limit, income, owed } = figures
  const faults: GateFault[] = []
  if (borrow > 0n)
    faults.push({
      code: 'blind-debt',
      says: `项目要借款 ${printYuan(borrow)} 元，会新增村级债务（${CLAUSE}）`,
      remedy: ASK,
    })
  if (limit === null) return faults
  const ratio = debtRatio(figures)
  if (ratio === null)
    faults.push({
      code: 'debt-unknown',
      says: `判不了债务占收入的比例：${unknownSays(figures)}`,
      remedy:
        figures.unsaid.length > 0
          ? '请先补上尚欠的金额，还清的写还清日期'
          : '请先登记；没有债务的登记一条尚欠 0 元',
    })
  else if (ratio.num * limit.den > limit.num * ratio.den)
    faults.push({
      code: 'debt-ratio',
      says: `连同本项目共欠 ${printYuan((owed ?? 0n) + borrow)} 元，占 ${income?.year} 年村集体收入的 ${printRatio(ratio)}，超过 ${printRatio(limit)}`,
      remedy: ASK,
    })
  return faults
}

const SAID = 3

function unknownSays({ owed, unsaid, income }: DebtFigures): string {
  if (unsaid.length > 0) {
    const more = unsaid.length > SAID ? `等 ${unsaid.length} 笔` : ''
    return `“${unsaid.slice(0, SAID).join('”“')}”${more}没有写尚欠多少`
  }
  if (owed === null) return '“村级债务”里没有这个村的记录'
  return income === null ? '“村集体经济收入”里没有这个村' : '最近一年没有收入'
}
