import { fact, type Fact } from '../kernel/fact.ts'

/** What the survey and the dividend sheet say of bodies that took in households' or villages' money. */
export const campaignFacts: readonly Fact[] = [
  fact('leads_households', {
    label: '联农带农主体',
    type: 'flag',
    formula:
      '有该日有效的“带农合作社”或“村集体资金入股”标签，或摸底的入股农户数、到户资金入股额、村集体资金入股额任一大于0，或有分红汇总记录的为是；摸底三项都填为0且没有标签、分红记录的为否；其余为未知',
    reads: [
      { register: 'body_tag', fields: ['tag', 'since', 'until'] },
      { register: 'survey', fields: ['investedHouseholds', 'householdFunds', 'villageFunds'] },
      { register: 'dividend_summary', fields: ['fundKind'] },
    ],
    dependsOnDay: true,
  }),
  fact('household_funds', {
    label: '到户资金入股额',
    type: 'money',
    formula: '该日有效的摸底排查“到户资金入股额”',
    reads: [{ register: 'survey', fields: ['householdFunds'] }],
  }),
  fact('village_funds', {
    label: '村集体资金入股额',
    type: 'money',
    formula: '该日有效的摸底排查“村集体资金入股额”',
    reads: [{ register: 'survey', fields: ['villageFunds'] }],
  }),
  fact('household_dividend_arrears', {
    label: '拖欠农户分红',
    type: 'money',
    formula:
      '该日之前已结束的各年度到户资金分红：逐年（应分红 − 已分红），负数按0计，合计；没有分红汇总的为未知',
    reads: [{ register: 'dividend_summary', fields: ['year', 'fundKind', 'due', 'paid'] }],
    dependsOnDay: true,
  }),
  fact('village_dividend_arrears', {
    label: '拖欠村集体分红',
    type: 'money',
    formula:
      '该日之前已结束的各年度村集体资金分红：逐年（应分红 − 已分红），负数按0计，合计；没有分红汇总的为未知',
    reads: [{ register: 'dividend_summary', fields: ['year', 'fundKind', 'due', 'paid'] }],
    dependsOnDay: true,
  }),
  fact('dividends_on_time', {
    label: '分红足额按时',
    type: 'flag',
    formula: '该日有效的摸底排查“分红足额按时”',
    reads: [{ register: 'survey', fields: ['dividendsOnTime'] }],
  }),
  fact('in_kind_dividends', {
    label: '物化分红金额',
    type: 'money',
    kind: 'flow',
    formula: '各年度各类资金分红汇总“其中物化分红”合计；没有一条填过的为未知',
    reads: [{ register: 'dividend_summary', fields: ['inKind'] }],
  }),
  fact('in_kind_consent', {
    label: '物化分红已征得农户同意',
    type: 'flag',
    formula: '有物化分红的各条记录都填“是”的为是，有一条填“否”的为否，其余为未知',
    reads: [{ register: 'dividend_summary', fields: ['inKind', 'inKindConsent'] }],
  }),
  fact('can_lead_households', {
    label: '有带动农户能力',
    type: 'flag',
    formula: '该日有效的摸底排查“有带动农户能力”',
    reads: [{ register: 'survey', fields: ['canLeadHouseholds'] }],
  }),
  fact('exit_willing_households', {
    label: '要求退股农户数',
    type: 'count',
    unit: '户',
    formula: '该日有效的摸底排查“要求退股农户数”；退股条件填“无退股要求”的按0',
    reads: [{ register: 'survey', fields: ['exitWillingHouseholds', 'exitReady'] }],
  }),
  fact('exit_ready', {
    label: '退股条件',
    type: 'choice',
    options: ['具备', '暂不具备', '无退股要求'],
    formula: '该日有效的摸底排查“退股条件”',
    reads: [{ register: 'survey', fields: ['exitReady'] }],
  }),
  fact('scale_shrunk', {
    label: '生产规模收缩',
    type: 'flag',
    formula:
      '摸底“生产规模收缩”填是，或运行状态为收缩的为是；摸底填否，或无摸底而运行状态为正常的为否；其余为未知',
    reads: [
      { register: 'survey', fields: ['scaleShrunk'] },
      { register: 'operating_status', fields: ['status'] },
    ],
  }),
  fact('idle_barns', {
    label: '厂舍闲置',
    type: 'flag',
    formula: '该日有效的摸底排查“厂舍闲置”',
    reads: [{ register: 'survey', fields: ['idleBarns'] }],
  }),
  fact('loss_amount', {
    label: '累计亏损额',
    type: 'money',
    formula: '该日有效的摸底排查“累计亏损额”',
    reads: [{ register: 'survey', fields: ['lossAmount'] }],
  }),
  fact('debt_amount', {
    label: '负债总额',
    type: 'money',
    formula: '该日有效的摸底排查“负债总额”',
    reads: [{ register: 'survey', fields: ['debtAmount'] }],
  }),
  fact('willing_to_lead', {
    label: '有继续带动意愿',
    type: 'flag',
    formula: '该日有效的摸底排查“有继续带动意愿”',
    reads: [{ register: 'survey', fields: ['willingToLead'] }],
  }),
  fact('misuse_suspected', {
    label: '涉嫌套取侵占资金线索',
    type: 'flag',
    formula:
      '该日有效的摸底排查“涉嫌套取侵占资金”填是的为是；填否、未填或没有摸底的，即没有线索，为否；只是线索，不作认定',
    reads: [{ register: 'survey', fields: ['misuse'] }],
  }),
]
