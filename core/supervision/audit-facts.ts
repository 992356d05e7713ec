import { fact, type Fact } from '../kernel/fact.ts'

/** What the plan of audits and their notices say (D09, K04). */
export const auditFacts: readonly Fact[] = [
  fact('audits_last_year', {
    label: '上一年度审计次数',
    type: 'count',
    unit: '次',
    formula:
      '该日所在年份的上一年列入计划的年度审计中，该日以前登记了报告的件数；上一年没有列入年度审计（或已取消）的为未知',
    reads: [{ register: 'body', fields: ['registeredOn'] }],
    dependsOnDay: true,
  }),
  fact('audit_untold_days', {
    label: '审计结果未通报天数',
    type: 'count',
    unit: '天',
    formula:
      '该日以前登记的审计报告中，到该日还没有登记向成员通报的，从最早一份的报告日期到该日的天数；都已通报或没有报告的为 0',
    reads: [{ register: 'body', fields: ['registeredOn'] }],
    dependsOnDay: true,
  }),
]
