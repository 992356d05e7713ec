import { areaFacts } from '#core/supervision/area-facts.ts'
import { factsById } from '#core/supervision/facts.ts'
import type { Fact } from '#core/kernel/fact.ts'

/** What a clause may name as its answer, beside the rules and targets of its own folder. */
export interface KnownParts {
  facts: ReadonlyMap<string, Fact>
  /** What targets are measured by. */
  areaFacts: ReadonlyMap<string, Fact>
  registers: ReadonlySet<string>
  procedures: ReadonlyMap<string, string>
  reports: ReadonlyMap<string, string>
  /** Duties with their dates, tables of what is paid, schemes of marks, calendars: by id, in a user's words. */
  duties: ReadonlyMap<string, string>
  tariffs: ReadonlyMap<string, string>
  schemes: ReadonlyMap<string, string>
  calendars: ReadonlyMap<string, string>
}

/** Procedures that clauses name, with the words under which a user finds them. */
export const PROCEDURES: ReadonlyMap<string, string> = new Map([
  ['problem_case', '问题处置（一社一案）'],
  ['dossier_acceptance', '一社一档乡镇受理备案'],
  ['handout', '发表、收表、汇总'],
  ['policy_task', '任务进度（条款到单位）'],
  ['joint_meeting', '联席会议'],
  ['class_review', '分类认定'],
  ['rating_round', '星级和示范评定'],
  ['rating_application', '评级申报（乡镇意见、现场核查、监测、移出）'],
  ['surplus_plan', '盈余分配方案（备查、表决、入账、兑付）'],
  ['member_joining', '入社'],
  ['member_leaving', '退社与除名'],
  ['member_death', '亡故与继承'],
  ['member_change', '户内变更'],
  ['member_resettlement', '补充清算'],
  ['general_meeting', '成员大会（通知、签到、表决、会议记录）'],
  ['village_project', '项目论证（资金来源、村级债务、批准）'],
  ['disclosure', '财务公开（制作、监事审签、张贴）'],
  ['book_audit', '审计（计划、报告、问题整改、办结）'],
  ['audit_draw', '抽查审计的公开抽取'],
  ['audit_notice', '审计结果通报（监事审签、张贴）'],
])

/** Papers and pages that clauses name. */
export const REPORTS: ReadonlyMap<string, string> = new Map([
  ['check', '对照检查'],
  ['unknown_list', '待补数据清单'],
  ['problem_list', '问题台账'],
  ['body_plan', '一社一策'],
  ['case_sheet', '问题处置签批单'],
  ['dossier', '一社一档'],
  ['overview', '区域总览'],
  ['targets', '目标任务'],
  ['policy_reader', '政策条款'],
  ['books', '账簿和财务报表'],
  ['grants', '补助资金（预算、凭证、照片、资产、量化）'],
  ['shares', '股金与持股'],
  ['coverage', '入社覆盖（入社农户、困难成员、防稀释名单）'],
  ['trades', '成员交易'],
  ['member_accounts', '成员账户'],
  ['directory', '示范社和星级名录（公开）'],
  ['clashes', '条款冲突'],
  ['imports', '表格导入'],
  ['users', '用户、岗位和数据范围'],
  ['audit', '操作日志和留痕核对'],
  ['inbox', '我的待办'],
  ['households', '成员自己查询、确认和提出异议'],
  ['statistics_table', '农经统计年报表'],
  ['demonstration_form', '示范社系统填报表'],
  ['annual_report_sheet', '年报报备表'],
])

export const DUTIES: ReadonlyMap<string, string> = new Map()
export const TARIFFS: ReadonlyMap<string, string> = new Map()
export const SCHEMES: ReadonlyMap<string, string> = new Map()
export const CALENDARS: ReadonlyMap<string, string> = new Map([['working_days', '工作日历']])

/** The parts of this product; the registers are named by whoever knows them all. */
export function knownParts(registers: Iterable<string>): KnownParts {
  return {
    facts: factsById,
    areaFacts: new Map(areaFacts.map((one) => [one.id, one])),
    registers: new Set(registers),
    procedures: PROCEDURES,
    reports: REPORTS,
    duties: DUTIES,
    tariffs: TARIFFS,
    schemes: SCHEMES,
    calendars: CALENDARS,
  }
}

/** How many rows each section of the requirements has (A01 … N12). */
const ROWS: Readonly<Record<string, number>> = {
  A: 15,
  B: 13,
  C: 13,
  D: 12,
  E: 15,
  F: 14,
  G: 6,
  H: 10,
  I: 10,
  J: 5,
  K: 6,
  L: 14,
  M: 24,
  N: 12,
}

/** Whether the text names a row of the requirements. */
export function isRequirement(row: string): boolean {
  const number = /^[A-N](\d\d)$/.exec(row)?.[1]
  return number !== undefined && Number(number) >= 1 && Number(number) <= (ROWS[row.charAt(0)] ?? 0)
}
