import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** 成员汇总: how many members a body has, of which kinds; the base of the law's membership rules (社法 12、19、20、43). */
export const memberSummary = register('member_summary', {
  label: '成员汇总',
  answers: ['A03', 'A09', 'G03'],
  effective: 'asOf',
  expected: true,
  askable: true,
  fields: {
    asOf: f.date('统计日期', { aliases: ['截止日期', '统计时间'] }),
    members: f.count('成员总数', {
      unit: '名',
      aliases: ['成员数', '社员数', '入社社员数', '成员总人数', '实有成员总数', '成员人数'],
    }),
    farmers: f.count('农民成员数', {
      unit: '名',
      optional: true,
      aliases: ['农民成员', '其中农民成员数', '农民人数'],
    }),
    organisations: f.count('单位成员数', {
      unit: '个',
      optional: true,
      aliases: ['单位成员', '团体成员数', '企业成员数', '企业等成员', '单位（团体）成员数'],
    }),
    publicUnits: f.count('管理公共事务单位成员数', {
      unit: '个',
      optional: true,
      help: '具有管理公共事务职能的单位不得成为成员',
    }),
    ledHouseholds: f.count('带动农户数', {
      unit: '户',
      optional: true,
      aliases: ['带动农户', '带动非成员农户', '辐射农户'],
    }),
    contributions: f.money('实缴出资额', {
      optional: true,
      aliases: ['社员股金', '成员出资', '货币出资合计'],
    }),
    largestContribution: f.money('最大单个成员出资额', {
      optional: true,
      aliases: ['最高成员出资', '单个社员最大股金'],
    }),
    memberAccounts: f.flag('已设成员账户', {
      optional: true,
      aliases: ['是否为每名成员建立成员账户', '成员账户'],
    }),
  },
})

/** 年报与经营异常: one record a year; whether it was published, and whether the body stands on the abnormal list. */
export const annualReport = register('annual_report', {
  label: '年报与经营异常',
  answers: ['A12', 'G03'],
  key: ['year'],
  expected: true,
  askable: true,
  fields: {
    year: f.year('年报年度', { aliases: ['报告年度', '所属年度'] }),
    published: f.flag('年报已公示', { aliases: ['是否公示', '是否年报', '年报公示情况'] }),
    publishedOn: f.date('公示日期', { optional: true, aliases: ['年报日期', '公示时间'] }),
    abnormalListed: f.flag('在经营异常名录', {
      optional: true,
      aliases: ['是否列入经营异常名录', '经营异常', '列入异常'],
    }),
    listedOn: f.date('列入日期', { optional: true, aliases: ['列入时间', '列入异常名录日期'] }),
    removedOn: f.date('移出日期', { optional: true, aliases: ['移出时间'] }),
    listReason: f.choice(
      '列入原因',
      ['未按期公示年报', '未公示即时信息', '隐瞒真实情况、弄虚作假', '住所无法联系', '其他'],
      {
        optional: true,
        synonyms: {
          无法联系: '住所无法联系',
          通过登记的住所无法联系: '住所无法联系',
          未年报: '未按期公示年报',
        },
      },
    ),
    revenue: f.money('年经营收入', {
      optional: true,
      aliases: ['经营收入', '销售额或营业收入', '上年经营收入', '营业收入', '销售额'],
    }),
    surplus: f.money('本年盈余', { optional: true, aliases: ['盈余总额', '上年实现盈余', '利润'] }),
    distributable: f.money('可分配盈余', { optional: true, aliases: ['上年可分配盈余'] }),
    returnedByPatronage: f.money('按交易量（额）返还金额', {
      optional: true,
      aliases: ['盈余返还总额', '二次返利', '年二次返利额', '二次返还', '按惠顾额二次返还', '盈余返还'],
    }),
    subsidy: f.money('政府补助资金', {
      optional: true,
      aliases: ['获得财政扶持资金', '政府补助', '获得扶持资金', '财政扶持资金总额'],
    }),
    loans: f.money('期末贷款余额', { optional: true, aliases: ['贷款额', '金融贷款', '贷款余额'] }),
  },
})

/** 摸底排查: what the township found at the body; the working ledger of a campaign (合水 三·第一阶段). */
export const survey = register('survey', {
  label: '摸底排查',
  answers: ['A06', 'C10', 'F02', 'F13', 'E08'],
  effective: 'surveyedOn',
  askable: true,
  fields: {
    surveyedOn: f.date('摸底日期', { aliases: ['排查日期', '摸排日期', '填报日期'] }),
    investedHouseholds: f.count('入股农户数', {
      unit: '户',
      optional: true,
      aliases: ['入股农户数量', '入股户数'],
    }),
    householdFunds: f.money('到户资金入股额', {
      optional: true,
      aliases: ['入股资金', '到户产业扶持资金入股额', '农户入股资金'],
    }),
    villageFunds: f.money('村集体资金入股额', { optional: true, aliases: ['村集体入股资金'] }),
    fundSince: f.year('资金入股年度', { optional: true, aliases: ['入股年度'] }),
    dividendsOnTime: f.flag('分红足额按时', {
      optional: true,
      aliases: ['是否按时足额分红', '分红是否兑付'],
    }),
    canLeadHouseholds: f.flag('有带动农户能力', { optional: true, aliases: ['带动能力', '是否有带动能力'] }),
    exitWillingHouseholds: f.count('要求退股农户数', {
      unit: '户',
      optional: true,
      aliases: ['退股意愿户数'],
    }),
    exitReady: f.choice('退股条件', ['具备', '暂不具备', '无退股要求'], { optional: true }),
    scaleShrunk: f.flag('生产规模收缩', { optional: true, aliases: ['规模收缩', '规模是否收缩'] }),
    idleBarns: f.flag('厂舍闲置', { optional: true, aliases: ['厂房闲置', '圈舍闲置', '是否闲置'] }),
    lossAmount: f.money('累计亏损额', { optional: true, aliases: ['亏损额', '亏损金额'] }),
    debtAmount: f.money('负债总额', { optional: true, aliases: ['债务总额', '负债'] }),
    willingToLead: f.flag('有继续带动意愿', { optional: true, aliases: ['带动意愿', '是否愿意继续带动'] }),
    misuse: f.flag('涉嫌套取侵占资金', { optional: true, help: '只记录线索，不作认定；由有权机关核查' }),
    note: f.text('存在问题和困难', { max: 1000, optional: true, aliases: ['存在问题', '实际困难', '备注'] }),
  },
})

