import type { Area } from '#core/regions/area.ts'
import { EMPTY } from '#core/kernel/cell.ts'
import { COUNTY, exampleTownships } from './areas.ts'
import { type ExampleBody, isKnown, recordsOf } from './example-body.ts'
import {
  bodyColumn,
  type ColumnPlan,
  type ExampleFile,
  type ExampleSheet,
  fieldColumn,
  type Line,
  rowNumber,
  type Style,
  tableOf,
} from './table.ts'
import { text } from './written.ts'

/** The records of one register that the county knows, each with its body, in order of township. */
export function knownLines(bodies: readonly ExampleBody[], register: string): Line[] {
  return bodies
    .filter((body) => isKnown(body, register))
    .toSorted((a, b) => (a.address.township < b.address.township ? -1 : 1))
    .flatMap((body) => recordsOf(body, register).map((record) => ({ body, record })))
}

/** Name and code of the body as most sheets have them. */
export const nameColumn = bodyColumn('合作社名称', 42, (body) => body.name)
export const codeColumn = bodyColumn('统一社会信用代码', 22, codeOf)
export const townshipColumn = bodyColumn('乡镇（街道）', 14, (body) => townshipName(body.address.township))

/** The code that the offices know: what the licence says, unless they never learned it or copied the registry's mistake. */
export function codeOf(body: ExampleBody): string | null {
  if (body.story === 'code-wrong-digit') return body.written.creditCode
  const { creditCode, oldRegistrationNo } = body.values
  if (typeof creditCode === 'string' && body.story !== 'code-missing') return creditCode
  return typeof oldRegistrationNo === 'string' ? oldRegistrationNo : null
}

export function townshipName(code: string): string {
  return exampleTownships.find((one) => one.code === code)?.name ?? ''
}

/** Two townships keep their member summary in their own words; the others use the county's form. */
const OWN_WORDS = ['990101101', '990101104'] as const

/** 成员汇总表: the county's, and one each of the two townships with headings of their own. */
export function memberSummaryFiles(bodies: readonly ExampleBody[]): ExampleFile[] {
  const lines = knownLines(bodies, 'member_summary')
  const of = (codes: readonly string[]): Line[] =>
    lines.filter(({ body }) => codes.includes(body.address.township))
  const rest = exampleTownships
    .map((one) => one.code)
    .filter((code) => !OWN_WORDS.some((own) => own === code))
  const [first, second] = OWN_WORDS
  return [
    { name: '成员汇总表.xlsx', sheets: [countyMembers(of(rest))] },
    { name: `成员汇总表（${townshipName(first)}）.xlsx`, sheets: [firstMembers(of([first]))] },
    { name: `${townshipName(second)}合作社成员情况.xlsx`, sheets: [secondMembers(of([second]))] },
  ]
}

function members(key: string, heading: string, style: Style = {}): ColumnPlan {
  return fieldColumn('member_summary', key, heading, style)
}

const COUNT: Style = { kind: 'number', sum: true }

function countyMembers(lines: Line[]): ExampleSheet {
  const columns = [
    rowNumber,
    townshipColumn,
    nameColumn,
    codeColumn,
    members('members', '成员总数', COUNT),
    members('farmers', '农民成员数', COUNT),
    members('organisations', '单位成员数', COUNT),
    members('publicUnits', '管理公共事务单位成员数', COUNT),
    members('ledHouseholds', '带动农户数（户）', COUNT),
    members('contributions', '实缴出资额（元）', { kind: 'money', sum: true }),
    members('largestContribution', '最大单个成员出资额（元）', { kind: 'money' }),
    members('memberAccounts', '已设成员账户'),
    members('asOf', '统计日期', { kind: 'date', width: 14 }),
  ]
  const title = `${COUNTY.name}农民专业合作社成员汇总表`
  const footer = '填表人：何春耕　　审核人：程秋实'
  return tableOf({ register: 'member_summary', name: '成员汇总', title, columns, lines, footer, total: true })
}

