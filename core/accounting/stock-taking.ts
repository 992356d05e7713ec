/** 期初盘点: what a body has and owes, counted in plain words; the opening entry that follows of it. */
import { fenOfWire, type Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { accountOf } from './chart.ts'
import type { VoucherLine } from './voucher.ts'

export interface StockKind {
  id: string
  group: '有什么' | '别人欠社里的' | '社里欠别人的' | '成员和积累'
  label: string
  says: string
  side: 'debit' | 'credit'
  account: string
  item?: string
  /** A second amount: depreciation already taken, on this account. */
  worn?: string
}

const has = '有什么'
const theirs = '别人欠社里的'
const ours = '社里欠别人的'
const own = '成员和积累'

export const STOCK_KINDS: readonly StockKind[] = [
  { id: 'cash', group: has, label: '库存现金', says: '当面点清', side: 'debit', account: '101' },
  { id: 'bank', group: has, label: '银行存款', says: '按银行对账单', side: 'debit', account: '102' },
  {
    id: 'purse',
    group: has,
    label: '社里的微信、支付宝余额',
    says: '看当天余额',
    side: 'debit',
    account: '109',
  },
  {
    id: 'goods',
    group: has,
    label: '产品、农资库存',
    says: '过秤点数，按进价算',
    side: 'debit',
    account: '121',
  },
  {
    id: 'crops',
    group: has,
    label: '育肥畜、大田苗等（会卖掉的）',
    says: '按已投入算',
    side: 'debit',
    account: '141',
  },
  {
    id: 'trees',
    group: has,
    label: '果树、种畜等（长期产出的）',
    says: '按买价或已投入算',
    side: 'debit',
    account: '142',
    worn: '143',
  },
  {
    id: 'fixed',
    group: has,
    label: '房屋、机器、车辆',
    says: '按买价；没有凭据的按评估价',
    side: 'debit',
    account: '151',
    worn: '152',
  },
  { id: 'building', group: has, label: '还没完工的工程', says: '按已付的钱', side: 'debit', account: '153' },
  {
    id: 'rights',
    group: has,
    label: '土地经营权、商标等',
    says: '按入股或买入的价',
    side: 'debit',
    account: '161',
    worn: '162',
  },
  { id: 'invested', group: has, label: '对外投资', says: '按投出的钱', side: 'debit', account: '131' },
  {
    id: 'owed-party',
    group: theirs,
    label: '外单位、外人欠社里',
    says: '逐个写名字',
    side: 'debit',
    account: '113',
  },
  {
    id: 'owed-member',
    group: theirs,
    label: '成员欠社里',
    says: '逐个选成员',
    side: 'debit',
    account: '114',
  },
  {
    id: 'owing-member',
    group: ours,
    label: '社里欠成员',
    says: '货款、借款等，逐个选成员',
    side: 'credit',
    account: '114',
  },
  {
    id: 'owing-party',
    group: ours,
    label: '社里欠外单位、外人',
    says: '逐个写名字',
    side: 'credit',
    account: '211',
  },
  { id: 'wages', group: ours, label: '欠发工资', says: '固定人员', side: 'credit', account: '212' },
  { id: 'labour', group: ours, label: '欠付劳务费', says: '临时用工', side: 'credit', account: '213' },
  { id: 'tax', group: ours, label: '欠交税款', says: '', side: 'credit', account: '214' },
  { id: 'loan-short', group: ours, label: '一年以内的借款', says: '本金', side: 'credit', account: '201' },
  { id: 'loan-long', group: ours, label: '一年以上的借款', says: '本金', side: 'credit', account: '231' },
  {
    id: 'grant-left',
    group: ours,
    label: '还没用完的财政补助',
    says: '逐个写项目',
    side: 'credit',
    account: '235',
  },
  {
    id: 'share',
    group: own,
    label: '成员股金',
    says: '逐个选成员',
    side: 'credit',
    account: '301',
    item: '成员增加出资',
  },
  {
    id: 'grant-formed',
    group: own,
    label: '补助形成的资产',
    says: '已用补助购建的',
    side: 'credit',
    account: '311',
    item: '国家财政直接补助',
  },
  {
    id: 'gift-formed',
    group: own,
    label: '捐赠形成的资产',
    says: '',
    side: 'credit',
    account: '311',
    item: '他人捐赠',
  },
  {
    id: 'reserve',
    group: own,
    label: '盈余公积',
    says: '历年提取、还没有用的',
    side: 'credit',
    account: '322',
    item: '从盈余中提取',
  },
]

/** An item as it was counted; amounts in yuan as they travel. */
export interface StockItem {
  kind: string
  /** Which one: 农商行, 旋耕机 2 台. */
  label?: string | undefined
  member?: string | undefined
  party?: string | undefined
  amount: string
  worn?: string | undefined
}

const DIFFERENCE = '未分配盈余'

/** The opening entry: what was counted, and the difference as 未分配盈余. Errors: stock-kind, stock-amount, stock-worn, stock-empty. */
export function openingOf(items: readonly StockItem[]): Outcome<{ lines: VoucherLine[]; left: Fen }> {
  const problems = items.flatMap((item, index) => itemProblems(item, index + 1))
  if (items.length === 0)
    problems.push(refused('stock-empty', '还没有盘点任何一项，请至少填写现金或银行存款'))
  if (problems.length > 0) return { ok: false, problems }
  const lines = items.flatMap(linesOf)
  const left = lines.reduce((sum, line) => sum + (line.debit ?? 0n) - (line.credit ?? 0n), 0n)
  const rest: VoucherLine[] =
    left === 0n
      ? []
      : [{ account: '332', item: DIFFERENCE, ...(left > 0n ? { credit: left } : { debit: -left }) }]
  return done({ lines: [...lines, ...rest], left })
}

/** What kind of thing was counted. */
export const stockKindOf = (item: StockItem): StockKind | undefined =>
  STOCK_KINDS.find((one) => one.id === item.kind)

function itemProblems(item: StockItem, row: number): Problem[] {
  const kind = stockKindOf(item)
  if (kind === undefined) return [refused('stock-kind', `第 ${row} 项请选择是哪一类`, { row })]
  const [amount, worn] = [fenOfWire(item.amount), fenOfWire(item.worn ?? '0')]
  if (amount === null || amount <= 0n)
    return [refused('stock-amount', `第 ${row} 项“${kind.label}”的金额要大于零，请填写或删去这一项`, { row })]
  if (worn === null || worn < 0n || worn > amount || (worn > 0n && kind.worn === undefined))
    return [refused('stock-worn', `第 ${row} 项“${kind.label}”的已提折旧不能超过原价，请改正`, { row })]
  return []
}

function linesOf(item: StockItem): VoucherLine[] {
  const kind = stockKindOf(item)!
  const needs = accountOf(kind.account)?.needs ?? ''
  const note = item.label?.trim() ?? ''
  const line: VoucherLine = {
    account: kind.account,
    [kind.side]: fenOfWire(item.amount)!,
    ...(kind.item !== undefined && { item: kind.item }),
    ...(needs === 'member' && item.member && { member: item.member }),
    ...(needs === 'party' && item.party && { party: item.party }),
    ...(note !== '' && { note }),
  }
  const worn = fenOfWire(item.worn ?? '0') ?? 0n
  return worn === 0n ? [line] : [line, { account: kind.worn!, credit: worn, ...(note !== '' && { note }) }]
}
