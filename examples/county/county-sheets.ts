import { COUNTY } from './areas.ts'
import type { ExampleBody } from './example-body.ts'
import { linksOf } from './links.ts'
import {
  type ColumnPlan,
  type ExampleFile,
  fieldColumn,
  type Line,
  rowNumber,
  type Style,
  tableOf,
} from './table.ts'
import { codeColumn, knownLines, nameColumn, townshipColumn } from './township-sheets.ts'

const DAY: Style = { kind: 'date', width: 14 }
const YUAN: Style = { kind: 'money', width: 18, sum: true }

/** The offices' sheets for the whole county: annual reports, five-haves, dividends, operating status, officers and the rest. */
export function countyFiles(bodies: readonly ExampleBody[]): ExampleFile[] {
  return [
    annualReports(bodies),
    fiveHaves(bodies),
    dividends(bodies),
    operatingStatus(bodies),
    officers(bodies),
    documents(bodies),
    tags(bodies),
    oneSheet({
      file: '关联主体登记表.xlsx',
      sheet: '关联主体',
      register: 'body_link',
      title: `${COUNTY.name}合作社关联主体登记表`,
      lines: linksOf(bodies),
      columns: [
        nameColumn,
        ...fields('body_link', [
          ['relation', '关系'],
          ['other', '对方主体', { width: 42 }],
          ['since', '起始日期', DAY],
        ]),
      ],
    }),
  ]
}

function annualReports(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '年报与经营异常名录.xlsx',
    sheet: '年报公示',
    register: 'annual_report',
    title: `${COUNTY.name}农民专业合作社年报公示及经营异常名录`,
    lines: knownLines(bodies, 'annual_report'),
    columns: [
      nameColumn,
      codeColumn,
      ...fields('annual_report', [
        ['year', '报告年度', { kind: 'number' }],
        ['published', '年报公示情况'],
        ['publishedOn', '公示日期', DAY],
        ['abnormalListed', '是否列入经营异常名录'],
        ['listedOn', '列入日期', DAY],
        ['listReason', '列入原因', { words: { 住所无法联系: '通过登记的住所无法联系' }, width: 26 }],
        ['removedOn', '移出日期', DAY],
        ['revenue', '销售额或营业收入（元）', YUAN],
        ['surplus', '盈余总额（元）', YUAN],
        ['distributable', '可分配盈余（元）', YUAN],
        ['returnedByPatronage', '盈余返还总额（元）', YUAN],
        ['subsidy', '政府补助（元）', YUAN],
        ['loans', '贷款额（元）', YUAN],
      ]),
    ],
  })
}

function fiveHaves(bodies: readonly ExampleBody[]): ExampleFile {
  const tick: Style = { flag: 'tick', width: 12 }
  return oneSheet({
    file: '五有检查表.xlsx',
    sheet: '五有检查',
    register: 'five_haves',
    title: `${COUNTY.name}农民专业合作社“五有”检查表`,
    lines: knownLines(bodies, 'five_haves'),
    columns: [
      townshipColumn,
      nameColumn,
      codeColumn,
      ...fields('five_haves', [
        ['checkedOn', '检查日期', DAY],
        ['site', '有场地', tick],
        ['sign', '有牌子', tick],
        ['rules', '有制度', tick],
        ['books', '有账本', tick],
        ['organisation', '有组织机构', tick],
        ['checker', '检查人', { width: 12 }],
      ]),
    ],
  })
}

