import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'
import { BODY_KINDS } from '../values/body-name.ts'

export const REGISTRATION_STATES = ['存续', '歇业备案', '吊销未注销', '注销', '迁出'] as const

/** 主体名录: every cooperative, federation, company, family farm and village body that a county follows. */
export const body = register('body', {
  label: '主体名录',
  alias: ['cooperative'],
  answers: ['A01', 'A02', 'A10', 'N06'],
  belongsTo: 'none',
  dossier: '基本情况',
  effective: 'registeredOn',
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    name: f.text('合作社名称', {
      max: 300,
      aliases: [
        '名称',
        '主体名称',
        '单位名称',
        '企业名称',
        '合作社全称',
        '申报单位全称',
        '农民专业合作社名称',
        '合作社（企业）名称',
      ],
    }),
    creditCode: f.creditCode('统一社会信用代码', {
      optional: true,
      aliases: ['信用代码', '社会信用代码', '营业执照号', '执照号', '注册号', '统一信用代码'],
    }),
    oldRegistrationNo: f.text('原注册号', {
      max: 20,
      optional: true,
      aliases: ['旧注册号', '15位注册号', '工商注册号'],
    }),
    bodyKind: f.choice('主体类型', BODY_KINDS, {
      optional: true,
      aliases: ['企业类型', '类型', '合作社类型'],
      synonyms: { 农民专业合作经济组织: '农民专业合作社', 农民专业合作社分支机构: '合作社分支机构' },
    }),
    registeredOn: f.date('成立日期', {
      optional: true,
      aliases: ['注册日期', '注册登记时间', '登记日期', '成立时间', '注册时间', '注册登记日期'],
    }),
    capital: f.money('成员出资总额', {
      optional: true,
      aliases: [
        '注册资金',
        '注册资金(原样)',
        '注册资本',
        '出资总额',
        '股金总额',
        '成员股金',
        '注册资金（原样）',
      ],
    }),
    address: f.text('住所', {
      max: 300,
      optional: true,
      aliases: ['注册地址', '地址', '住址', '注册地址(截到村)', '登记住所', '住所地', '经营场所', '详细地址'],
    }),
    business: f.text('业务范围', {
      max: 2000,
      optional: true,
      aliases: ['经营范围', '经营范围(前60字)', '主营业务'],
    }),
    legalRepresentative: f.text('法定代表人', {
      max: 50,
      optional: true,
      aliases: ['理事长', '负责人', '法人', '法人姓名', '法人代表', '社长', '法定代表人姓名', '理事长姓名'],
    }),
    phone: f.phone('联系电话', { optional: true, aliases: ['电话', '手机', '办公电话', '联系方式'] }),
    registrationState: f.choice('登记状态', REGISTRATION_STATES, {
      optional: true,
      synonyms: {
        在营: '存续',
        开业: '存续',
        在业: '存续',
        正常: '存续',
        吊销: '吊销未注销',
        歇业: '歇业备案',
        已注销: '注销',
      },
    }),
    formerNames: f.text('曾用名', { max: 600, optional: true, aliases: ['原名称', '曾用名称'] }),
  },
})
