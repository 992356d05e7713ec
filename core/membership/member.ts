import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** 成员（户）名册: who is a member, since when; the roll that every cooperative has to keep (社法 19). */
export const member = register('member', {
  label: '成员（户）名册',
  answers: ['A03'],
  key: ['idNumber', 'person'],
  effective: 'joinedOn',
  expected: true,
  write: ['county', 'township', 'village', 'chair', 'accountant'],
  fields: {
    person: f.text('成员姓名（名称）', { max: 100, aliases: ['成员姓名', '姓名', '社员姓名', '户主姓名'] }),
    idNumber: f.secret('身份证号', 'idNumber', {
      optional: true,
      aliases: ['公民身份号码', '证件号', '身份证号码'],
    }),
    number: f.text('成员编号', {
      max: 20,
      optional: true,
      maybeCounted: true,
      aliases: ['编号', '户号', '成员号', '社员编号', '社员证号'],
    }),
    kind: f.choice('成员类型', [
      '农民',
      '其他自然人',
      '企业',
      '事业单位',
      '社会组织',
      '农村集体经济组织',
      '农民专业合作社',
    ]),
    village: f.text('住址', {
      max: 200,
      optional: true,
      aliases: ['联系地址', '所在村组', '住所', '家庭住址', '家庭地址'],
    }),
    phone: f.phone('联系电话', { optional: true, aliases: ['电话', '手机'] }),
    familyFarm: f.flag('家庭农场', {
      optional: true,
      aliases: ['是否家庭农场', '家庭农场成员', '家庭农场主'],
      help: '以家庭农场名义入社的成员；成员类型照实填农民或企业',
    }),
    vulnerable: f.flag('弱势群体', { optional: true, aliases: ['脱贫户', '是否脱贫户', '监测户'] }),
    contribution: f.money('出资额', {
      optional: true,
      aliases: ['成员出资', '股金', '认缴出资', '出资金额', '入股金额', '股金金额', '认缴出资额'],
    }),
    bankAccount: f.secret('银行账号', 'bankAccount', {
      optional: true,
      aliases: ['卡号', '银行卡号', '一卡通账号'],
    }),
    joinedOn: f.date('入社日期', { aliases: ['入社时间'] }),
    leftOn: f.date('退社日期', { optional: true, aliases: ['退社时间'] }),
  },
})