/** Without codes, in 万元, with the words of the first township. */
function firstMembers(lines: Line[]): ExampleSheet {
  const columns = [
    rowNumber,
    bodyColumn('社名', 42, (body) => body.name),
    members('members', '社员数', COUNT),
    members('farmers', '其中农民成员数', COUNT),
    members('organisations', '单位（团体）成员数', COUNT),
    members('ledHouseholds', '辐射农户', COUNT),
    members('contributions', '社员股金（万元）', { kind: 'number', money: 'wan', sum: true }),
    members('largestContribution', '最高成员出资（万元）', { kind: 'number', money: 'wan' }),
    members('memberAccounts', '是否为每名成员建立成员账户', { flag: 'you-wu' }),
    members('asOf', '统计时间', { day: 'long', width: 18 }),
  ]
  const title = `${townshipName(OWN_WORDS[0])}合作社社员情况统计表`
  const footer = '制表：高望田'
  return tableOf({ register: 'member_summary', name: 'Sheet1', title, columns, lines, footer, total: true })
}

/** With a heading in two rows: the counts stand under one common heading. */
function secondMembers(lines: Line[]): ExampleSheet {
  const columns = [
    rowNumber,
    nameColumn,
    { ...codeColumn, heading: '信用代码' },
    members('members', '成员人数（人）', COUNT),
    members('farmers', '农民人数', COUNT),
    members('organisations', '企业等成员', COUNT),
    members('ledHouseholds', '带动非成员农户', COUNT),
    members('contributions', '成员出资（元）', { kind: 'money', sum: true }),
    members('memberAccounts', '成员账户', { flag: 'tick' }),
    members('asOf', '截止日期', { day: 'dot', width: 14 }),
  ]
  const title = `${townshipName(OWN_WORDS[1])}农民专业合作社成员情况`
  const footer = '填表人：林谷雨'
  const plan = { register: 'member_summary', name: '成员情况', title, columns, lines, footer, total: true }
  return underCommonHeading(tableOf(plan), { from: 3, to: 5, heading: '成员情况' })
}

/** Moves the headings of some columns one row down, under a heading that they share. */
function underCommonHeading(
  sheet: ExampleSheet,
  { from, to, heading }: { from: number; to: number; heading: string },
): ExampleSheet {
  const inside = (at: number): boolean => at >= from && at <= to
  const columns = sheet.columns.map((column, at) => {
    if (!inside(at)) return column
    return { ...column, heading: at === from ? heading : '' }
  })
  const second = sheet.columns.map((column, at) => (inside(at) ? text(column.heading) : EMPTY))
  return { ...sheet, columns, rows: [second, ...sheet.rows] }
}

/** 摸底台账: a sheet per township that has bodies with other people's money in them. */
export function surveyFile(bodies: readonly ExampleBody[]): ExampleFile {
  const lines = knownLines(bodies, 'survey')
  const sheets = exampleTownships
    .map((town) => ({ town, here: lines.filter(({ body }) => body.address.township === town.code) }))
    .filter(({ here }) => here.length > 0)
    .map(({ town, here }) => surveySheet(town, here))
  return { name: '联农带农主体摸底台账.xlsx', sheets }
}

const survey = (key: string, heading: string, style: Style = {}): ColumnPlan =>
  fieldColumn('survey', key, heading, style)
const WAN: Style = { kind: 'number', money: 'wan', sum: true }

const SURVEY_COLUMNS: readonly ColumnPlan[] = [
  rowNumber,
  { ...nameColumn, heading: '合作社（企业）名称' },
  codeColumn,
  survey('surveyedOn', '摸底日期', { kind: 'date', width: 14 }),
  survey('investedHouseholds', '入股农户数量（户）', COUNT),
  survey('householdFunds', '入股资金（万元）', WAN),
  survey('villageFunds', '村集体入股资金（万元）', WAN),
  survey('fundSince', '入股年度', { kind: 'number' }),
  survey('dividendsOnTime', '是否按时足额分红'),
  survey('canLeadHouseholds', '是否有带动能力'),
  survey('exitWillingHouseholds', '退股意愿户数', COUNT),
  survey('exitReady', '退股条件', { width: 14 }),
  survey('scaleShrunk', '规模是否收缩'),
  survey('idleBarns', '圈舍闲置'),
  survey('lossAmount', '亏损金额（万元）', WAN),
  survey('debtAmount', '负债（万元）', WAN),
  survey('willingToLead', '是否愿意继续带动'),
  survey('misuse', '涉嫌套取侵占资金'),
  survey('note', '存在问题', { width: 40 }),
]

function surveySheet(town: Area, lines: Line[]): ExampleSheet {
  return tableOf({
    register: 'survey',
    name: town.name,
    columns: SURVEY_COLUMNS,
    lines,
    total: true,
    title: `${town.name}联农带农合作社（企业）摸底排查台账`,
    footer: '填表人：　　　　包抓领导：　　　　（盖章）',
  })
}
