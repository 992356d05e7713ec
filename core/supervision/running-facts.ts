import { fact, type Fact } from '../kernel/fact.ts'

export const OPERATING_STATES = ['正常', '收缩', '停业歇业', '空壳', '休眠'] as const

/** How a body is made up and how it runs: member summary, annual report, operating status, five-haves. */
export const runningFacts: readonly Fact[] = [
  ...[
    ['members', '成员总数', '名', 'members'] as const,
    ['farmers', '农民成员数', '名', 'farmers'] as const,
    ['organisations', '单位成员数', '个', 'organisations'] as const,
    ['public_units', '管理公共事务单位成员数', '个', 'publicUnits'] as const,
  ].map(([id, label, unit, field]) =>
    fact(id, {
      label,
      type: 'count',
      unit,
      formula: `该日有效的成员汇总“${label}”`,
      reads: [{ register: 'member_summary', fields: [field] }],
    }),
  ),
  fact('farmer_ratio', {
    label: '农民成员比例',
    type: 'ratio',
    formula: '农民成员数 ÷ 成员总数（该日有效的成员汇总），按整数交叉相乘比较，不取整',
    reads: [{ register: 'member_summary', fields: ['farmers', 'members'] }],
  }),
  fact('organisation_ratio', {
    label: '单位成员比例',
    type: 'ratio',
    formula: '单位成员数 ÷ 成员总数（该日有效的成员汇总），按整数交叉相乘比较，不取整',
    reads: [{ register: 'member_summary', fields: ['organisations', 'members'] }],
  }),
  fact('member_accounts', {
    label: '已设成员账户',
    type: 'flag',
    formula: '该日有效的成员汇总“已设成员账户”',
    reads: [{ register: 'member_summary', fields: ['memberAccounts'] }],
  }),
  fact('annual_report_due', {
    label: '负有年报义务',
    type: 'flag',
    formula:
      '最近一个应报年度（该日之前最近一个6月30日已过，所报为其上一年）不早于成立之年的为是；成立日期未知的为未知',
    reads: [{ register: 'body', fields: ['registeredOn'] }],
    dependsOnDay: true,
  }),
  fact('annual_report_published', {
    label: '最近应报年报已公示',
    type: 'flag',
    formula:
      '最近一个应报年度的年报记录：“年报已公示”且公示日期不晚于该日（未填日期视为已公示）为是，记录为否的为否，没有该年度记录的为未知',
    reads: [{ register: 'annual_report', fields: ['year', 'published', 'publishedOn'] }],
    dependsOnDay: true,
  }),
  fact('annual_report_on_time', {
    label: '最近年报按期公示',
    type: 'flag',
    formula: '最近一个应报年度的年报公示日期不晚于次年6月30日的为是，晚于的为否，没有公示日期的为未知',
    reads: [{ register: 'annual_report', fields: ['year', 'publishedOn'] }],
    dependsOnDay: true,
  }),
  fact('unreported_years', {
    label: '连续未公示年报年数',
    type: 'count',
    unit: '年',
    formula: '从最近一个应报年度往前，“年报已公示”连续填否的年度数；最近一个应报年度没有记录的为未知',
    reads: [{ register: 'annual_report', fields: ['year', 'published'] }],
    dependsOnDay: true,
  }),
  fact('abnormal_listed', {
    label: '在经营异常名录',
    type: 'flag',
    formula:
      '该日在列：有列入日期不晚于该日、移出日期未填或晚于该日的记录，或最近一条记录“在经营异常名录”为是且未移出；各年记录都填否的为否，都未填的为未知',
    reads: [{ register: 'annual_report', fields: ['year', 'abnormalListed', 'listedOn', 'removedOn'] }],
    dependsOnDay: true,
  }),
  fact('distributable_surplus', {
    label: '可分配盈余',
    type: 'money',
    kind: 'flow',
    formula: '该日之前已结束的最近一个年度年报记录的“可分配盈余”',
    reads: [{ register: 'annual_report', fields: ['year', 'distributable'] }],
    dependsOnDay: true,
  }),
  fact('patronage_return_ratio', {
    label: '按交易量（额）返还比例',
    type: 'ratio',
    kind: 'flow',
    formula:
      '同一年度的按交易量（额）返还金额 ÷ 可分配盈余，按分交叉相乘比较，不取整；可分配盈余不大于0的为未知',
    reads: [{ register: 'annual_report', fields: ['year', 'returnedByPatronage', 'distributable'] }],
    dependsOnDay: true,
  }),
  fact('operating_status', {
    label: '运行状态',
    type: 'choice',
    options: OPERATING_STATES,
    formula: '该日有效的运行状态记录；没有记录的为未知',
    reads: [{ register: 'operating_status', fields: ['status'] }],
  }),
  fact('idle_years', {
    label: '未经营满年数',
    type: 'count',
    unit: '年',
    formula: '最近一次经营活动日期到该日满几个整年；未填该日期而运行状态为正常、收缩的按0年；其他情形为未知',
    reads: [{ register: 'operating_status', fields: ['status', 'lastBusinessOn'] }],
    dependsOnDay: true,
  }),
  fact('suspension_filed', {
    label: '歇业备案有效',
    type: 'flag',
    formula:
      '登记状态为歇业备案，或运行状态记录已办歇业备案且到期日未过（未填到期日视为有效）的为是；运行状态记录填否或已过到期日的为否；运行状态未填该项而登记状态为存续的为否；其余为未知',
    reads: [
      { register: 'body', fields: ['registrationState'] },
      { register: 'operating_status', fields: ['suspensionFiled', 'suspensionUntil'] },
    ],
    dependsOnDay: true,
  }),
  fact('suspension_expired', {
    label: '歇业备案已过期',
    type: 'flag',
    formula:
      '已办歇业备案、到期日早于该日且运行状态仍为停业歇业的为是；其余有运行状态记录的为否；没有记录的为未知',
    reads: [{ register: 'operating_status', fields: ['status', 'suspensionFiled', 'suspensionUntil'] }],
    dependsOnDay: true,
  }),
  ...[
    ['has_site', '有场地', 'site'] as const,
    ['has_sign', '有牌子', 'sign'] as const,
    ['has_rules', '有制度', 'rules'] as const,
    ['has_books', '有账本', 'books'] as const,
    ['has_organisation', '有组织机构', 'organisation'] as const,
  ].map(([id, label, field]) =>
    fact(id, {
      label,
      type: 'flag',
      formula: `该日有效的五有检查“${label}”`,
      reads: [{ register: 'five_haves', fields: [field] }],
    }),
  ),
]
