import type { DataValidation, WriteSheet } from 'hucre/xlsx'
import { columnLetter } from '#core/kernel/cell.ts'
import type { ColumnSpec } from './write.ts'

/** Holds the drop-down lists that are too long to stand in the rule itself. */
export const LISTS_SHEET = '_选项'

/** Excel keeps at most so many characters of a list inside a rule. */
const LONGEST_INLINE = 255
const LONGEST_TITLE = 32
const LONGEST_MESSAGE = 255

/** Gathers drop-down lists over all sheets of a workbook, the long ones on a sheet of their own. */
export class DropDowns {
  readonly #columns: string[][] = []

  /** The source of a list as a rule names it. */
  source(options: readonly string[]): Pick<DataValidation, 'values' | 'formula1'> {
    const inline = options.join(',')
    const plain = options.every((option) => !/[",]/u.test(option) && option.trim() === option)
    if (plain && inline.length <= LONGEST_INLINE) return { values: [...options] }
    let at = this.#columns.findIndex((column) => column.join('\n') === options.join('\n'))
    if (at < 0) at = this.#columns.push([...options]) - 1
    const letter = columnLetter(at)
    return { formula1: `'${LISTS_SHEET}'!$${letter}$1:$${letter}$${options.length}` }
  }

  /** The sheet of the long lists, where there are any. */
  sheet(): WriteSheet[] {
    if (this.#columns.length === 0) return []
    const longest = Math.max(...this.#columns.map((column) => column.length))
    const rows = Array.from({ length: longest }, (_, r) => this.#columns.map((column) => column[r] ?? null))
    return [{ name: LISTS_SHEET, rows, veryHidden: true }]
  }
}

export interface ValidatedRange {
  column: ColumnSpec
  range: string
  /** Whether people fill the sheet in: then dates and numbers are checked as well as lists. */
  fillIn: boolean
}

/** The rule for the body of one column: its list, its kind and its note; none where nothing has to be held to. */
export function validationFor({ column, range, fillIn }: ValidatedRange, lists: DropDowns): DataValidation[] {
  const { heading, note, options } = column
  const prompt =
    note === undefined
      ? {}
      : {
          showInputMessage: true,
          inputTitle: heading.slice(0, LONGEST_TITLE),
          inputMessage: note.slice(0, LONGEST_MESSAGE),
        }
  const base = { range, allowBlank: true, showErrorMessage: true, errorTitle: '填写有误', ...prompt }
  if (options) {
    const errorMessage = `“${heading}”请从下拉列表中选择。`.slice(0, LONGEST_MESSAGE)
    return [{ ...base, type: 'list', ...lists.source(options), errorMessage }]
  }
  if (!fillIn) return []
  const rule = RULES[column.kind]
  if (rule) return [{ ...base, ...rule, errorMessage: `“${heading}”${rule.errorMessage}` }]
  return note === undefined ? [] : [{ ...base, ...ANY_TEXT }]
}

const LARGEST = '1000000000000'
const NUMBER = { type: 'decimal', operator: 'between', formula1: `-${LARGEST}`, formula2: LARGEST } as const

const RULES: Partial<Record<ColumnSpec['kind'], Omit<DataValidation, 'range'>>> = {
  number: { ...NUMBER, errorMessage: '请只填数字，不带单位。' },
  money: { ...NUMBER, errorMessage: '请填金额（元），只填数字，不带单位。' },
  date: {
    type: 'date',
    operator: 'greaterThanOrEqual',
    formula1: '1',
    errorMessage: '请填日期，如 2023-03-15。',
  },
}

/** A rule that lets everything pass and is there for its note. */
const ANY_TEXT = {
  type: 'textLength',
  operator: 'between',
  formula1: '0',
  formula2: '32767',
  errorMessage: '内容太长。',
} as const
