import { fact, type Fact } from '../kernel/fact.ts'

const OF_GRANTS = {
  reads: [
    { register: 'grant_project', fields: ['name', 'amount', 'received', 'formed', 'quantified'] },
    { register: 'grant_line', fields: ['project', 'item', 'amount', 'spent'] },
  ],
  dependsOnDay: true,
} as const

/** What the check of the use of grants finds of one body (D10). The page 补助资金 shows each with its rows. */
export const grantFacts: readonly Fact[] = [
  fact('grants_here', {
    label: '有财政补助',
    type: 'flag',
    formula: '登记了财政补助项目，或专项应付款（235）有发生额的为是，其余为否',
    ...OF_GRANTS,
  }),
  fact('grants_over_budget', {
    label: '超预算的补助',
    type: 'count',
    unit: '项',
    formula:
      '有一条预算的支出大于预算金额，或支出合计大于批复金额的项目数；没有超的而有项目不知道支出的为未知',
    ...OF_GRANTS,
  }),
  fact('grants_ahead', {
    label: '没到账先支出的补助',
    type: 'count',
    unit: '项',
    formula: '按日期累计，支出加退回曾大于到账的项目数；先建后补的凭证一进一出，不算',
    ...OF_GRANTS,
  }),
  fact('grant_wait_days', {
    label: '补助到账后没有动用的天数',
    type: 'count',
    unit: '天',
    formula: '已到账而没有一笔支出、退回的项目，从第一笔到账到该日的天数，取最长的；都动用了的为0',
    ...OF_GRANTS,
  }),
  fact('grant_bare_vouchers', {
    label: '没有票据照片的补助支出',
    type: 'count',
    unit: '笔',
    formula: '支出补助的凭证，没有附任何票据或照片的张数；退回结余的、冲销和被冲销的不计',
    ...OF_GRANTS,
  }),
  fact('grant_uncarded', {
    label: '补助形成而没有建卡的资产',
    type: 'money',
    formula:
      '逐项目：转入专项基金（311）的补助大于资产卡片上“用补助”合计的差额，合计；没有在这里记账的为未知',
    ...OF_GRANTS,
  }),
  fact('grant_idle_assets', {
    label: '闲置的补助资产',
    type: 'count',
    unit: '项',
    formula: '写明用补助购建的资产卡片，最近一次变动为闲置，到该日已满 180 天的项数',
    ...OF_GRANTS,
  }),
  fact('grant_unquantified', {
    label: '应量化没有量化的补助',
    type: 'money',
    formula:
      '到最近一次已入账的盈余分配所属年度为止形成的专项基金，减去已入账方案里按先后量化的、折为股份的、据报表已量化的，逐项目取正数合计；还没有分配入账的为0',
    ...OF_GRANTS,
  }),
  fact('grant_unquantified_days', {
    label: '补助没有量化的天数',
    type: 'count',
    unit: '天',
    formula:
      '以前年度形成而没有量化到成员的专项基金，从形成年度的次年1月1日到该日的天数，取最长的；都量化了的为0；据报表填的不知道哪年形成，为未知',
    ...OF_GRANTS,
  }),
]
