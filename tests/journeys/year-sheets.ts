/** The files of the bookkeeper's year as offices, banks and WeChat write them. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { wireOfFen, type Fen } from '#core/values/money.ts'
import { COOPS, yearOf, type CoopYear, type MoneyRow, type TradeRow } from './year-files.ts'

const FOLDER = mkdtempSync(path.join(os.tmpdir(), 'heshe-year-'))

function keep(name: string, lines: readonly (readonly (string | bigint | number)[])[]): string {
  const file = path.join(FOLDER, name)
  writeFileSync(file, lines.map((line) => line.join(',')).join('\n'))
  return file
}

const yuan = (fen: Fen): string => wireOfFen(fen < 0n ? -fen : fen)

/** A bank statement: two columns of amounts, the balance after each line, a serial number. */
export function bankFile(of: {
  coop: string
  month: string
  rows: readonly MoneyRow[]
  before: Fen
}): string {
  let balance = of.before
  return keep(`${of.coop}-${of.month}-对账单.csv`, [
    ['交易日期', '摘要', '支出金额', '收入金额', '余额', '对方户名', '流水号'],
    ...of.rows.map(({ day, memo, party, amount }, at) => {
      balance += amount
      const [out, came] = amount < 0n ? [yuan(amount), ''] : ['', yuan(amount)]
      return [
        day,
        memo,
        out,
        came,
        wireOfFen(balance),
        party,
        `B${of.month.replace('-', '')}${String(at).padStart(3, '0')}`,
      ]
    }),
  ])
}

/** A WeChat bill: words above the table, direction in a column of its own. */
export function wechatFile(of: { coop: string; month: string; rows: readonly MoneyRow[] }): string {
  return keep(`${of.coop}-${of.month}-微信支付账单.csv`, [
    ['微信支付账单明细'],
    [`起始时间：[${of.month}-01 00:00:00]`],
    ['交易时间', '交易对方', '商品', '收/支', '金额(元)', '当前状态', '交易单号'],
    ...of.rows.map(({ day, memo, party, amount }, at) => [
      `${day} 10:${String(at).padStart(2, '0')}:00`,
      party,
      memo,
      amount > 0n ? '收入' : '支出',
      `¥${yuan(amount)}`,
      '支付成功',
      `W${of.month.replace('-', '')}${String(at).padStart(3, '0')}`,
    ]),
  ])
}

/** Weigh slips in the cooperative's own sheet. */
export function tradesFile(of: {
  coop: string
  month: string
  rows: readonly TradeRow[]
  direction: string
}): string {
  return keep(`${of.coop}-${of.month}-磅单.csv`, [
    ['日期', '成员编号', '成员姓名', '方向', '产品', '净重', '金额'],
    ...of.rows.map(({ day, member, product, quantity, amount }) => [
      day,
      member.number,
      member.name,
      of.direction,
      product,
      quantity,
      yuan(amount),
    ]),
  ])
}

/** The list of the cooperatives, as the county has it. */
export function listFile(): string {
  return keep('代理记账合作社名单.csv', [
    ['合作社名称', '成立日期', '住所', '理事长'],
    ...COOPS.map(({ name }) => [name, '2018-03-05', '禾丰县麦川镇王家沟村', '江新芽']),
  ])
}

/** The roll of all five in one sheet. */
export function rollFile(years: readonly CoopYear[]): string {
  return keep('代理记账合作社成员名册.csv', [
    ['合作社名称', '成员姓名', '成员编号', '成员类型', '出资额（元）', '银行账号', '入社时间'],
    ...years.flatMap(({ plan, members }) =>
      members.map(({ name, number, share, account }) => [
        plan.name,
        name,
        number,
        '农民',
        yuan(share),
        account,
        '2019-05-15',
      ]),
    ),
  ])
}

export const YEARS: readonly CoopYear[] = COOPS.map(yearOf)
