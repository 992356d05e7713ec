import { squeeze } from '../values/typed-text.ts'
import { type Cell, cellText } from './cell.ts'
import type { Column } from './columns.ts'
import { isRowNumberHeading } from './heading.ts'

/**
 * What a row below the heading is. `data` holds a record; `numbering` only numbers its columns or itself; `stray` has
 * content, but none in a column that was understood.
 */
export type RowKind = 'data' | 'blank' | 'heading' | 'total' | 'note' | 'numbering' | 'group' | 'stray'

const TOTAL = /^(合计|总计|小计|共计|累计|总合计|本页合计|本页小计|全县合计|全乡合计|全镇合计)([(:：].*)?$/
const NOTE_WORDS =
  '注|备注|说明|填表说明|填报说明|填表人|填报人|制表人?|审核人?|复核人?|负责人|分管领导|单位负责人|填报单位|填报日期|填表日期|制表日期|联系人|联系电话|经办人'
const NOTE = new RegExp(`^((${NOTE_WORDS})(\\(.*?\\))?[:：]|注\\d*[、.]|\\(?盖章\\)?$)`)
const GROUP =
  /^([(]?[一二三四五六七八九十]{1,3}[)]?[、.]|第[一二三四五六七八九十]{1,3}[、部章])|(镇|乡|街道|县|区|市)([(].*)?$/

interface RowContext {
  columns: readonly Column[]
  headingRows: readonly Cell[][]
  /** Whether it is the first row below the heading, where the columns may be numbered. */
  isFirst: boolean
}

/** Tells rows that hold a record from all that offices put around them. */
export function rowKind(cells: readonly Cell[], context: RowContext): RowKind {
  const filled = cells.flatMap((cell, index) => {
    const text = squeeze(cellText(cell))
    return text === '' ? [] : [{ index, text }]
  })
  const [first, second] = filled
  if (first === undefined) return 'blank'
  if (TOTAL.test(first.text) || (second !== undefined && TOTAL.test(second.text))) return 'total'
  if (NOTE.test(first.text)) return 'note'
  if (repeatsHeading(filled, context.headingRows)) return 'heading'
  if (context.isFirst && numbersColumns(filled.map(({ text }) => text))) return 'numbering'
  const understood = filled.filter(({ index }) => {
    const column = context.columns[index]
    return column !== undefined && (column.field !== null || column.role !== null)
  })
  if (filled.length === 1 && GROUP.test(first.text)) return 'group'
  const headingAt = (index: number): string => context.columns[index]?.heading ?? ''
  if (filled.every(({ index, text }) => isRowNumberHeading(headingAt(index)) && /^\d+$/.test(text))) {
    return 'numbering'
  }
  return understood.length === 0 ? 'stray' : 'data'
}

/** Two thirds of what is filled stand under their own words in the heading: a page that repeats it. */
function repeatsHeading(
  filled: readonly { index: number; text: string }[],
  headingRows: readonly Cell[][],
): boolean {
  const repeated = filled.filter(({ index, text }) =>
    headingRows.some((row) => squeeze(cellText(row[index])) === text),
  )
  return repeated.length >= 2 && repeated.length * 3 >= filled.length * 2
}

/** 甲 乙 1 2 3 …: the row in which forms number their columns. */
function numbersColumns(texts: readonly string[]): boolean {
  const numbers = texts
    .filter((text) => !/^[甲乙丙丁戊己庚辛]$/.test(text))
    .map((text) => text.replace(/[()]/g, ''))
  const [first] = numbers
  if (texts.length < 3 || (first !== '1' && first !== '2')) return false
  return numbers.every((number, index) => number === String(Number(first) + index))
}
