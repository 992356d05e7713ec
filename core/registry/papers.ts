import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'
import { guaranteeClashes } from './guarantee-clashes.ts'

/** 任职情况: who holds a post in which organ of the body, from when to when (社法 33). */
export const officer = register('officer', {
  label: '组织机构与任职',
  answers: ['B01', 'A02'],
  key: ['post', 'person'],
  effective: 'since',
  expected: true,
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    organ: f.choice('机构', ['成员（代表）大会', '理事会', '监事会', '经营管理']),
    post: f.choice('职务', [
      '理事长',
      '理事',
      '监事长',
      '执行监事',
      '监事',
      '经理',
      '财务会计',
      '出纳',
      '成员代表',
    ]),
    person: f.text('姓名', { max: 50 }),
    idNumber: f.secret('身份证号', 'idNumber', { optional: true, aliases: ['公民身份号码', '证件号'] }),
    phone: f.phone('联系电话', { optional: true, aliases: ['电话', '手机'] }),
    since: f.date('任职日期', { aliases: ['任期起'] }),
    until: f.date('任期届满', { optional: true, aliases: ['任期止', '离任日期'] }),
    publicOfficial: f.flag('在册公务人员', {
      optional: true,
      help: '执行与合作社业务有关公务的人员不得任职',
    }),
    education: f.choice('文化程度', ['小学及以下', '初中', '高中（中专）', '大专', '本科及以上'], {
      optional: true,
      aliases: ['学历', '受教育程度'],
      synonyms: {
        小学: '小学及以下',
        高中: '高中（中专）',
        中专: '高中（中专）',
        专科: '大专',
        大学专科: '大专',
        本科: '本科及以上',
        大学: '本科及以上',
        大学本科: '本科及以上',
        研究生: '本科及以上',
        硕士: '本科及以上',
      },
    }),
  },
})

/** 证照资料: the papers of a body with their scans. */
export const document = register('document', {
  label: '证照资料',
  answers: ['A02', 'A13', 'B02', 'B10'],
  key: ['kind', 'title'],
  effective: 'issuedOn',
  expected: true,
  write: ['county', 'township', 'chair', 'accountant', 'counsellor'],
  fields: {
    kind: f.choice('资料类别', [
      '营业执照',
      '章程',
      '成员名册',
      '内部管理制度',
      '财务制度',
      '入股协议',
      '会议记录',
      '财务报表',
      '审计报告',
      '照片',
      '其他',
    ]),
    title: f.text('资料名称', { max: 200 }),
    issuedOn: f.date('形成日期'),
    validUntil: f.date('有效期至', { optional: true }),
    shelf: f.text('存放位置', { max: 100, optional: true }),
    files: f.files('扫描件', { optional: true }),
  },
})

/** 标签: dated tags of kind, line and industry (A07). */
export const bodyTag = register('body_tag', {
  label: '类型条线标签',
  answers: ['A07', 'M23'],
  key: ['tag'],
  effective: 'since',
  fields: {
    tag: f.choice('标签', [
      '带农合作社',
      '村集体资金入股',
      '党支部领办',
      '供销社参办',
      '供销社领办',
      '农合联会员',
      '特色产业',
      '国家级示范社',
      '省级示范社',
      '市级示范社',
      '县级示范社',
    ]),
    since: f.date('起始日期'),
    until: f.date('终止日期', { optional: true }),
    ground: f.text('依据', { max: 200, optional: true }),
  },
})

/** 关联主体: typed links between bodies (A10). */
export const bodyLink = register('body_link', {
  label: '关联主体',
  answers: ['A10'],
  key: ['relation', 'other'],
  effective: 'since',
  fields: {
    relation: f.choice('关系', ['联合社成员', '社企联合', '社场联合', '村集体持股', '分支机构', '托管承包']),
    other: f.ref('对方主体', 'body'),
    since: f.date('起始日期'),
    until: f.date('终止日期', { optional: true }),
    note: f.text('说明', { max: 200, optional: true }),
  },
})

/** 农产品认证: certificates of what the body grows or makes, with the day on which each runs out (M20). */
export const certificate = register('certificate', {
  label: '农产品认证',
  answers: ['M20'],
  key: ['kind', 'product'],
  effective: 'issuedOn',
  write: ['county', 'township', 'chair', 'accountant', 'counsellor'],
  fields: {
    kind: f.choice('认证类别', ['绿色食品', '有机农产品', '农产品地理标志', '无公害农产品', '其他'], {
      aliases: ['认证种类', '认证类型'],
      synonyms: {
        绿色: '绿色食品',
        有机: '有机农产品',
        有机食品: '有机农产品',
        地理标志: '农产品地理标志',
        无公害: '无公害农产品',
      },
    }),
    product: f.text('认证产品', { max: 100, aliases: ['产品名称', '产品'] }),
    code: f.text('证书编号', { max: 60, optional: true, aliases: ['证书号', '标志编号'] }),
    issuer: f.text('发证机构', { max: 100, optional: true, aliases: ['认证机构'] }),
    issuedOn: f.date('发证日期', { aliases: ['颁证日期', '认证日期'] }),
    validUntil: f.date('有效期至', { optional: true, aliases: ['有效期', '证书有效期'] }),
    files: f.files('证书扫描件', { optional: true }),
  },
})

/** 内部信用合作: what members lend each other through the body, as of a day (M24). */
export const mutualCredit = register('mutual_credit', {
  label: '内部信用合作',
  answers: ['M24'],
  effective: 'asOf',
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    asOf: f.date('统计日期', { aliases: ['截止日期', '统计时间'] }),
    funds: f.money('资金规模', { aliases: ['互助资金规模', '内部信用合作资金规模'] }),
    lent: f.money('其中借出余额', { optional: true, aliases: ['借出余额', '投放余额'] }),
    members: f.count('参加成员数', { unit: '名', optional: true, aliases: ['参加成员'] }),
    ground: f.text('批准或备案文件', { max: 200, optional: true }),
  },
})

/** 对外担保: for whose debt the body answers, with what, until it is released or has paid (社法 29(3), 36). */
export const guarantee = register('guarantee', {
  label: '对外担保',
  answers: ['B07'],
  key: ['debtor', 'creditor', 'since'],
  effective: 'since',
  clashes: guaranteeClashes,
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    debtor: f.text('为谁担保', { max: 100, aliases: ['被担保人', '债务人', '被担保单位'] }),
    creditor: f.text('债权人', { max: 100, aliases: ['贷款银行', '出借人'] }),
    amount: f.money('担保金额', { aliases: ['担保额', '最高担保额'] }),
    way: f.choice('担保方式', ['保证', '抵押', '质押', '其他'], {
      synonyms: { 信用担保: '保证', 连带责任保证: '保证' },
    }),
    pledged: f.text('抵押、质押的财产', { max: 200, optional: true, aliases: ['抵押物', '质押物'] }),
    since: f.date('担保起始日', { aliases: ['担保日期', '签订日期'] }),
    until: f.date('担保到期日', { optional: true, aliases: ['到期日'] }),
    state: f.choice('现在怎样', ['在保', '已解除', '已代偿'], { aliases: ['担保状态'] }),
    endedOn: f.date('解除或代偿日期', { optional: true }),
    paid: f.money('代偿金额', { optional: true, aliases: ['代偿额'] }),
    files: f.files('担保合同扫描件', { optional: true }),
  },
})
