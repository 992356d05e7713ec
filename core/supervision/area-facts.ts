import { fact, type Fact } from '../kernel/fact.ts'

const RATED = [{ register: 'body', fields: ['name', 'registrationState'] }]

/** Star grades that the rounds of rating have given, as far as they hold on the day. */
const STARS: readonly Fact[] = [
  fact('star_bodies', {
    label: '三星级及以上合作社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula:
      '评定批次认定为三星、四星、五星，当日还没有移出名录的在册主体，一家计一次；还没有认定过任何一批的为未知',
    reads: RATED,
  }),
  fact('five_star_bodies', {
    label: '五星级合作社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula: '评定批次认定为五星，当日还没有移出名录的在册主体；还没有认定过任何一批的为未知',
    reads: RATED,
  }),
  fact('star_members', {
    label: '三星级及以上合作社的成员',
    type: 'count',
    unit: '户',
    per: 'area',
    formula:
      '三星级及以上合作社最近一次成员汇总“成员总数”合计；没有成员汇总的不计，还没有认定过任何一批的为未知',
    reads: [{ register: 'member_summary', fields: ['members'] }],
  }),
]

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
  fact('demonstration_rate', {
    label: '县级以上示范社占正常运行合作社的比例',
    type: 'ratio',
    per: 'area',
    formula:
      '当日有县级、市级、省级、国家级示范社标签的家数 ÷ 在册且运行正常的合作社、联合社家数（分子也只计运行正常的）；还没有登记任何示范社标签的为未知',
    reads: [
      { register: 'body_tag', fields: ['tag', 'since', 'until'] },
      { register: 'operating_status', fields: ['status'] },
    ],
  }),
  fact('new_demonstrations', {
    label: '新命名县级以上示范社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula: '期间内“示范社”标签起始的在册主体，一家一级计一次；还没有登记任何示范社标签的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since'] }],
  }),
  fact('demonstration_of_party_rate', {
    label: '党支部领办合作社中县级以上示范社的比例',
    type: 'ratio',
    per: 'area',
    formula: '有示范社标签的党支部领办社家数 ÷ 当日有“党支部领办”标签的在册主体家数；没有领办社的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('led_of_province_rate', {
    label: '供销社领办参办社占省级示范社的比例',
    type: 'ratio',
    per: 'area',
    formula: '省级示范社中有供销社领办、参办标签的家数 ÷ 当日有“省级示范社”标签的在册主体家数；没有的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('led_of_nation_rate', {
    label: '供销社领办参办社占国家级示范社的比例',
    type: 'ratio',
    per: 'area',
    formula:
      '国家级示范社中有供销社领办、参办标签的家数 ÷ 当日有“国家级示范社”标签的在册主体家数；没有的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('training_person_times', {
    label: '培训人次',
    type: 'count',
    unit: '人次',
    per: 'area',
    formula: '期间内培训台账“参训人次”合计（办班地在本辖区内的）；一次培训都没有登记的为未知',
    reads: [{ register: 'training_session', fields: ['heldOn', 'attendees'] }],
  }),
  fact('counsellors_county', {
    label: '县级辅导员',
    type: 'count',
    unit: '名',
    per: 'area',
    formula: '辅导员名册中当日在聘的县级辅导员人数；名册还是空的为未知',
    reads: [{ register: 'counsellor', fields: ['level', 'since', 'until'] }],
  }),
  fact('counsellors_township', {
    label: '乡镇级辅导员',
    type: 'count',
    unit: '名',
    per: 'area',
    formula: '辅导员名册中当日在聘的乡镇级辅导员人数；名册还是空的为未知',
    reads: [{ register: 'counsellor', fields: ['level', 'since', 'until'] }],
  }),
  ...[
    ['village_income_under_5', '集体年收入不足5万元的村', '不足5万元'],
    ['village_income_10', '集体年收入10万元以上的村', '不低于10万元'],
    ['village_income_20', '集体年收入20万元以上的村', '不低于20万元'],
  ].map(([id = '', label = '', band = '']) =>
    fact(id, {
      label: `${label}比例`,
      type: 'ratio',
      per: 'area',
      formula: `最近一年村集体经济收入${band}的村数 ÷ 登记了收入的村数；没有登记的村不计，一个村都没有登记的为未知`,
      reads: [{ register: 'village_income', fields: ['year', 'income'] }],
    }),
  ),
  fact('led_bodies', {
    label: '供销社领办参办合作社',
    type: 'count',
    unit: '家',
    per: 'area',
    formula:
      '当日有“供销社领办”或“供销社参办”标签的在册主体，一家计一次；还没有登记任何领办、参办标签的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('led_of_county_rate', {
    label: '供销社领办参办社占县级以上示范社的比例',
    type: 'ratio',
    per: 'area',
    formula:
      '县级、市级、省级、国家级示范社中有供销社领办、参办标签的家数 ÷ 当日有这些示范社标签的在册主体家数；没有的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  fact('led_villages_rate', {
    label: '党支部领办合作社覆盖的行政村比例',
    type: 'ratio',
    per: 'area',
    formula:
      '有当日带“党支部领办”标签的在册主体的村数 ÷ 辖区现有的村数；没有落到村的主体不计，还没有登记任何领办标签的为未知',
    reads: [{ register: 'body_tag', fields: ['tag', 'since', 'until'] }],
  }),
  ...STARS,
]
