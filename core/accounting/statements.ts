/** The three statements of 财会〔2021〕37号 (会农社01–03表): rows, row numbers, formulas, and their cross-checks. */
import { printYuan, type Fen } from '../values/money.ts'
import { itemOf, sumsOf, undistributed, type YearFigures } from './figures.ts'

export interface StatementRow {
  row: number
  label: string
  /** End of the period or this year; beginning of the year or last year, null where unknown. */
  now: Fen
  before: Fen | null
  /** Accounts behind it; empty where it is computed of other rows. */
  accounts: readonly string[]
  formula: string
  kind: 'line' | 'sum'
}

type When = 'begin' | 'end'
type Value = (figures: YearFigures, when: When) => Fen
interface Source {
  row: number
  label: string
  accounts: readonly string[]
  value: Value
}
interface Sum {
  row: number
  label: string
  formula: string
}

const debitOf =
  (...codes: string[]): Value =>
  (figures, when) =>
    codes.reduce((sum, code) => sum + sumsOf(figures, code)[when], 0n)
const creditOf =
  (...codes: string[]): Value =>
  (figures, when) =>
    -debitOf(...codes)(figures, when)

type Line = readonly [row: number, label: string, accounts: readonly string[], value?: Value]
const line = (...[row, label, accounts, value]: Line): Source => ({
  row,
  label,
  accounts,
  value: value ?? debitOf(...accounts),
})
const owed = (row: number, label: string, ...accounts: string[]): Source => ({
  row,
  label,
  accounts,
  value: creditOf(...accounts),
})

/** 会农社01表: 22 rows of assets, 20 of liabilities and equity. */
const SHEET: readonly (Source | Sum)[] = [
  line(1, '货币资金', ['101', '102', '109']),
  line(2, '应收款项', ['113', '114'], (f, when) => sumsOf(f, '113')[when] + f.members[when].owing),
  line(3, '存货', ['121', '122', '124', '125', '127', '128', '401']),
  line(4, '消耗性生物资产', ['141']),
  { row: 5, label: '流动资产合计', formula: '1+2+3+4' },
  line(6, '对外投资', ['131']),
  line(7, '生产性生物资产原值', ['142']),
  owed(8, '减：生产性生物资产累计折旧', '143'),
  { row: 9, label: '生产性生物资产净值', formula: '7-8' },
  line(10, '固定资产原值', ['151']),
  owed(11, '减：累计折旧', '152'),
  { row: 12, label: '固定资产净值', formula: '10-11' },
  line(13, '在建工程', ['153']),
  line(14, '固定资产清理', ['154']),
  { row: 15, label: '固定资产小计', formula: '12+13+14' },
  line(16, '无形资产原值', ['161']),
  owed(17, '减：累计摊销', '162'),
  { row: 18, label: '无形资产净值', formula: '16-17' },
  line(19, '公益性生物资产', ['144']),
  line(20, '长期待摊费用', ['171']),
  { row: 21, label: '非流动资产合计', formula: '6+9+15+18+19+20' },
  { row: 22, label: '资产总计', formula: '5+21' },
  owed(23, '短期借款', '201'),
  {
    row: 24,
    label: '应付款项',
    accounts: ['211', '114'],
    value: (f, when) => f.members[when].owed - sumsOf(f, '211')[when],
  },
  owed(25, '应付工资', '212'),
  owed(26, '应付劳务费', '213'),
  owed(27, '应交税费', '214'),
  owed(28, '应付利息', '215'),
  owed(29, '应付盈余返还', '221'),
  owed(30, '应付剩余盈余', '222'),
  { row: 31, label: '流动负债合计', formula: '23+24+25+26+27+28+29+30' },
  owed(32, '长期借款', '231'),
  owed(33, '专项应付款', '235'),
  { row: 34, label: '非流动负债合计', formula: '32+33' },
  { row: 35, label: '负债合计', formula: '31+34' },
  owed(36, '股金', '301'),
  owed(37, '专项基金', '311'),
  owed(38, '资本公积', '321'),
  owed(39, '盈余公积', '322'),
  { row: 40, label: '未分配盈余', accounts: ['331', '332'], value: undistributed },
  { row: 41, label: '所有者权益合计', formula: '36+37+38+39+40' },
  { row: 42, label: '负债和所有者权益总计', formula: '35+41' },
]

/** 资产负债表, as of the end of the month with the beginning of the year beside it. */
export function balanceSheet(figures: YearFigures): StatementRow[] {
  const end = column(SHEET, (source) => source.value(figures, 'end'))
  const begin = column(SHEET, (source) => source.value(figures, 'begin'))
  return SHEET.map((one) => rowOf(one, end, begin))
}

/** Turnover of results: credits less debits, entries of closing left out. */
const earned =
  (code: string): Value =>
  (figures) =>
    sumsOf(figures, code).credit - sumsOf(figures, code).debit
