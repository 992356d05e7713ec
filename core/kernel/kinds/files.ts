import { z } from 'zod'
import { done } from '../../values/outcome.ts'
import { noted, refused } from '../../values/problem.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const MOST = 50

/** Ids of stored files. A sheet can not bring files: what stands in the cell is noted and not taken. */
export const files: KindDefinition<'files'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok || plain.value === null) return plain.ok ? done(null) : plain
    return done(null, [noted('files-not-in-sheet', `“${field.label}”不能从表格带入，请在页面上传附件`)])
  },
  check(value, field) {
    return value.length > MOST ? [refused('files-too-many', `“${field.label}”最多 ${MOST} 个附件`)] : []
  },
  print: (value) => (value.length === 0 ? '' : `${value.length} 个附件`),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.array(z.string(), { error: `“${field.label}”应为附件` }),
}
