/** The chart of accounts of 2023 (财会〔2021〕37号 附录一): 48 accounts and the two that may be added. */

/** What a line on this account has to name: a member, a party (counterparty or grant), or either as principal. */
export type Needs = '' | 'member' | 'party' | 'principal'
export type Kind = '资产' | '负债' | '所有者权益' | '成本' | '损益'
/** On which side the balance stands; both where it may stand on either. */
export type Side = 'debit' | 'credit' | 'both'

export interface Account {
  code: string
  name: string
  kind: Kind
  side: Side
  needs: Needs
  /** What a line names besides; the first one is meant for an increase. */
  items: readonly string[]
}

type Short = readonly [code: string, name: string, side: Side, needs?: Needs, items?: readonly string[]]

const of = (kind: Kind, rows: readonly Short[]): Account[] =>
  rows.map(([code, name, side, needs = '', items = []]) => ({ code, name, kind, side, needs, items }))

const ASSETS: readonly Short[] = [
  ['101', '库存现金', 'debit'],
  ['102', '银行存款', 'debit'],
  ['109', '其他货币资金', 'debit'],
  ['113', '应收款', 'debit', 'party'],
  ['114', '成员往来', 'both', 'member'],
  ['121', '产品物资', 'debit'],
  ['122', '包装物', 'debit'],
  ['124', '委托加工物资', 'debit'],
  ['125', '委托代销商品', 'debit'],
  ['127', '受托代购商品', 'debit', 'principal'],
  ['128', '受托代销商品', 'debit', 'principal'],
  ['131', '对外投资', 'debit'],
  ['141', '消耗性生物资产', 'debit'],
  ['142', '生产性生物资产', 'debit'],
  ['143', '生产性生物资产累计折旧', 'credit'],
  ['144', '公益性生物资产', 'debit'],
  ['151', '固定资产', 'debit'],
  ['152', '累计折旧', 'credit'],
  ['153', '在建工程', 'debit'],
  ['154', '固定资产清理', 'both'],
  ['161', '无形资产', 'debit'],
  ['162', '累计摊销', 'credit'],
  ['171', '长期待摊费用', 'debit'],
  ['181', '待处理财产损溢', 'both'],
]
const LIABILITIES: readonly Short[] = [
  ['201', '短期借款', 'credit'],
  ['211', '应付款', 'credit', 'party'],
  ['212', '应付工资', 'credit'],
  ['213', '应付劳务费', 'credit'],
  ['214', '应交税费', 'both'],
  ['215', '应付利息', 'credit'],
  ['221', '应付盈余返还', 'credit', 'member'],
  ['222', '应付剩余盈余', 'credit', 'member'],
  ['231', '长期借款', 'credit'],
  ['235', '专项应付款', 'credit', 'party'],
]
const EQUITY: readonly Short[] = [
  ['301', '股金', 'credit', 'member', ['成员增加出资', '资本公积转增', '盈余公积转增', '成员减少出资']],
  ['311', '专项基金', 'credit', '', ['国家财政直接补助', '他人捐赠']],
  ['321', '资本公积', 'credit', '', ['股金溢价', '资产评估增值', '转为成员出资', '弥补亏损', '退还成员']],
  ['322', '盈余公积', 'credit', '', ['从盈余中提取', '转为成员出资', '弥补亏损', '退还成员']],
  ['331', '本年盈余', 'both'],
  [
    '332',
    '盈余分配',
    'both',
    '',
    ['未分配盈余', '其他转入', '提取盈余公积', '盈余返还', '剩余盈余分配', '转为成员出资'],
  ],
]
const RESULTS: readonly Short[] = [
  ['501', '经营收入', 'credit'],
  ['502', '其他收入', 'credit'],
  ['511', '投资收益', 'both'],
  ['521', '经营支出', 'debit'],
  ['522', '税金及附加', 'debit'],
  ['523', '管理费用', 'debit'],
  ['524', '财务费用', 'debit'],
  ['529', '其他支出', 'debit'],
  ['531', '所得税费用', 'debit'],
]

export const CHART: readonly Account[] = [
  ...of('资产', ASSETS),
  ...of('负债', LIABILITIES),
  ...of('所有者权益', EQUITY),
  ...of('成本', [['401', '生产成本', 'debit']]),
  ...of('损益', RESULTS),
]

const BY_CODE = new Map(CHART.map((one) => [one.code, one]))

/** The account of that number. */
export function accountOf(code: string): Account | undefined {
  return BY_CODE.get(code)
}

/** 102 银行存款 */
export function accountLabel(code: string): string {
  const account = accountOf(code)
  return account ? `${code} ${account.name}` : code
}
