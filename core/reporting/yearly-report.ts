/** Yearly reports as data: what each line is called, what it is taken from, and what it is held against. Nothing is typed for them. */
import { printRatio } from '../kernel/say.ts'
import { printYuan, type Fen } from '../values/money.ts'

export type LineKind = 'text' | 'day' | 'flag' | 'count' | 'money' | 'wan' | 'percent'

/** One place that can know a figure: a column of the year's query, its name in words, the page with the rows behind it. */
export interface Source {
  column: string
  says: string
  rows: RowsBehind
}

/** A page of the product; `filter` narrows its list, the place or the cooperative comes of itself. */
export interface RowsBehind {
  page: string
  filter?: Readonly<Record<string, string>>
}

export interface ReportLine {
  id: string
  label: string
  kind: LineKind
  unit: string
  /** In words, for whoever asks what it is. */
  formula: string
  /** The first that knows it gives the figure; another that says otherwise is told. Empty: no register has it. */
  sources: readonly Source[]
  /** The parameter that the figure is held against, at least. */
  standard?: string
}

export interface YearlyReport {
  id: string
  label: string
  per: 'body' | 'area'
  says: string
  /** What of the form nobody has verified; null where all of it was seen. */
  unverified: string | null
  answers: readonly string[]
  lines: readonly ReportLine[]
}

/** What the query of a year gives: by column; null is unknown. */
export type YearRow = Readonly<Record<string, bigint | string | boolean | null | undefined>>

export interface Picked {
  value: bigint | string | boolean
  source: Source
  /** Another source that says otherwise. */
  differs: { source: Source; value: bigint | string | boolean } | null
}

/** The figure of a line, or null where no source knows it. */
export function pickFigure(line: Pick<ReportLine, 'sources'>, row: YearRow): Picked | null {
  const known = line.sources.flatMap((source) => {
    const value = row[source.column]
    return value === null || value === undefined || value === '' ? [] : [{ source, value }]
  })
  const [first, ...others] = known
  if (first === undefined) return null
  return { ...first, differs: others.find((one) => one.value !== first.value) ?? null }
}

/** A figure as the form has it, without its unit. */
export function printFigure(value: bigint | string | boolean, kind: LineKind): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return value
  if (kind === 'money') return printYuan(value)
  if (kind === 'wan') return printWan(value)
  return kind === 'percent' ? printRatio({ num: value, den: 10_000n }) : grouped(value.toString())
}

/** 万元 with the two decimals of the form, half rounded away from zero; the exact sum stands behind it. */
export function printWan(fen: Fen): string {
  const size = fen < 0n ? -fen : fen
  const cents = (size + 5_000n) / 10_000n
  const digits = cents.toString().padStart(3, '0')
  return `${fen < 0n && cents > 0n ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

export interface Standard {
  /** In the line's own measure: fen, hundredths of a percent, or a count. */
  value: bigint
  confirmed: boolean
}

/** Where a figure stands against its standard; an unconfirmed standard judges nothing. */
export function judgeStandard(
  value: bigint | null,
  standard: Standard,
): '达到' | '未达到' | '待确认' | '未知' {
  if (!standard.confirmed) return '待确认'
  if (value === null) return '未知'
  return value >= standard.value ? '达到' : '未达到'
}

/** Of a line in one place: the sum of what is known, of how many cooperatives that is, and how many there are. */
export interface AreaSum {
  sum: bigint | null
  known: number
  bodies: number
}

/**
 * The sum as the form has it; null where it is not known. Where some are unknown a count holds at least, and "at least none"
 * says nothing: a few that are known to have stopped do not make it zero.
 */
export function printSum({ sum, known, bodies }: AreaSum, kind: LineKind): string | null {
  if (sum === null || known === 0) return null
  if (kind === 'count' && sum === 0n && known < bodies) return null
  return printFigure(sum, kind)
}
