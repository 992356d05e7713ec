/** 辖区总览: the figures of an area and of the areas right below it, each with what it means and the rows behind it. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { overview, WireFigure } from '#contract/reporting.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'
import { FIVE_HAVES_CLAUSE } from './five-haves.ts'
import { countOverview, namedAreas, type AreaName, type CountRow, type Counts } from './overview-store.ts'
import { percentOf } from './percent.ts'

type Overview = z.input<typeof overview.response>

const LENGTHS = [2, 4, 6, 9, 12]
/** No code is that long: below a village there is nothing. */
const NOTHING_BELOW = 99
/** From a county down, areas without one body are shown too: that nobody is there is worth knowing. */
const COUNTY_DIGITS = 6

export interface Asked {
  /** '' is the whole country. */
  area: string
  /** The top of what the person sees. */
  top: string
  topName: string
}

/** The overview of an area; what the person may not see is not counted. Three statements beside those of the policies. */
export async function readOverview(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: Asked,
): Promise<Overview> {
  const { area } = asked
  const today = services.clock.today()
  const digits = LENGTHS.find((length) => length > area.length) ?? NOTHING_BELOW
  const counted = await countOverview(trx, { area, digits, today })
  const path = pathCodes(asked.top, area)
  const children = counted.filter((row) => row.of === 'child' && row.child !== null)
  const areas = await namedAreas(trx, area, [...path, ...children.map((row) => row.child!)])
  const names = new Map(areas.map((one) => [one.code, one]))
  const nameOf = (code: string): string =>
    code === asked.top ? asked.topName : (names.get(code)?.name ?? code)
  const inForce = inForceAt(await areasOn(trx, services, today), area)
  const total = counted.find((row) => row.of === 'all')
  const unplaced = counted.find((row) => row.of === 'child' && row.child === null)?.bodies ?? 0n
  return {
    area,
    areaName: nameOf(area),
    path: path.map((code) => ({ area: code, name: nameOf(code) })),
    figures: total
      ? figuresOf(total, { area, unplaced: digits === NOTHING_BELOW ? 0n : unplaced, inForce })
      : [],
    children: digits === NOTHING_BELOW ? [] : childrenOf(children, { areas, area }),
    classes: counted
      .filter((row) => row.of === 'class' && row.class !== null)
      .map((row) => ({ class: row.class!, bodies: Number(row.bodies) }))
      .toSorted((a, b) => b.bodies - a.bodies),
  }
}

/** From the top of what the person sees down to the area, every level once. */
function pathCodes(top: string, area: string): string[] {
  const between = LENGTHS.filter((length) => length > top.length && length < area.length).map((length) =>
    area.slice(0, length),
  )
  return [...new Set([top, ...between, area])]
}

function childrenOf(
  counted: readonly CountRow[],
  of: { areas: readonly AreaName[]; area: string },
): Overview['children'] {
  const rows = new Map(counted.map((row) => [row.child!, row]))
  const listed = of.areas.filter(
    (one) => rows.has(one.code) || (one.parent === of.area && of.area.length >= COUNTY_DIGITS),
  )
  const nameless = [...rows.keys()].filter((code) => !listed.some((one) => one.code === code))
  const all = [...listed, ...nameless.map((code) => ({ code, name: code, standing: true }))]
  return all
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, standing }) =>
      rowOf({ area: code, name: standing ? name : `${name}（已撤销）` }, rows.get(code)),
    )
}

function rowOf(of: { area: string; name: string }, row: Counts | undefined): Overview['children'][number] {
  const count = (key: keyof Counts): number => Number(row?.[key] ?? 0n)
  const five = row && percentOf(row.five_num, row.five_den)
  const complete = row && percentOf(row.complete_num, row.complete_den)
  return {
    ...of,
    bodies: count('bodies'),
    normal: count('normal'),
    statusUnknown: count('status_unknown'),
    withFindings: count('with_findings'),
    openCases: count('open_cases'),
    lateCases: count('late_cases'),
    completeness: complete ? Number(complete) : null,
    fiveHaves: row && five ? `${five}%（${row.five_num}/${row.five_den}）` : null,
  }
}