const spent =
  (code: string): Value =>
  (figures) =>
    -earned(code)(figures, 'end')
const divided =
  (item: string): Value =>
  (figures) =>
    itemOf(figures, '332', item).debit - itemOf(figures, '332', item).credit

/** 其他转入, and corrections posted straight to the undistributed surplus. */
const movedIn: Value = (figures) =>
  -divided('其他转入')(figures, 'end') - divided('未分配盈余')(figures, 'end')

const INCOME: readonly (Source | Sum)[] = [
  line(1, '一、经营收入', ['501'], earned('501')),
  line(2, '加：投资收益', ['511'], earned('511')),
  line(3, '减：经营支出', ['521'], spent('521')),
  line(4, '税金及附加', ['522'], spent('522')),
  line(5, '管理费用', ['523'], spent('523')),
  line(6, '财务费用', ['524'], spent('524')),
  { row: 7, label: '二、经营收益', formula: '1+2-3-4-5-6' },
  line(8, '加：其他收入', ['502'], earned('502')),
  line(9, '减：其他支出', ['529'], spent('529')),
  { row: 10, label: '三、盈余总额', formula: '7+8-9' },
  line(11, '减：所得税费用', ['531'], spent('531')),
  { row: 12, label: '四、本年盈余', formula: '10-11' },
  line(13, '加：年初未分配盈余', ['331', '332'], (figures) => undistributed(figures, 'begin')),
  line(14, '其他转入', ['332'], movedIn),
  line(15, '减：提取盈余公积', ['332'], divided('提取盈余公积')),
  { row: 16, label: '五、可分配盈余', formula: '12+13+14-15' },
  line(17, '减：盈余返还', ['332'], divided('盈余返还')),
  line(18, '剩余盈余分配', ['332'], divided('剩余盈余分配')),
  line(19, '转为成员出资', ['332'], divided('转为成员出资')),
  { row: 20, label: '六、年末未分配盈余', formula: '16-17-18-19' },
]

/** 盈余及盈余分配表 of the year up to the month; last year's figures beside it where the books reach back. */
export function incomeStatement(figures: YearFigures, lastYear: YearFigures | null): StatementRow[] {
  const now = column(INCOME, (source) => source.value(figures, 'end'))
  const before = lastYear && column(INCOME, (source) => source.value(lastYear, 'end'))
  return INCOME.map((one) => rowOf(one, now, before))
}

/** The values of a column by row number; sums are taken of the rows above and below by their formula. */
function column(rows: readonly (Source | Sum)[], value: (source: Source) => Fen): Map<number, Fen> {
  const values = new Map<number, Fen>()
  for (const one of rows) values.set(one.row, 'value' in one ? value(one) : computed(one.formula, values))
  return values
}

function computed(formula: string, values: ReadonlyMap<number, Fen>): Fen {
  let sum = 0n
  for (const [, sign, row] of formula.matchAll(/([+-]?)(\d+)/g)) {
    const value = values.get(Number(row)) ?? 0n
    sum += sign === '-' ? -value : value
  }
  return sum
}

function rowOf(
  one: Source | Sum,
  now: ReadonlyMap<number, Fen>,
  before: ReadonlyMap<number, Fen> | null,
): StatementRow {
  const sum = !('value' in one)
  return {
    row: one.row,
    label: one.label,
    now: now.get(one.row) ?? 0n,
    before: before ? (before.get(one.row) ?? 0n) : null,
    accounts: sum ? [] : one.accounts,
    formula: sum
      ? `第 ${one.formula.replaceAll(/[+-]/g, (sign) => (sign === '+' ? ' + ' : ' − '))} 行`
      : `科目 ${one.accounts.join('、')}`,
    kind: sum ? 'sum' : 'line',
  }
}

/** Rows of the two statements as they are printed: number, label, and for sums the formula. */
export const FORM_ROWS: Record<
  'sheet' | 'income',
  readonly { row: number; label: string; formula: string | null }[]
> = {
  sheet: SHEET.map(formRow),
  income: INCOME.map(formRow),
}

function formRow(one: Source | Sum): { row: number; label: string; formula: string | null } {
  return { row: one.row, label: one.label, formula: 'value' in one ? null : one.formula }
}

/** What the formula of a sum gives of the rows; `5+21`, `1+2-3`. */
export { computed as sumOfRows }

/** The value of a row. */
export function valueAt(rows: readonly StatementRow[], row: number, of: 'now' | 'before' = 'now'): Fen {
  return rows.find((one) => one.row === row)?.[of] ?? 0n
}

export interface CrossCheck {
  says: string
  left: Fen
  right: Fen
  ok: boolean
}

/** One cross-check: two figures that have to be the same to the fen. */
export function same(says: string, left: Fen, right: Fen): CrossCheck {
  const ok = left === right
  return { says: ok ? says : `${says}：相差 ${printYuan(left - right)} 元`, left, right, ok }
}