/** 五有: site, sign, rules, books, organisation, seen by a named person on a day (朔城 二(三)2). */
export const fiveHaves = register('five_haves', {
  label: '五有检查',
  answers: ['G01', 'B10', 'G05'],
  effective: 'checkedOn',
  askable: true,
  write: ['county', 'township', 'counsellor'],
  fields: {
    checkedOn: f.date('检查日期', { aliases: ['核查日期'] }),
    site: f.flag('有场地', { optional: true, aliases: ['场地', '办公场所'] }),
    sign: f.flag('有牌子', { optional: true, aliases: ['牌子', '挂牌'] }),
    rules: f.flag('有制度', { optional: true, aliases: ['制度', '管理制度'] }),
    books: f.flag('有账本', { optional: true, aliases: ['账本', '账簿'] }),
    organisation: f.flag('有组织机构', { optional: true, aliases: ['组织机构'] }),
    checker: f.text('检查人', { max: 50, optional: true, aliases: ['核查人'] }),
    photos: f.files('现场照片', { optional: true }),
    sitePhotos: f.files('场地照片', { optional: true }),
    signPhotos: f.files('牌子照片', { optional: true }),
    rulesPhotos: f.files('制度照片', { optional: true }),
    booksPhotos: f.files('账本照片', { optional: true }),
    organisationPhotos: f.files('组织机构照片', { optional: true }),
  },
})

/** 分红汇总: dividends due and paid for one year and one kind of fund (合水 二(二)1、三·第二阶段). */
export const dividendSummary = register('dividend_summary', {
  label: '分红汇总',
  answers: ['E01', 'E02', 'E03', 'E06'],
  key: ['year', 'fundKind'],
  effective: 'asOf',
  askable: true,
  fields: {
    asOf: f.date('截止日期', { aliases: ['统计日期', '截至日期'] }),
    year: f.year('分红年度', { aliases: ['所属年度', '年度'] }),
    fundKind: f.choice('资金类别', ['到户资金', '村集体资金'], {
      aliases: ['资金类型', '资金来源'],
      synonyms: { 农户: '到户资金', 到户: '到户资金', 村集体: '村集体资金' },
    }),
    due: f.money('应分红金额', { aliases: ['应分红', '约定分红', '应兑付金额', '应付分红'] }),
    paid: f.money('已分红金额', { aliases: ['已分红', '已兑付金额', '实际分红'] }),
    inKind: f.money('其中物化分红', { optional: true, aliases: ['物化分红金额', '物化性分红'] }),
    inKindConsent: f.flag('物化分红已征得农户同意', {
      optional: true,
      aliases: ['农户同意', '是否征得同意'],
    }),
    households: f.count('涉及农户数', { unit: '户', optional: true, aliases: ['分红户数'] }),
  },
})

/** 运行状态: what a person saw, with proof; only 正常 enters the base of rates (A08). */
export const operatingStatus = register('operating_status', {
  label: '运行状态',
  answers: ['A08', 'F13'],
  effective: 'since',
  expected: true,
  askable: true,
  write: ['county', 'township', 'counsellor'],
  fields: {
    status: f.choice('运行状态', ['正常', '收缩', '停业歇业', '空壳', '休眠'], {
      aliases: ['经营状态', '运营状况', '生产运营', '运行情况'],
      synonyms: {
        正常运行: '正常',
        停产: '停业歇业',
        停业: '停业歇业',
        歇业: '停业歇业',
        规模收缩: '收缩',
        空壳社: '空壳',
        休眠社: '休眠',
      },
    }),
    since: f.date('状态起始日期', { aliases: ['起始日期', '认定日期'] }),
    lastBusinessOn: f.date('最近一次经营活动日期', {
      optional: true,
      aliases: ['最近经营日期', '停业日期', '停产日期'],
    }),
    suspensionFiled: f.flag('已办歇业备案', { optional: true, aliases: ['歇业备案'] }),
    suspensionUntil: f.date('歇业备案到期日', { optional: true, aliases: ['歇业截止日期'] }),
    evidence: f.text('认定依据', { max: 500, optional: true, aliases: ['依据', '证据说明', '佐证材料'] }),
    photos: f.files('佐证照片', { optional: true }),
  },
})