function figuresOf(of: CountRow, at: { area: string; unplaced: bigint; inForce: InForce }): WireFigure[] {
  const bodies = (filter: Record<string, string>): string => link('/registers/body', at.area, filter)
  const findings = (severity: string): string => link('/findings', at.area, { open: '1', severity })
  const cited = citationOf(at.inForce)
  return [
    plain('bodies', {
      label: '名录主体',
      value: of.bodies,
      unit: '家',
      formula: '主体名录中未终止的全部主体，含已注销、迁出的',
      rows: bodies({}),
    }),
    plain('existing', {
      label: '在册主体',
      value: of.existing,
      unit: '家',
      formula: '登记状态不是注销、迁出的主体（登记状态未填的计入）',
      rows: bodies({ existing: '1' }),
    }),
    plain('normal', {
      label: '运行正常',
      value: of.normal,
      unit: '家',
      formula: '运行状态台账认定为“正常”的主体',
      rows: bodies({ status: '正常' }),
    }),
    plain('status-unknown', {
      label: '运行状态不明',
      value: of.status_unknown,
      unit: '家',
      formula: '还没有运行状态记录的主体',
      rows: bodies({ status: '∅' }),
    }),
    ...(at.unplaced > 0n ? [unplacedFigure(at)] : []),
    plain('with-findings', {
      label: '有问题的主体',
      value: of.with_findings,
      unit: '家',
      formula: '体检中至少有一条未消除问题的主体',
      rows: link('/findings', at.area, { open: '1' }),
    }),
    plain('serious', {
      label: '严重问题',
      value: of.serious,
      unit: '条',
      formula: '未消除的严重问题条数',
      rows: findings('serious'),
    }),
    plain('ordinary', {
      label: '一般问题',
      value: of.ordinary,
      unit: '条',
      formula: '未消除的一般问题条数',
      rows: findings('ordinary'),
    }),
    plain('hints', {
      label: '提示',
      value: of.hints,
      unit: '条',
      formula: '未消除的提示条数',
      rows: findings('hint'),
    }),
    plain('open-cases', {
      label: '整改中',
      value: of.open_cases,
      unit: '件',
      formula: '没有销号也没有撤销的整改单',
      rows: link('/cases', at.area, {}),
    }),
    plain('late-cases', {
      label: '整改逾期',
      value: of.late_cases,
      unit: '件',
      formula: '整改期限已过而没有销号的整改单',
      rows: link('/cases', at.area, { late: '1' }),
    }),
    {
      ...plain('completeness', {
        label: '档案平均完整度',
        value: percentOf(of.complete_num, of.complete_den),
        unit: '%',
        formula: `各社一社一档必备项已有项数合计 ${of.complete_num} ÷ 必备项数合计 ${of.complete_den}，保留一位小数，不进位`,
        rows: bodies({}),
      }),
      ...cited,
    },
    plain('accepted', {
      label: '档案已备案',
      value: of.accepted,
      unit: '家',
      formula: '在册主体中，乡镇已接收档案并出具回执的',
      rows: bodies({ existing: '1', accepted: '1' }),
    }),
    {
      ...plain('five-haves', {
        label: '五有达标率',
        value: percentOf(of.five_num, of.five_den),
        unit: '%',
        formula: `五有全部达标的 ${of.five_num} 家 ÷ 运行正常的合作社、联合社 ${of.five_den} 家；没有检查过的按未达标计；保留一位小数，不进位`,
        rows: bodies({ fiveHaves: '1' }),
      }),
      ...cited,
    },
    plain('members', {
      label: '成员总数',
      value: of.members,
      unit: '名',
      formula: '各社最近一次成员汇总“成员总数”合计；没有成员汇总的不计',
      rows: link('/registers/member_summary', at.area, {}),
    }),
    plain('households', {
      label: '带动农户',
      value: of.households,
      unit: '户',
      formula: '各社最近一次成员汇总“带动农户数”合计；没有填报的不计',
      rows: link('/registers/member_summary', at.area, {}),
    }),
  ]
}

function unplacedFigure(at: { area: string; unplaced: bigint }): WireFigure {
  const toTownship = at.area.length <= COUNTY_DIGITS
  return plain('unplaced', {
    label: toTownship ? '乡镇待定' : '未定到村',
    value: at.unplaced,
    unit: '家',
    formula: `住所还没有确定到${toTownship ? '乡镇' : '村'}的主体，不在下级辖区各行之内`,
    rows: link('/registers/body', at.area, { areaDigits: String(at.area.length) }),
  })
}

/** The clause that sets the rate, where that plan is in force. */
function citationOf(inForce: InForce): Pick<WireFigure, 'clause' | 'clauseLabel'> {
  const { document: id, clause } = FIVE_HAVES_CLAUSE
  const document = inForce.documents.find((one) => one.document.id === id)?.document
  if (!document) return { clause: null, clauseLabel: null }
  const heading = document.clauses.find((one) => one.id === clause)?.heading
  return { clause: `${id}#${clause}`, clauseLabel: clauseLabel(document.title, clause, heading) }
}

interface Plain {
  label: string
  value: bigint | string | null
  unit: string
  formula: string
  rows: string
}

function plain(id: string, of: Plain): WireFigure {
  return { id, ...of, value: of.value === null ? null : String(of.value), clause: null, clauseLabel: null }
}

function link(page: string, area: string, filter: Record<string, string>): string {
  const words = new URLSearchParams({ ...(area !== '' && { area }), ...filter }).toString()
  return words === '' ? page : `${page}?${words}`
}
