/** What business templates are written with: questions in plain words and lines of the entry. */
import type { Ask, EntryLine, Template } from './template.ts'

export const MONEY = [
  { value: '102', label: '银行存款' },
  { value: '101', label: '现金' },
  { value: '109', label: '微信、支付宝余额' },
]
export const CREDIT_MEMBER = { value: '114', label: '先记成员往来（没付清、没收到）' }
export const ASSETS = [
  { value: '151', label: '固定资产（房屋、机器、车辆）' },
  { value: '153', label: '在建工程' },
  { value: '142', label: '生产性生物资产（果树、种畜）' },
  { value: '141', label: '消耗性生物资产（育肥畜、大田苗）' },
  { value: '161', label: '无形资产（土地经营权、商标）' },
  { value: '121', label: '产品物资' },
]
export const GIFTED = [
  { value: '国家财政直接补助', label: '国家财政直接补助' },
  { value: '他人捐赠', label: '他人捐赠' },
]

/** Asks for an amount. */
export const money = (key: string, label: string, more: Partial<Ask> = {}): Ask => ({
  key,
  label,
  kind: 'money',
  ...more,
})
export const amount = money('amount', '金额')
/** Asks for a member. */
export const member = (label = '哪位成员', more: Partial<Ask> = {}): Ask => ({
  key: 'member',
  label,
  kind: 'member',
  ...more,
})
/** Asks for somebody outside. */
export const party = (label = '对方单位或个人', more: Partial<Ask> = {}): Ask => ({
  key: 'party',
  label,
  kind: 'party',
  ...more,
})
/** Asks for an account in plain words. */
export const account = (key: string, label: string, options: NonNullable<Ask['options']>): Ask => ({
  key,
  label,
  kind: 'account',
  options,
})
/** Asks with what was paid. */
export const paid = (...more: { value: string; label: string }[]): Ask =>
  account('money', '用什么付的', [...MONEY, ...more])
/** Asks where the money went in. */
export const got = (...more: { value: string; label: string }[]): Ask =>
  account('money', '收到哪里', [...MONEY, ...more])

/** A line on the debit side. */
export const debit = (
  code: string,
  keys: readonly string[] = ['amount'],
  more: Partial<EntryLine> = {},
): EntryLine => ({
  side: 'debit',
  account: code,
  amount: keys,
  ...more,
})
/** A line on the credit side. */
export const credit = (
  code: string,
  keys: readonly string[] = ['amount'],
  more: Partial<EntryLine> = {},
): EntryLine => ({
  side: 'credit',
  account: code,
  amount: keys,
  ...more,
})

export type Row = readonly [
  id: string,
  label: string,
  says: string,
  basis: string,
  asks: readonly Ask[],
  entry: readonly EntryLine[],
]
/** Templates of one group. */
export const group = (name: string, rows: readonly Row[]): Template[] =>
  rows.map(([id, label, says, basis, asks, entry]) => ({ id, group: name, label, says, basis, asks, entry }))

export const OWED_PARTY = { value: '113', label: '对方还没付（记应收款）' }
export const OWING_PARTY = { value: '211', label: '还没付（记应付款）' }
