import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** 村户数: how many households a village has, year by year; what joined households are measured against (C07). */
export const villageHouseholds = register('village_households', {
  label: '村户数',
  answers: ['C07', 'A15'],
  belongsTo: 'area',
  key: ['year'],
  fields: {
    year: f.year('年度', { aliases: ['所属年度', '统计年度'] }),
    households: f.count('总户数', { unit: '户', aliases: ['行政村总户数', '全村户数', '户数', '农户数'] }),
    people: f.count('总人口', { unit: '人', optional: true, aliases: ['人口', '全村人口'] }),
    ground: f.text('数据来源', { max: 120, optional: true, aliases: ['来源'] }),
  },
})
