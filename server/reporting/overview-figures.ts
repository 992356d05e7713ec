/** The figures of an area, each with what it means, the clause that asks for it and the page with the rows behind it. */
import type { WireFigure } from '#contract/reporting.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { clauseLabel } from '#server/supervision/summary.ts'
import { UNKNOWN } from '#server/register/list.ts'
import { FIVE_HAVES_CLAUSE } from '#server/supervision/five-haves.ts'
import { ANY } from './list-filters.ts'
import type { Counts } from './overview-store.ts'
import { percentOf } from './percent.ts'

export interface At {
  area: string
  /** Bodies of which no area below this one is known. */
  unplaced: bigint
  inForce: InForce
}

type Line = [
  id: string,
  label: string,
  value: bigint | string | null,
  unit: string,
  formula: string,
  rows: string,
]

/** All figures in the order of the page. */
export function figuresOf(of: Counts, at: At): WireFigure[] {
  const cited = citationOf(at.inForce)
  return [
    ...rollLines(of, at).map((line) => figure(line)),
    ...problemLines(of, at).map((line) => figure(line)),
    ...dossierLines(of, at).map((line) => ({ ...figure(line), ...cited })),
    ...memberLines(of, at).map((line) => figure(line)),
  ]
}

function rollLines(of: Counts, at: At): Line[] {
  const list = bodiesIn(at)
  const where = at.area.length <= COUNTY_DIGITS ? '乡镇' : '村'
  const unplaced = `住所还没有确定到${where}的主体，不在下级辖区各行之内`
  const all: Line[] = [
    ['bodies', '名录主体', of.bodies, '家', '主体名录中未终止的全部主体，含已注销、迁出的', list({})],
    [
      'existing',
      '在册主体',
      of.existing,
      '家',
      '登记状态不是注销、迁出的主体（登记状态未填的计入）',
      list({ existing: '1' }),
    ],
    ['normal', '运行正常', of.normal, '家', '运行状态台账认定为“正常”的主体', list({ status: '正常' })],
    [
      'status-unknown',
      '运行状态不明',
      of.status_unknown,
      '家',
      '还没有运行状态记录的主体',
      list({ status: UNKNOWN }),
    ],
    ['unplaced', `${where}待定`, at.unplaced, '家', unplaced, list({ areaDigits: String(at.area.length) })],
  ]
  return all.filter(([id, , value]) => id !== 'unplaced' || value !== 0n)
}

const COUNTY_DIGITS = 6

function problemLines(of: Counts, at: At): Line[] {
  const findings = (severity: string): string => link('/findings', at.area, { open: '1', severity })
  const cases = (filter: Record<string, string>): string => link('/cases', at.area, filter)
  const withFindings = bodiesIn(at)({ finding: ANY })
  return [
    [
      'with-findings',
      '有问题的主体',
      of.with_findings,
      '家',
      '体检中至少有一条未消除问题的主体',
      withFindings,
    ],
    ['serious', '严重问题', of.serious, '条', '未消除的严重问题条数', findings('serious')],
    ['ordinary', '一般问题', of.ordinary, '条', '未消除的一般问题条数', findings('ordinary')],
    ['hints', '提示', of.hints, '条', '未消除的提示条数', findings('hint')],
    ['open-cases', '整改中', of.open_cases, '件', '没有销号也没有撤销的整改单', cases({})],
    [
      'late-cases',
      '整改逾期',
      of.late_cases,
      '件',
      '整改期限已过而没有销号、撤销的整改单',
      cases({ late: '1' }),
    ],
  ]
}

function dossierLines(of: Counts, at: At): Line[] {
  const list = bodiesIn(at)
  const cut = '保留一位小数，不进位'
  const complete = `各社一社一档必备项已有项数合计 ${of.complete_num} ÷ 必备项数合计 ${of.complete_den}，${cut}`
  const five = `五有全部达标的 ${of.five_num} 家 ÷ 运行正常的合作社、联合社 ${of.five_den} 家，没有检查过的按未达标计，${cut}`
  const accepted = '在册主体中，乡镇已接收档案并出具回执的'
  return [
    ['completeness', '档案平均完整度', percentOf(of.complete_num, of.complete_den), '%', complete, list({})],
    ['accepted', '档案已备案', of.accepted, '家', accepted, list({ existing: '1', accepted: '1' })],
    ['five-haves', '五有达标率', percentOf(of.five_num, of.five_den), '%', five, list({ fiveHaves: '1' })],
  ]
}

function memberLines(of: Counts, at: At): Line[] {
  const rows = link('/registers/member_summary', at.area, {})
  const members = '各社最近一次成员汇总“成员总数”合计；没有成员汇总的不计'
  const households = '各社最近一次成员汇总“带动农户数”合计；没有填报的不计'
  return [
    ['members', '成员总数', of.members, '名', members, rows],
    ['households', '带动农户', of.households, '户', households, rows],
  ]
}

/** The clause that sets these rates, where that plan is in force. */
function citationOf(inForce: InForce): Pick<WireFigure, 'clause' | 'clauseLabel'> {
  const { document: id, clause } = FIVE_HAVES_CLAUSE
  const document = inForce.documents.find((one) => one.document.id === id)?.document
  if (!document) return { clause: null, clauseLabel: null }
  const heading = document.clauses.find((one) => one.id === clause)?.heading
  return { clause: `${id}#${clause}`, clauseLabel: clauseLabel(document.title, clause, heading) }
}

function figure([id, label, value, unit, formula, rows]: Line): WireFigure {
  return {
    id,
    label,
    value: value === null ? null : String(value),
    unit,
    formula,
    rows,
    clause: null,
    clauseLabel: null,
  }
}

function bodiesIn(at: At): (filter: Record<string, string>) => string {
  return (filter) => link('/registers/body', at.area, filter)
}

function link(page: string, area: string, filter: Record<string, string>): string {
  const words = new URLSearchParams({ ...(area !== '' && { area }), ...filter }).toString()
  return words === '' ? page : `${page}?${words}`
}
