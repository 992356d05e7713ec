import { f } from '../kernel/field.ts'
import { register, type Register } from '../kernel/register.ts'

/**
 * 财政补助项目: what was granted, for what, until when (D10). Its name is the project under which vouchers and asset
 * cards carry it. The figures “建账前或据报表” are what the books kept here can not say; they come on top of the books.
 */
export const grant = register('grant_project', {
  label: '财政补助项目',
  answers: ['D10'],
  key: ['name'],
  effective: 'approvedOn',
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    name: f.text('补助项目名称', {
      aliases: ['项目名称', '补助项目', '专项资金名称'],
      max: 100,
      help: '与凭证、资产卡片上写的项目名称一字不差，才对得上',
    }),
    paper: f.text('批复文号', { max: 100, optional: true, aliases: ['文号', '下达文号', '批准文号'] }),
    issuer: f.text('下达单位', { max: 100, optional: true, aliases: ['资金来源', '主管部门'] }),
    approvedOn: f.date('批复日期', { aliases: ['下达日期', '批准日期'] }),
    amount: f.money('批复金额', { aliases: ['补助金额', '下达金额', '批准金额'] }),
    useBy: f.date('使用期限', { optional: true, aliases: ['完成期限', '项目期限'] }),
    received: f.money('已到账（建账前或据报表）', { optional: true, aliases: ['已到账', '到账金额'] }),
    receivedOn: f.date('到账日期（建账前或据报表）', { optional: true, aliases: ['到账日期'] }),
    formed: f.money('已形成资产（建账前或据报表）', {
      optional: true,
      aliases: ['已形成资产', '形成资产金额'],
    }),
    quantified: f.money('已量化到成员（建账前或据报表）', {
      optional: true,
      aliases: ['已量化到成员', '量化金额'],
    }),
    photos: f.files('项目照片', { optional: true }),
    note: f.text('说明', { max: 200, optional: true, aliases: ['备注'] }),
  },
})

/** 补助预算: one line of what the grant is to be spent on. */
export const grantLine = register('grant_line', {
  label: '补助预算',
  answers: ['D10'],
  key: ['project', 'item'],
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    project: f.text('补助项目名称', { max: 100, aliases: ['项目名称', '补助项目'] }),
    item: f.text('支出内容', { max: 100, aliases: ['预算科目', '建设内容', '明细内容'] }),
    purpose: f.text('用途', { max: 200, optional: true, aliases: ['资金用途'] }),
    amount: f.money('预算金额', { aliases: ['预算', '计划金额'] }),
    spent: f.money('已支出（建账前或据报表）', { optional: true, aliases: ['已支出', '支出金额'] }),
    photos: f.files('现场照片', { optional: true }),
    note: f.text('说明', { max: 200, optional: true, aliases: ['备注'] }),
  },
})

/** The registers of grants. */
export const grantRegisters: readonly Register[] = [grant, grantLine]
