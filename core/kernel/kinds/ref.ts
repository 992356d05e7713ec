import { z } from 'zod'
import { refused } from '../../values/problem.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

/**
 * Another register's record. From a cell comes what the sheet calls it (a name or a code); whoever imports it finds the
 * record. From a form comes the record's id.
 */
export const ref: KindDefinition<'ref'> = {
  parse: (cell) => readPlain(cell, 'unknown'),
  check: (value, field) => (value.trim() === '' ? [refused('ref-empty', `请选择“${field.label}”`)] : []),
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.string({ error: `请选择“${field.label}”` }),
}
