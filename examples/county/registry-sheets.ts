import { type Cell, EMPTY } from '#core/kernel/cell.ts'
import { printDayLong } from '#core/values/day.ts'
import { COUNTY } from './areas.ts'
import type { ExampleOptions } from './days.ts'
import type { ExampleBody } from './example-body.ts'
import { storyOf } from './stories.ts'
import { type ColumnPlan, type ExampleFile, type Line, rowNumber, tableOf } from './table.ts'
import { text, writtenCapital, writtenDay } from './written.ts'

/** 登记名录: the registry's own list in two sheets, dirty as such lists are. */
export function registryFile(bodies: readonly ExampleBody[], options: ExampleOptions): ExampleFile {
  const sorted = bodies.toSorted((a, b) => (registered(a) < registered(b) ? -1 : 1))
  const cooperatives = sorted.filter((one) => one.kind === '农民专业合作社')
  const others = sorted.filter((one) => one.kind !== '农民专业合作社')
  const twice = cooperatives.filter((one) => storyOf(one.story)?.written?.twice)
  const upTo = `（截至${printDayLong(options.day)}）`
  return {
    name: '县市场监管局登记名录.xlsx',
    sheets: [
      registrySheet(
        '农民专业合作社',
        `${COUNTY.name}农民专业合作社登记信息${upTo}`,
        cooperatives.map(lineOf),
      ),
      registrySheet('联合社分社及其他', `${COUNTY.name}联合社、分支机构及其他主体登记信息${upTo}`, [
        ...others.map(lineOf),
        ...twice.map(secondLine),
      ]),
    ],
  }
}

function registrySheet(name: string, title: string, lines: Line[]) {
  return tableOf({
    register: 'body',
    name,
    title,
    columns: COLUMNS,
    lines,
    footer: '填表人：曹明白　　审核人：袁守信　　单位（盖章）：县市场监督管理局',
  })
}

/** The registry's columns, whose words come from `written`, the clean ones from `values`. */
const COLUMNS: readonly ColumnPlan[] = [
  rowNumber,
  column('企业名称', 42, ({ record }) => text(string(record['name']))),
  column('统一社会信用代码/注册号', 24, ({ body }) => text(body.written.creditCode)),
  column('企业类型', 22, ({ body }) => text(body.written.kind)),
  column('注册资金', 24, ({ body, record }) =>
    typeof record['capital'] === 'bigint' ? writtenCapital(record['capital'], body.written.capital) : EMPTY,
  ),
  column('成立日期', 16, ({ body, record }) => writtenDay(String(record['registeredOn']), body.written.day)),
  column('登记状态', 12, ({ body }) => text(body.written.state)),
  column('法定代表人', 14, ({ record }) => text(string(record['legalRepresentative']))),
  column('联系电话', 16, ({ record }) => text(string(record['phone']))),
  column('住所', 44, ({ record }) => text(string(record['address']))),
  column('经营范围', 60, ({ record }) => text(string(record['business']))),
]

function column(heading: string, width: number, cell: (line: Line) => Cell): ColumnPlan {
  return { heading, width, kind: 'text', cell }
}

function lineOf(body: ExampleBody): Line {
  return { body, record: body.values }
}

/** The same cooperative once more, without its capital. */
function secondLine(body: ExampleBody): Line {
  return { body, record: { ...body.values, capital: null } }
}

function registered(body: ExampleBody): string {
  return String(body.values['registeredOn'])
}

function string(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
