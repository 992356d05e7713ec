import { fact, type Fact } from '../kernel/fact.ts'

/** Figures of an area, counted over its bodies as of a day: what targets are measured by. Their SQL stands in server/targets. */
export const areaFacts: readonly Fact[] = [
  fact('five_haves_rate', {
    label: '五有达标率',
    type: 'ratio',
    per: 'area',
    formula:
      '五有全部达标的家数 ÷ 在册且运行正常的合作社、联合社家数；没有检查过的按未达标计，辖区内一家都没有检查过的为未知',
    reads: [{ register: 'five_haves', fields: ['site', 'sign', 'rules', 'books', 'organisation'] }],
  }),
  fact('dossier_accepted_rate', {
    label: '一社一档备案率',
    type: 'ratio',
    per: 'area',
    formula: '乡镇已接收档案并出具回执的家数 ÷ 在册且运行正常的合作社、联合社家数',
    reads: [{ register: 'operating_status', fields: ['status'] }],
  }),
  fact('annual_report_rate', {
    label: '年报公示率',
    type: 'ratio',
    per: 'area',
    formula: '应报的最近一年已公示年报的家数 ÷ 应报且知道是否公示的家数（在册主体）；都没有登记的为未知',
    reads: [{ register: 'annual_report', fields: ['published', 'publishedOn'] }],
  }),
  fact('area_members', {
    label: '成员总数',
    type: 'count',
    unit: '名',
    per: 'area',
    formula: '在册主体最近一次成员汇总“成员总数”合计；没有成员汇总的不计，一家都没有的为未知',
    reads: [{ register: 'member_summary', fields: ['members'] }],
  }),
  fact('demonstration_bodies', {
    label: '县级以上示范社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula:
      '当日有县级、市级、省级、国家级示范社标签的在册主体，一家计一次；还没有登记任何示范社标签的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('led_bodies', {
    label: '供销社领办参办合作社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula:
      '当日有“供销社领办”或“供销社参办”标签的在册主体，一家计一次；还没有登记任何领办、参办标签的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
]
