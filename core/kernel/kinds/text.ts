import { z } from 'zod'
import { failed } from '../../values/outcome.ts'
import { refused, warned } from '../../values/problem.ts'
import { decimalOf, isScientific } from '../../values/typed-text.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

/** Words as typed: trimmed, composed, without invisible characters; 无 is a word. A text that is too long is never cut. */
export const text: KindDefinition<'text'> = {
  parse(cell, field) {
    if (cell.type === 'number' && Math.abs(cell.number) >= 1e15) {
      return failed(
        warned(
          'digits-lost',
          `“${cell.text}”是以数值保存的长数字，末尾已丢失；请把该列设为文本格式后重新填写`,
        ),
      )
    }
    const plain = readPlain(cell.type === 'number' ? { ...cell, text: shown(cell) } : cell, 'word')
    if (!plain.ok || plain.value === null) return plain
    const length = Array.from(plain.value).length
    return length > field.max
      ? failed(
          warned(
            'text-too-long',
            `“${field.label}”有 ${length} 个字，超过 ${field.max} 个字，没有录入；请缩短`,
          ),
        )
      : plain
  },
  check(value, field) {
    const length = Array.from(value).length
    if (value.trim() === '') return [refused('text-empty', `“${field.label}”不能只有空格，请填写或留空`)]
    return length > field.max
      ? [refused('text-too-long', `“${field.label}”有 ${length} 个字，最多 ${field.max} 个字，请缩短`)]
      : []
  },
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.string({ error: `“${field.label}”应为文字` }),
}

/** What the sheet shows, but never in scientific notation: below 10^15 all digits are still there. */
function shown(cell: { number: number; text: string }): string {
  return cell.text === '' || isScientific(cell.text) ? decimalOf(cell.number) : cell.text
}
