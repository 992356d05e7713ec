import { fact, type Fact } from '../kernel/fact.ts'

/** Books are kept of a body, so every figure of them hangs on that body. */
const OF_BOOKS = {
  reads: [{ register: 'body', fields: ['name'] }],
  dependsOnDay: true,
} as const

const OF_SHARES = {
  reads: [{ register: 'member', fields: ['kind'] }],
  dependsOnDay: true,
} as const

/** What the books, statements of accounts, asset cards and the share ledger say: clues, each with its rows (D10, D11, B13, C04–C06). */
export const moneyFacts: readonly Fact[] = [
  fact('books_here', {
    label: '在这里记账',
    type: 'flag',
    formula: '已建账且该日不早于启用日的为是，其余为否',
    ...OF_BOOKS,
  }),
  fact('cash_balance', {
    label: '库存现金',
    type: 'money',
    formula: '截至该日库存现金科目（101）的借方余额',
    ...OF_BOOKS,
  }),
  fact('bare_payments', {
    label: '没有附票据的付款',
    type: 'count',
    unit: '笔',
    formula: '该日前一年内货币资金贷方的凭证，没有附任何票据或照片的张数；冲销和被冲销的不计',
    ...OF_BOOKS,
  }),
  fact('split_payments', {
    label: '疑似拆分的付款',
    type: 'count',
    unit: '组',
    formula:
      '该日前一年内，同一天记入同一支出或资产科目、对方相同（没有对方的金额相同）的付款凭证在两张以上的组数',
    ...OF_BOOKS,
  }),
  fact('officer_payments', {
    label: '付给任职人员的款项',
    type: 'count',
    unit: '笔',
    formula:
      '该日前一年内付款凭证的对方姓名与在任理事长、理事、经理、财务会计、出纳相同的张数；工资、盈余分配、退股不计',
    reads: [{ register: 'officer', fields: ['post', 'person'] }],
    dependsOnDay: true,
  }),
  fact('own_card_lines', {
    label: '经个人账户的收付',
    type: 'count',
    unit: '笔',
    formula:
      '该日前一年内，经手人个人账户的流水中已记成凭证（114 成员往来）的笔数；注明与本社无关而不入账的、冲销的不计',
    ...OF_BOOKS,
  }),
  fact('old_member_debts', {
    label: '成员长期欠款',
    type: 'money',
    formula: '成员往来（114）逐名：该日和一年前都是借方余额的，取两者中小的，合计',
    ...OF_BOOKS,
  }),
  fact('idle_assets', {
    label: '长期闲置的资产',
    type: 'count',
    unit: '项',
    formula: '资产卡片最近一次变动为闲置，到该日已满 180 天的项数',
    ...OF_BOOKS,
  }),
  fact('disposals_unresolved', {
    label: '没有决议的资产处置',
    type: 'count',
    unit: '项',
    formula: '截至该日登记了处置，既没有对上已定案的大会决议、也没有写是哪次决议的资产项数',
    ...OF_BOOKS,
  }),
  fact('disposals_unchecked', {
    label: '决议未核对的资产处置',
    type: 'count',
    unit: '项',
    formula: '截至该日登记了处置，只用文字写了是哪次决议、没有对上已定案的大会决议的资产项数',
    ...OF_BOOKS,
  }),
  fact('investments_unresolved', {
    label: '没有对上决议的对外投资',
    type: 'count',
    unit: '笔',
    formula: '到该日一年内增加对外投资（131 借方）、没有冲销、也没有对上已定案的大会决议的凭证张数',
    ...OF_BOOKS,
  }),
  fact('stale_grants', {
    label: '超过一年没有用完的补助',
    type: 'count',
    unit: '项',
    formula: '专项应付款（235）逐项目：一年前和该日都有贷方余额的项目数',
    ...OF_BOOKS,
  }),
  fact('party_led', {
    label: '党支部领办',
    type: 'flag',
    formula: '该日有效的类型条线标签中有“党支部领办”的为是，其余为否',
    reads: [{ register: 'body_tag', fields: ['tag'] }],
  }),
  fact('largest_holder_share', {
    label: '单个成员最多持股比例',
    type: 'ratio',
    formula: '该日持股最多的一名成员的股金 ÷ 全部股金（股金台账）',
    ...OF_SHARES,
  }),
  fact('cap_planned', {
    label: '持股最多的成员有逐步降低的计划',
    type: 'flag',
    formula: '该日持股最多的成员有经决议的逐步降低计划的为是，其余为否',
    ...OF_SHARES,
  }),
  fact('cap_plan_kept', {
    label: '逐步降低的计划按期做到',
    type: 'flag',
    formula: '该日每个计划已到期的最后一步都做到的为是；没有计划的为未知',
    ...OF_SHARES,
  }),
  fact('collective_share', {
    label: '村集体持股比例',
    type: 'ratio',
    formula: '该日农村集体经济组织成员的股金 ÷ 全部股金（股金台账）',
    ...OF_SHARES,
  }),
  fact('outside_capital', {
    label: '有社会资本成员',
    type: 'flag',
    formula: '该日有农民和村集体以外的成员持股的为是，其余为否',
    ...OF_SHARES,
  }),
  fact('people_share', {
    label: '村集体和农民合计持股比例',
    type: 'ratio',
    formula: '该日农民成员和农村集体经济组织成员的股金 ÷ 全部股金（股金台账）',
    ...OF_SHARES,
  }),
]
