/** From the chart of 2007 (财会〔2007〕15号) to that of 2023 (财会〔2021〕38号): which account an old balance goes to. */
import { accountOf, CHART } from './chart.ts'

export interface OldAccount {
  code: string
  name: string
  /** On which side the old balance stands; both where it may stand on either. */
  side: 'debit' | 'credit' | 'both'
  /** whole: goes over as it is; apart: has to be taken apart; result: has no balance at the turn of a year. */
  how: 'whole' | 'apart' | 'result'
  /** The new accounts that it may go to. */
  to: readonly string[]
  /** How it is taken over, in words. */
  says: string
}

type Short = readonly [code: string, name: string, side: OldAccount['side']]

const whole = ([code, name, side]: Short): OldAccount => ({
  code,
  name,
  side,
  how: 'whole',
  to: [code],
  says: '余额整笔转入',
})
const apart = ([code, name, side]: Short, to: readonly string[], says: string): OldAccount => ({
  code,
  name,
  side,
  how: 'apart',
  to,
  says,
})
const result = (code: string, name: string): OldAccount => ({
  code,
  name,
  side: 'both',
  how: 'result',
  to: [],
  says: '年末没有余额，不用转；有余额的先在旧账里结转',
})

export const OLD_CHART: readonly OldAccount[] = [
  whole(['101', '库存现金', 'debit']),
  whole(['102', '银行存款', 'debit']),
  apart(['113', '应收款', 'both'], ['113', '114'], '非成员的逐个单位或个人转 113；记了成员的，按成员转 114'),
  apart(['114', '成员往来', 'both'], ['114'], '按成员逐人转入，成员欠社的在借方，社欠成员的在贷方，不要相抵'),
  whole(['121', '产品物资', 'debit']),
  whole(['124', '委托加工物资', 'debit']),
  whole(['125', '委托代销商品', 'debit']),
  apart(['127', '受托代购商品', 'debit'], ['127'], '按委托的成员或单位逐个转入'),
  apart(['128', '受托代销商品', 'debit'], ['128'], '按委托的成员或单位逐个转入'),
  whole(['131', '对外投资', 'debit']),
  apart(
    ['141', '牲畜（禽）资产', 'debit'],
    ['141', '142', '143'],
    '为出售持有的（幼畜、育肥畜）转 141；产畜、役畜按原价转 142，已经摊销的转 143 贷方',
  ),
  apart(
    ['142', '林木资产', 'debit'],
    ['141', '142', '143', '144'],
    '用材林等转 141；经济林按原价转 142，已经摊销的转 143 贷方；防护、环保为主的转 144',
  ),
  whole(['151', '固定资产', 'debit']),
  whole(['152', '累计折旧', 'credit']),
  whole(['153', '在建工程', 'debit']),
  whole(['154', '固定资产清理', 'both']),
  apart(['161', '无形资产', 'debit'], ['161', '162'], '按原价转 161，已经摊销的转 162 贷方'),
  whole(['201', '短期借款', 'credit']),
  apart(
    ['211', '应付款', 'both'],
    ['211', '213', '214', '215', '114'],
    '临时用工的转 213，税费转 214，利息转 215；其余非成员的逐个转 211，记了成员的转 114',
  ),
  whole(['212', '应付工资', 'both']),
  apart(['221', '应付盈余返还', 'credit'], ['221'], '按成员逐人转入'),
  apart(['222', '应付剩余盈余', 'credit'], ['222'], '按成员逐人转入'),
  whole(['231', '长期借款', 'credit']),
  apart(['235', '专项应付款', 'credit'], ['235'], '按补助项目逐项转入'),
  apart(['301', '股金', 'credit'], ['301'], '按成员逐人转入'),
  apart(['311', '专项基金', 'credit'], ['311'], '分国家财政直接补助、他人捐赠转入'),
  apart(['321', '资本公积', 'credit'], ['321'], '分股金溢价、资产评估增值转入'),
  whole(['322', '盈余公积', 'credit']),
  whole(['331', '本年盈余', 'both']),
  whole(['332', '盈余分配', 'both']),
  whole(['401', '生产成本', 'debit']),
  result('501', '经营收入'),
  result('502', '其他收入'),
  result('511', '投资收益'),
  result('521', '经营支出'),
  result('522', '管理费用'),
  result('529', '其他支出'),
]

const BALANCES = CHART.filter((one) => one.kind !== '损益').map((one) => one.code)
const BY_CODE = new Map(OLD_CHART.map((one) => [one.code, one]))

/** How a balance of the old chart is taken over; undefined where the chart of 2007 has no such account. */
export function convertOld(code: string): OldAccount | undefined {
  return BY_CODE.get(code)
}

/**
 * The same for any account: one that a cooperative added to the chart of 2007 is taken over by analogy (38号 二(五)), to
 * whichever new account its bookkeeper says.
 */
export function oldAccountOf(code: string, name = ''): OldAccount {
  return (
    BY_CODE.get(code) ?? {
      code,
      name: name === '' ? (accountOf(code)?.name ?? '') : name,
      side: 'both',
      how: 'apart',
      to: BALANCES,
      says: '原制度的科目表里没有，比照转入相应的新科目（38号二(五)）',
    }
  )
}
