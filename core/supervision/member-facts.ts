import { fact, type Fact } from '../kernel/fact.ts'

const ROLL = { register: 'member', fields: ['kind', 'joinedOn', 'leftOn', 'vulnerable'] }

/** How many households of the village joined, whether they grow, whether the weak ones keep their part (C07, C08). */
export const memberFacts: readonly Fact[] = [
  fact('member_households', {
    label: '入社农户',
    type: 'count',
    unit: '户',
    formula: '该日在册的农民成员，登记在同一户的算一户；没有名册的为未知',
    reads: [ROLL],
    dependsOnDay: true,
  }),
  fact('member_household_ratio', {
    label: '入社农户占行政村总户数',
    type: 'ratio',
    formula:
      '入社农户 ÷ 所在行政村不晚于该年的最近一年总户数（村户数台账）；合作社没有落到村的、村里没有登记户数的为未知',
    reads: [ROLL, { register: 'village_households', fields: ['year', 'households'] }],
    dependsOnDay: true,
  }),
  fact('member_households_grew', {
    label: '入社农户比一年前多',
    type: 'flag',
    formula: '该日入社农户多于一年前同日的为是，相同或减少的为否；没有名册的、成立不满一年的为未知',
    reads: [ROLL, { register: 'body', fields: ['registeredOn'] }],
    dependsOnDay: true,
  }),
  fact('weak_members', {
    label: '困难成员',
    type: 'count',
    unit: '名',
    formula: '该日在册、名册上标了“弱势群体”的成员；名册上没有一人填过这一栏的为未知',
    reads: [ROLL],
    dependsOnDay: true,
  }),
  fact('kept_diluted', {
    label: '保留股份被稀释的成员',
    type: 'count',
    unit: '名',
    formula:
      '该日防稀释名单上的成员，持股比例低于决议保留的比例的人数；没有名单的为0，有名单而没有股金台账的为未知',
    reads: [ROLL],
    dependsOnDay: true,
  }),
]