function dividends(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '分红汇总表.xlsx',
    sheet: '分红汇总',
    register: 'dividend_summary',
    total: true,
    title: `${COUNTY.name}到户资金和村集体资金入股分红汇总表`,
    lines: knownLines(bodies, 'dividend_summary'),
    columns: [
      townshipColumn,
      { ...nameColumn, heading: '合作社（企业）名称' },
      codeColumn,
      ...fields('dividend_summary', [
        ['year', '分红年度', { kind: 'number' }],
        ['fundKind', '资金来源', { words: { 到户资金: '农户', 村集体资金: '村集体' }, width: 12 }],
        ['due', '应分红（元）', YUAN],
        ['paid', '已兑付金额（元）', YUAN],
        ['inKind', '其中物化分红（元）', YUAN],
        ['inKindConsent', '是否征得同意'],
        ['households', '分红户数', { kind: 'number' }],
        ['asOf', '截至日期', DAY],
      ]),
    ],
  })
}

function operatingStatus(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '运行状态表.xlsx',
    sheet: '运行状态',
    register: 'operating_status',
    title: `${COUNTY.name}合作社（企业）运行状态核查表`,
    lines: knownLines(bodies, 'operating_status'),
    columns: [
      townshipColumn,
      nameColumn,
      codeColumn,
      ...fields('operating_status', [
        ['status', '运营状况', { words: { 正常: '正常运行', 停业歇业: '停业', 空壳: '空壳社' }, width: 14 }],
        ['since', '认定日期', DAY],
        ['lastBusinessOn', '最近经营日期', DAY],
        ['suspensionFiled', '歇业备案'],
        ['suspensionUntil', '歇业备案到期日', DAY],
        ['evidence', '认定依据', { width: 36 }],
      ]),
    ],
  })
}

function officers(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '理事长及会计名册.xlsx',
    sheet: '任职名册',
    register: 'officer',
    title: `${COUNTY.name}合作社理事长、监事及财务会计人员名册`,
    lines: knownLines(bodies, 'officer'),
    columns: [
      nameColumn,
      codeColumn,
      ...fields('officer', [
        ['organ', '机构', { width: 12 }],
        ['post', '职务', { width: 12 }],
        ['person', '姓名', { width: 12 }],
        ['idNumber', '身份证号', { width: 22 }],
        ['phone', '联系电话', { width: 16 }],
        ['since', '任职日期', DAY],
        ['until', '任期届满', DAY],
        ['publicOfficial', '在册公务人员'],
      ]),
    ],
  })
}

function documents(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '证照资料登记表.xlsx',
    sheet: '证照资料',
    register: 'document',
    title: `${COUNTY.name}合作社证照资料保管登记表`,
    lines: knownLines(bodies, 'document'),
    columns: [
      nameColumn,
      codeColumn,
      ...fields('document', [
        ['kind', '资料类别', { width: 16 }],
        ['title', '资料名称', { width: 20 }],
        ['issuedOn', '形成日期', DAY],
        ['shelf', '存放位置', { width: 16 }],
      ]),
    ],
  })
}

function tags(bodies: readonly ExampleBody[]): ExampleFile {
  return oneSheet({
    file: '类型条线标签表.xlsx',
    sheet: '标签',
    register: 'body_tag',
    title: `${COUNTY.name}合作社类型、条线标签表`,
    lines: knownLines(bodies, 'body_tag'),
    columns: [
      nameColumn,
      codeColumn,
      ...fields('body_tag', [
        ['tag', '标签', { width: 18 }],
        ['since', '起始日期', DAY],
        ['ground', '依据', { width: 26 }],
      ]),
    ],
  })
}

function fields(register: string, list: readonly (readonly [string, string, Style?])[]): ColumnPlan[] {
  return list.map(([key, heading, style]) => fieldColumn(register, key, heading, style))
}

interface OneSheet {
  file: string
  sheet: string
  register: string
  title: string
  columns: readonly ColumnPlan[]
  lines: readonly Line[]
  total?: boolean
}

function oneSheet({ file, sheet, columns, ...plan }: OneSheet): ExampleFile {
  const footer = '填表人：何春耕　　审核人：程秋实　　（此表由县农业农村局汇总）'
  return { name: file, sheets: [tableOf({ ...plan, name: sheet, columns: [rowNumber, ...columns], footer })] }
}
