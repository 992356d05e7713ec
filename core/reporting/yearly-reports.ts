/** The three yearly reports that offices ask for; their columns as the forms have them, each taken from what is kept anyway. */
import type { LineKind, ReportLine, RowsBehind, Source, YearlyReport } from './yearly-report.ts'

const BODY: RowsBehind = { page: '/registers/body' }
const rows = (register: string, filter?: Record<string, string>): RowsBehind => ({
  page: `/registers/${register}`,
  ...(filter && { filter }),
})
const from = (column: string, says: string, behind: RowsBehind): Source => ({ column, says, rows: behind })

const book = (column: string): Source => from(column, '账簿（十二月已结账）', { page: '/books' })
const reported = (column: string): Source => from(column, '报送报表', { page: '/books' })
const report = (column: string): Source => from(column, '年报台账', rows('annual_report'))
const plan = (column: string): Source => from(column, '已入账的盈余分配方案', { page: '/surplus' })
const summary = (column: string): Source => from(column, '成员汇总', rows('member_summary'))
const roll = (column: string, filter?: Record<string, string>): Source =>
  from(column, '成员（户）名册', rows('member', filter))
const trades = (column: string): Source => from(column, '成员交易', { page: '/trades' })
const ofBody = (column: string, filter?: Record<string, string>): Source =>
  from(column, '主体名录', { ...BODY, ...(filter && { filter }) })
const tags = (column: string, filter?: Record<string, string>): Source =>
  from(column, '类型条线标签', rows('body_tag', filter))

const REVENUE = [book('book_revenue'), reported('rep_revenue'), report('reg_revenue')]
const SURPLUS = [book('book_surplus'), reported('rep_surplus'), report('reg_surplus')]
const DISTRIBUTABLE = [plan('plan_distributable'), reported('rep_distributable'), report('reg_distributable')]
const RETURNED = [plan('plan_returned'), reported('rep_returned'), report('reg_returned')]
const LOANS = [book('book_loans'), reported('rep_loans'), report('reg_loans')]
const SUBSIDY = [report('reg_subsidy')]
const MEMBERS = [summary('members'), roll('roll_members')]
const FARMERS = [summary('farmers'), roll('roll_farmers', { kind: '农民' })]

type Told = [id: string, label: string, kind: LineKind]
const UNITS: Record<LineKind, string> = {
  text: '',
  day: '',
  flag: '',
  count: '名',
  money: '元',
  wan: '万元',
  percent: '%',
}

function line(
  [id, label, kind]: Told,
  sources: readonly Source[],
  more: { formula?: string; unit?: string; standard?: string } = {},
): ReportLine {
  const taken = sources.map((one) => one.says).join('，没有的取')
  return {
    id,
    label,
    kind,
    unit: more.unit ?? UNITS[kind],
    formula: `${more.formula ?? ''}${more.formula && sources.length > 0 ? '；' : ''}${sources.length === 0 ? '现有台账都不记这一项，留空' : `取自${taken}`}`,
    sources,
    ...(more.standard !== undefined && { standard: more.standard }),
  }
}

/** 市场监管 年度报备表. */
const annualReport: YearlyReport = {
  id: 'annual_report_sheet',
  label: '年报报备表',
  per: 'body',
  says: '登记机关的农民专业合作社年度报告栏目，由现有台账和账簿填好，供登录公示系统时照填',
  unverified: '栏目照已见的报备表；年报内容 2025 年修订后各项的写法待核实，以登记机关当年表单为准',
  answers: ['A12', 'N09'],
  lines: [
    line(['name', '合作社名称', 'text'], [ofBody('name')]),
    line(['credit_code', '统一社会信用代码', 'text'], [ofBody('credit_code')]),
    line(['address', '通信地址', 'text'], [ofBody('address')]),
    line(['phone', '联系电话', 'text'], [ofBody('phone')]),
    line(['capital', '成员出资总额', 'money'], [ofBody('capital')]),
    line(['members', '成员总人数', 'count'], MEMBERS, { formula: '年末' }),
    line(['joined', '本年度新增人数', 'count'], [roll('joined')], { formula: '入社日期在本年的' }),
    line(['left', '本年度退出人数', 'count'], [roll('left_members')], { formula: '退社日期在本年的' }),
    line(['farmers', '其中农民人数', 'count'], FARMERS, { formula: '年末' }),
    line(['level', '获得示范合作社等级情况', 'text'], [tags('level')], { formula: '年末最高的一级' }),
    line(['certified', '农产品认证情况', 'text'], [from('certified', '农产品认证', rows('certificate'))], {
      formula: '年末在有效期内的认证',
    }),
    line(['revenue', '销售额或营业收入', 'money'], REVENUE),
    line(['subsidy', '获得政府补助资金', 'money'], SUBSIDY),
    line(['surplus', '盈余总额', 'money'], SURPLUS),
    line(['loans', '金融贷款', 'money'], LOANS, { formula: '年末短期借款和长期借款余额' }),
  ],
}

