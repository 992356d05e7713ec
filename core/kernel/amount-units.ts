import type { Cell } from './cell.ts'
import { cellText } from './cell.ts'
import type { SheetReading } from './sheet.ts'
import type { MoneyUnit } from '../values/money.ts'

/** The units that an officer answers with. */
export type AnsweredUnit = Extract<MoneyUnit, '元' | '万元'>

/** An answer with who gave it, and when. */
export interface UnitAnswer {
  unit: AnsweredUnit
  ground: string
}

/** Answers by key (see unitKey). */
export type UnitAnswers = Readonly<Record<string, UnitAnswer>>

/** Amounts of one column that stand without a unit: one question for all of them. */
export interface UnitQuestion {
  key: string
  sheet: string
  column: string
  heading: string
  cells: number
  samples: string[]
  stated: { unit: string; cells: number }[]
  assumed: AnsweredUnit
  answered: AnsweredUnit | null
  ground: string | null
}

/** An answer to every column of the file, as the command line gives it. */
export const ANY_COLUMN = '*'
const SAMPLES = 5
const ASKED = 'amount-unit-missing'
const UNIT_WORD = /百万元?|[亿万千百]?[元圆]|[亿万]/

/** What an answer is remembered by: the same column of the same form, whatever the file is called. */
export function unitKey(column: { register: string; field: string; heading: string }): string {
  return `${column.register}/${column.field}/${column.heading.trim()}`
}

/** The sheet with the answered units beside the headings that have none. */
export function withUnits(reading: SheetReading, answers: UnitAnswers): SheetReading {
  return {
    ...reading,
    columns: reading.columns.map((column) => {
      const answer = answerTo(reading, column, answers)
      return column.unit === null && answer ? { ...column, unit: answer.unit } : column
    }),
  }
}

function answerTo(
  reading: SheetReading,
  column: SheetReading['columns'][number],
  answers: UnitAnswers,
): UnitAnswer | undefined {
  const { field, heading } = column
  if (field === null || reading.register.fields[field]?.kind !== 'money') return undefined
  return answers[unitKey({ register: reading.register.id, field, heading })] ?? answers[ANY_COLUMN]
}

interface AskedSheet {
  /** As read from the sheet, without answers. */
  reading: SheetReading
  rows: readonly { cells: readonly Cell[] }[]
  answers: UnitAnswers
  /** Columns in which a cell was warned for want of a unit. */
  warned: ReadonlySet<string>
}

/**
 * The columns about whose unit a person is asked: those in which amounts were warned for want of one, and those whose
 * question was answered. What the other cells say stands beside it as the ground.
 */
export function unitQuestions({ reading, rows, answers, warned }: AskedSheet): UnitQuestion[] {
  return reading.columns.flatMap((column) => {
    const answer = column.unit === null ? answerTo(reading, column, answers) : undefined
    if (column.field === null || (!answer && !warned.has(column.letter))) return []
    const texts = rows
      .map(({ cells }) => cellText(cells[column.index]).trim())
      .filter((text) => /\d/.test(text))
    const bare = texts.filter((text) => !UNIT_WORD.test(text.replaceAll('人民币元', '')))
    if (bare.length === 0) return []
    const { register, sheet } = reading
    const key = unitKey({ register: register.id, field: column.field, heading: column.heading })
    return [
      {
        key,
        sheet,
        column: column.letter,
        heading: column.heading,
        cells: bare.length,
        samples: [...new Set(bare)].slice(0, SAMPLES),
        stated: statedUnits(texts),
        assumed: '万元' as const,
        answered: answer?.unit ?? null,
        ground: answer?.ground ?? null,
      },
    ]
  })
}

function statedUnits(texts: readonly string[]): UnitQuestion['stated'] {
  const units = texts.flatMap((text) => UNIT_WORD.exec(text)?.[0].replace('圆', '元') ?? [])
  const named = units.map((unit) => (unit.endsWith('元') ? unit : `${unit}元`))
  return [...new Set(named)].map((unit) => ({ unit, cells: named.filter((one) => one === unit).length }))
}

/** Whether a problem asks for the unit of an amount. */
export function asksForUnit(problem: { code: string }): boolean {
  return problem.code === ASKED
}
