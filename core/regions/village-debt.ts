import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

export const CREDITORS = ['金融机构', '财政或政府部门', '企业和其他单位', '个人'] as const

/** 村级债务: what a village owes, debt by debt; persons are told by kind only (D12). */
export const villageDebt = register('village_debt', {
  label: '村级债务',
  answers: ['D12'],
  belongsTo: 'area',
  key: ['name'],
  fields: {
    name: f.text('债务名称', { max: 100, aliases: ['债务项目', '债务事项', '借款用途名称'] }),
    creditor: f.choice('债权人类型', CREDITORS, { aliases: ['债权人', '债权人性质'] }),
    borrowedOn: f.date('形成日期', { aliases: ['借款日期', '发生日期', '举债日期'] }),
    principal: f.money('本金', { aliases: ['借款金额', '债务本金', '举债金额'] }),
    balance: f.money('尚欠', { aliases: ['债务余额', '余额', '未还金额', '欠款余额'] }),
    dueOn: f.date('到期日期', { optional: true, aliases: ['还款期限', '约定还款日期'] }),
    rate: f.text('年利率', {
      max: 20,
      optional: true,
      aliases: ['利率', '年利率（%）', '借款利率', '约定利率'],
    }),
    collateral: f.text('担保、抵押', {
      max: 200,
      optional: true,
      aliases: ['担保方式', '抵押物', '担保', '抵押', '担保或抵押'],
    }),
    purpose: f.text('用途', { max: 200, optional: true, aliases: ['举债用途', '形成原因'] }),
    approvedBy: f.text('经哪次会议决定', { max: 120, optional: true, aliases: ['决议', '审批文号'] }),
    project: f.text('论证项目编号', {
      max: 40,
      optional: true,
      aliases: ['项目编号', '论证编号'],
      help: '经研究同意举债的项目，同意时自动登记；补登的写项目编号',
    }),
    clearedOn: f.date('还清日期', { optional: true, aliases: ['化解日期', '清偿日期'] }),
    ground: f.text('数据来源', { max: 120, optional: true, aliases: ['来源'] }),
  },
})