/** 国家农民合作社示范社管理系统 的表单. */
const demonstration: YearlyReport = {
  id: 'demonstration_form',
  label: '示范社系统填报表',
  per: 'body',
  says: '示范社管理系统表单的栏目，由现有台账和账簿填好；旁边对照国家示范社的标准',
  unverified: '国家示范社的数值标准大多没有核对到条文，标“待确认”的不据以对照，县里写明依据确认后才用',
  answers: ['H02', 'N09'],
  lines: [
    line(['name', '农民专业合作社名称', 'text'], [ofBody('name')]),
    line(['registered_on', '注册登记时间', 'day'], [ofBody('registered_on')]),
    line(['years', '登记满几年', 'count'], [ofBody('years')], {
      unit: '年',
      formula: '年末减成立日期',
      standard: 'demonstration_years',
    }),
    line(
      ['education', '理事长文化程度', 'text'],
      [from('education', '组织机构与任职', rows('officer', { post: '理事长' }))],
    ),
    line(['members', '实有成员总数', 'count'], MEMBERS, { standard: 'demonstration_members' }),
    line(['farmers', '其中农民成员数', 'count'], FARMERS),
    line(['capital', '成员出资总额', 'wan'], [ofBody('capital')], { standard: 'demonstration_capital' }),
    line(['credit', '内部信用合作资金规模', 'wan'], [from('credit', '内部信用合作', rows('mutual_credit'))], {
      formula: '年末前最近一次统计',
    }),
    line(['loans', '期末贷款余额', 'wan'], LOANS),
    line(['fixed', '固定资产净值', 'wan'], [book('book_fixed'), reported('rep_fixed')], {
      standard: 'demonstration_fixed_assets',
    }),
    line(['revenue', '年经营收入', 'wan'], REVENUE, { standard: 'demonstration_revenue' }),
    line(['returned', '盈余返还总额', 'wan'], RETURNED, { formula: '按交易量（额）返还' }),
    line(
      ['return_rate', '可分配盈余按交易量（额）返还比例', 'percent'],
      [plan('plan_rate'), reported('rep_rate'), report('reg_rate')],
      {
        standard: 'patronage_return_floor',
      },
    ),
    line(['subsidy', '获得财政扶持资金总额', 'wan'], SUBSIDY),
    line(['per_member', '成员社内年均所得', 'money'], [plan('plan_per_member')], {
      formula: '（返还额 + 剩余盈余分配）÷ 成员数，不足一分的舍去',
    }),
    line(['unified', '统一采购、统一销售比例', 'percent'], [], { standard: 'demonstration_unified_rate' }),
    line(['income_gain', '成员收入高于非成员的比例', 'percent'], [], {
      standard: 'demonstration_income_gain',
    }),
    line(['accounts', '为每名成员建立成员账户', 'flag'], [summary('member_accounts')]),
  ],
}

const FAMILIES = { unit: '户' }
const HOUSES = { unit: '家' }
const kind = (word: string) => ({ bodyKind: word })
const level = (word: string) => ({ tag: word })

/** 农经统计 农民专业合作组织情况: areas side by side, the indicators below each other. */
const statistics: YearlyReport = {
  id: 'statistics_table',
  label: '农经统计年报表',
  per: 'area',
  says: '农业农村部门统计年报中农民专业合作组织情况的栏目，按辖区汇总；不向乡镇另要数',
  unverified: '只见到栏目名称，编号和逻辑关系以当年下发的报表为准',
  answers: ['E06', 'A15', 'N09'],
  lines: [
    line(['cooperatives', '专业合作社数', 'count'], [ofBody('coop', kind('农民专业合作社'))], {
      ...HOUSES,
      formula: '年末在册的农民专业合作社',
    }),
    line(['new', '其中本年新登记', 'count'], [ofBody('new_coop', kind('农民专业合作社'))], HOUSES),
    line(['federations', '联合社数', 'count'], [ofBody('federation', kind('农民专业合作社联合社'))], HOUSES),
    line(
      ['running', '运行正常的合作社和联合社', 'count'],
      [from('running', '运行状态', { page: '/registers/body', filter: { status: '正常' } })],
      HOUSES,
    ),
    line(['demonstrations', '示范社数', 'count'], [tags('demonstration')], {
      ...HOUSES,
      formula: '县级以上，一家计一次',
    }),
    line(['nation', '其中国家级', 'count'], [tags('nation', level('国家级示范社'))], HOUSES),
    line(['province', '其中省级', 'count'], [tags('province', level('省级示范社'))], HOUSES),
    line(['city', '其中市级', 'count'], [tags('city', level('市级示范社'))], HOUSES),
    line(['county', '其中县级', 'count'], [tags('county', level('县级示范社'))], HOUSES),
    line(['members', '成员总数', 'count'], MEMBERS),
    line(['farmers', '其中农民成员', 'count'], FARMERS),
    line(['family_farms', '其中家庭农场成员', 'count'], [roll('roll_family_farms')], {
      formula: '名册上“家庭农场”为是的；一名都没有登记是或否的算不知道',
    }),
    line(['enterprises', '其中企业成员', 'count'], [roll('roll_enterprises', { kind: '企业' })]),
    line(['groups', '其中其他团体成员', 'count'], [roll('roll_groups')], {
      formula: '事业单位、社会组织、农村集体经济组织、农民专业合作社',
    }),
    line(['led', '带动农户', 'count'], [summary('led_households')], FAMILIES),
    line(['accounts', '设立成员账户的合作社', 'count'], [summary('with_accounts')], HOUSES),
    line(['delivered', '统一组织销售农产品总值', 'money'], [trades('delivered')], {
      formula: '成员交售给本社的金额',
    }),
    line(['supplied', '统一购买生产投入品总值', 'money'], [trades('supplied')], {
      formula: '成员向本社购买的金额',
    }),
    line(['revenue', '经营收入', 'money'], REVENUE),
    line(['surplus', '盈余总额', 'money'], SURPLUS),
    line(['distributable', '可分配盈余', 'money'], DISTRIBUTABLE),
    line(['returned', '其中按交易量（额）返还', 'money'], RETURNED),
    line(['subsidy', '财政扶持资金', 'money'], SUBSIDY),
    line(['loans', '年末贷款余额', 'money'], LOANS),
  ],
}

export const yearlyReports: readonly YearlyReport[] = [statistics, demonstration, annualReport]
