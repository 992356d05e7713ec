import { cellText, type Sheet } from '../kernel/cell.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { printHundredths, readHundredths, type Scheme, type SchemeLine } from './scheme.ts'

const KINDS = { 得分: 'points', 扣分: 'deduct', 否决: 'veto', 达标: 'pass', 等次: 'grade' } as const
const METHODS = { 得分: 'points', 达标: 'pass', 等次: 'grade' } as const

export const LINE_SHEET = '评分表'
export const LEVEL_SHEET = '等级'
/** Headings of both sheets, in order. */
export const LINE_HEADINGS = [
  '编号',
  '部分',
  '项目',
  '类型',
  '分值',
  '权重（%）',
  '评分办法',
  '依据',
  '指标编号',
]
export const LEVEL_HEADINGS = ['等级', '最低分', '最少项数']

/** A scheme as the rows of its workbook; what is read back is the same scheme. */
export function schemeRows(of: Scheme): { lines: string[][]; levels: string[][] } {
  const wordOf = (kind: SchemeLine['kind']): string =>
    Object.entries(KINDS).find(([, value]) => value === kind)?.[0] ?? ''
  return {
    lines: of.lines.map((one) => [
      one.id,
      one.section,
      one.item,
      wordOf(one.kind),
      printHundredths(one.max),
      printHundredths(one.weight),
      one.how,
      one.clause,
      one.fact,
    ]),
    levels: of.levels.map((one) => [one.level, printHundredths(one.from), String(one.lines)]),
  }
}

/** A scheme out of its workbook. Errors: every cell that is wrong, all at once. */
export function readScheme(
  sheets: readonly Sheet[],
  of: { title: string; facts: ReadonlySet<string> },
): Outcome<Scheme> {
  const problems: Problem[] = []
  const lines = rowsOf(sheets, { name: LINE_SHEET, headings: LINE_HEADINGS, problems }).map((row) =>
    readLine(row, { facts: of.facts, problems }),
  )
  const levels = rowsOf(sheets, { name: LEVEL_SHEET, headings: LEVEL_HEADINGS, problems }).map((row) => ({
    level: wordsAt(row, 0, problems),
    from: numberAt(row, 1, problems),
    lines: Math.floor(numberAt(row, 2, problems) / 100),
  }))
  const seen = new Set<string>()
  for (const [at, { id }] of lines.entries()) {
    if (seen.has(id))
      problems.push(
        refused('scheme-twice', `编号“${id}”写了两次，请改成不同的编号`, { sheet: LINE_SHEET, row: at + 2 }),
      )
    seen.add(id)
  }
  if (problems.length === 0 && levels.length === 0)
    problems.push(refused('scheme-empty', `“${LEVEL_SHEET}”表没有等级，请至少写一级`, { sheet: LEVEL_SHEET }))
  const method = methodOf(lines)
  if (problems.length === 0 && method === null)
    problems.push(
      refused('scheme-empty', '评分表没有得分、达标或等次的项目，请至少写一项', { sheet: LINE_SHEET }),
    )
  const [first, ...rest] = problems
  if (first || method === null) return failed(first ?? refused('scheme-empty', '评分表是空的'), ...rest)
  const order = levels.toSorted((a, b) => b.from - a.from || b.lines - a.lines)
  return done({ title: of.title, method, example: false, source: '', lines, levels: order })
}

function methodOf(lines: readonly SchemeLine[]): Scheme['method'] | null {
  return Object.values(METHODS).find((method) => lines.some((one) => one.kind === method)) ?? null
}

interface Row {
  sheet: string
  /** The spreadsheet's row. */
  row: number
  headings: readonly string[]
  cells: readonly string[]
}

interface Wanted {
  name: string
  headings: readonly string[]
  problems: Problem[]
}

function rowsOf(sheets: readonly Sheet[], { name, headings, problems }: Wanted): Row[] {
  const sheet = sheets.find((one) => one.name === name)
  if (!sheet) {
    problems.push(refused('scheme-sheet', `没有“${name}”这张表，请用下载的模板填写`, { sheet: name }))
    return []
  }
  const texts = sheet.rows.map((row) => row.map((cell) => cellText(cell).trim()))
  const head = texts.findIndex((row) => headings.every((word, at) => row[at] === word))
  if (head === -1) {
    problems.push(
      refused('scheme-heading', `“${name}”的表头应为：${headings.join('、')}`, { sheet: name, row: 1 }),
    )
    return []
  }
  return texts
    .map((cells, at) => ({ sheet: name, row: at + 1, headings, cells }))
    .slice(head + 1)
    .filter(({ cells }) => cells.slice(1).some((text) => text !== '') || (cells[0] ?? '') !== '')
    .filter(({ cells }) => cells[0]?.startsWith('说明') !== true)
}

function readLine(row: Row, around: { facts: ReadonlySet<string>; problems: Problem[] }): SchemeLine {
  const { problems, facts } = around
  const kindWord = row.cells[3] ?? ''
  const kind = KINDS[kindWord as keyof typeof KINDS] as SchemeLine['kind'] | undefined
  if (!kind)
    problems.push(
      refused(
        'scheme-kind',
        `类型“${kindWord}”不认识，只写 ${Object.keys(KINDS).join('、')}`,
        placeOf(row, 3),
      ),
    )
  const scored = kind === 'points' || kind === 'deduct'
  const max = scored ? numberAt(row, 4, problems) : 0
  if (scored && max === 0)
    problems.push(refused('scheme-points', '得分、扣分的项目要写分值', placeOf(row, 4)))
  const fact = row.cells[8] ?? ''
  if (fact !== '' && !facts.has(fact))
    problems.push(refused('scheme-fact', `没有“${fact}”这个指标，不用的请留空`, placeOf(row, 8)))
  return {
    id: wordsAt(row, 0, problems),
    section: row.cells[1] ?? '',
    item: wordsAt(row, 2, problems),
    kind: kind ?? 'points',
    max,
    weight: weightAt(row, problems),
    how: row.cells[6] ?? '',
    clause: row.cells[7] ?? '',
    fact,
  }
}

/** Empty is whole. */
function weightAt(row: Row, problems: Problem[]): number {
  if ((row.cells[5] ?? '') === '') return 10_000
  const weight = numberAt(row, 5, problems)
  if (weight > 10_000) problems.push(refused('scheme-number', '权重不超过 100', placeOf(row, 5)))
  return weight
}

function wordsAt(row: Row, column: number, problems: Problem[]): string {
  const text = row.cells[column] ?? ''
  if (text === '')
    problems.push(refused('scheme-missing', `没有填“${row.headings[column]}”`, placeOf(row, column)))
  return text
}

function numberAt(row: Row, column: number, problems: Problem[]): number {
  const text = row.cells[column] ?? ''
  const value = text === '' ? 0 : readHundredths(text)
  if (value === null)
    problems.push(
      refused(
        'scheme-number',
        `“${row.headings[column]}”应是不小于 0、最多两位小数的数，现在是“${text}”`,
        placeOf(row, column),
      ),
    )
  return value ?? 0
}

const A = 65
const placeOf = (row: Row, column: number) => ({
  sheet: row.sheet,
  row: row.row,
  column: String.fromCodePoint(A + column),
})
