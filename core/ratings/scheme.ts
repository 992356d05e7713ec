import { z } from 'zod'
import { refused, type Problem } from '../values/problem.ts'

/**
 * A rating scheme is data. Points, deductions and weights are whole hundredths (95.5 分 = 9550; 12.5 % = 1250), so that
 * no score depends on how a machine rounds.
 */
const hundredths = z.int().min(0).max(100_000)

export const schemeLine = z.object({
  id: z.string().min(1).max(20),
  section: z.string().max(50),
  item: z.string().min(2).max(300),
  /** points: up to max; deduct: takes up to max off; veto: one is enough to be out; pass: has to be met; grade: 优良中差. */
  kind: z.enum(['points', 'deduct', 'veto', 'pass', 'grade']),
  max: hundredths,
  /** Hundredths of a percent by which its points count; 10000 is whole. */
  weight: z.int().min(0).max(10_000),
  how: z.string().max(500),
  clause: z.string().max(200),
  /** Id of the fact shown beside it; empty for none. */
  fact: z.string().max(60),
})
export type SchemeLine = z.infer<typeof schemeLine>

export const schemeLevel = z.object({
  level: z.string().min(1).max(30),
  /** points: from so many. */
  from: hundredths,
  /** pass: so many lines met; grade: so many lines 优. */
  lines: z.int().min(0).max(300),
})

export const scheme = z.object({
  title: z.string().min(2).max(100),
  method: z.enum(['points', 'pass', 'grade']),
  /** Shipped to show how it works; not the sheet of any office. */
  example: z.boolean(),
  source: z.string().max(300),
  lines: z.array(schemeLine).min(1).max(300),
  /** The highest first. */
  levels: z.array(schemeLevel).min(1).max(10),
})
export type Scheme = z.infer<typeof scheme>

export const GRADES = ['优', '良', '中', '差'] as const
export type Grade = (typeof GRADES)[number]

/** What was found at a line: points or deduction in hundredths, met or not (a veto that is met is out), or a grade. */
export type Found = number | boolean | Grade
export type Sheet = Readonly<Record<string, Found>>

export interface Result {
  /** Hundredths; null for schemes without points. */
  total: number | null
  /** The highest level reached; null for none. */
  level: string | null
  /** Lines that put it out. */
  vetoed: readonly string[]
  /** Lines on which nothing was found so far: no level before all are filled in. */
  open: readonly string[]
  deducted: number
}

/** Everything wrong with a filled sheet: a line that is not there, a kind that does not fit, points beyond the line. */
export function sheetFaults(of: Scheme, sheet: Sheet): Problem[] {
  const lines = new Map(of.lines.map((one) => [one.id, one]))
  return Object.entries(sheet).flatMap(([id, found]) => {
    const line = lines.get(id)
    if (!line) return [refused('score-line', `评分表没有“${id}”这一项`, { field: id })]
    return fits(line, found)
      ? []
      : [refused('score-value', `“${line.item}”填得不对：${wants(line)}`, { field: id })]
  })
}

function fits(line: SchemeLine, found: Found): boolean {
  if (line.kind === 'points' || line.kind === 'deduct')
    return typeof found === 'number' && Number.isInteger(found) && found >= 0 && found <= line.max
  if (line.kind === 'grade') return GRADES.some((one) => one === found)
  return typeof found === 'boolean'
}

function wants(line: SchemeLine): string {
  if (line.kind === 'grade') return '只填优、良、中、差'
  if (line.kind === 'veto' || line.kind === 'pass') return '只填是或否'
  return `应在 0 到 ${printHundredths(line.max)} 之间，最多两位小数`
}

/** The result of a sheet. Weighted points are cut off to whole hundredths line by line, towards zero; the total is never below zero. */
export function resultOf(of: Scheme, sheet: Sheet): Result {
  const open = of.lines.filter((one) => sheet[one.id] === undefined).map((one) => one.id)
  const vetoed = of.lines.filter((one) => one.kind === 'veto' && sheet[one.id] === true).map((one) => one.id)
  const sum = (kind: 'points' | 'deduct'): number =>
    of.lines
      .filter((one) => one.kind === kind)
      .reduce((all, one) => all + Math.floor((numberOf(sheet[one.id]) * one.weight) / 10_000), 0)
  const deducted = sum('deduct')
  const total = of.method === 'points' ? Math.max(0, sum('points') - deducted) : null
  const level = open.length > 0 || vetoed.length > 0 ? null : levelOf(of, sheet, total)
  return { total, level, vetoed, open, deducted }
}

const numberOf = (found: Found | undefined): number => (typeof found === 'number' ? found : 0)

function levelOf(of: Scheme, sheet: Sheet, total: number | null): string | null {
  const must = of.lines.filter((one) => one.kind === 'pass')
  const met = must.filter((one) => sheet[one.id] === true).length
  const graded = of.lines.filter((one) => one.kind === 'grade')
  if (of.method === 'pass') return of.levels.find((one) => met >= one.lines)?.level ?? null
  // in both other methods a line that has to be met is met, and nothing is 差
  if (met < must.length || graded.some((one) => sheet[one.id] === '差')) return null
  if (total !== null) return of.levels.find((one) => total >= one.from)?.level ?? null
  const excellent = graded.filter((one) => sheet[one.id] === '优').length
  return of.levels.find((one) => excellent >= one.lines)?.level ?? null
}

/** 9550 → 95.5 */
export function printHundredths(value: number): string {
  const [whole, part] = [Math.floor(value / 100), value % 100]
  return part === 0 ? String(whole) : `${whole}.${String(part).padStart(2, '0').replace(/0$/, '')}`
}

/** Hundredths of a text such as 95.5; null where it is none. */
export function readHundredths(text: string): number | null {
  const found = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}
