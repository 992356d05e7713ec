import { done, failed, type Outcome } from '../../values/outcome.ts'
import { type Problem, refused, warned } from '../../values/problem.ts'
import { isScientific, saysNone, saysUnknown, tidyText } from '../../values/typed-text.ts'
import { type Cell, cellText } from '../cell.ts'

/**
 * What a cell says before its kind is asked: null for unknown, a failure for #REF! and its kin, else its text, tidied.
 * `none` says what 无 is for this kind: a word like any other, or unknown.
 */
export function readPlain(cell: Cell, none: 'word' | 'unknown'): Outcome<string | null> {
  if (cell.type === 'error') {
    return failed(warned('cell-error', `该格是公式错误“${cell.text}”，请修正公式或改填数值`))
  }
  const text = tidyText(cellText(cell))
  return done(saysUnknown(text) || (none === 'unknown' && saysNone(text)) ? null : text)
}

/**
 * A code, an identity or account number that a spreadsheet keeps as a number has lost digits for good: refused, never
 * padded. The same for its scientific notation as text. Of a secret not even the digits that are left are repeated.
 */
export function digitsLost(cell: Cell, label: string, isSecret = false): Problem | null {
  if (cell.type !== 'number' && !(cell.type === 'text' && isScientific(cell.text))) return null
  const shown = isSecret ? '' : `“${cell.text}”`
  const says = `${label}${shown}是以数值保存的，数字已丢失，无法还原；请在原表把该列设为文本格式后重新填写`
  return refused('digits-lost', says)
}
