import { z } from 'zod'
import { noneAsUnknown } from '../../values/money.ts'
import { done, failed } from '../../values/outcome.ts'
import { noted, refused, warned } from '../../values/problem.ts'
import { decimalOf, saysNone, squeeze } from '../../values/typed-text.ts'
import { type Cell, cellText } from '../cell.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const FIRST = 1949
const LAST = 2100

/** A year: 2022, 2022年, 2022年度; of a date cell the year is taken and noted. */
export const year: KindDefinition<'year'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok) return plain
    if (plain.value === null)
      return done(null, saysNone(cellText(cell)) ? [noneAsUnknown(cellText(cell))] : [])
    const value = cell.type === 'date' ? Number(cell.day.slice(0, 4)) : yearOf(cell, plain.value)
    if (value < FIRST || value > LAST || !Number.isInteger(value)) {
      return failed(
        warned('year-unreadable', `“${plain.value}”不是“${field.label}”的年份，请填四位年份，如 2022`),
      )
    }
    return done(
      value,
      cell.type === 'date' ? [noted('year-from-date', `“${cell.text}”按年份读作 ${value}`)] : [],
    )
  },
  check(value, field) {
    return Number.isInteger(value) && value >= FIRST && value <= LAST
      ? []
      : [refused('year-unreadable', `“${field.label}”应为 ${FIRST} 至 ${LAST} 之间的年份`)]
  },
  print: (value) => String(value),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.number({ error: `“${field.label}”应为四位年份` }),
}

/** NaN where the text is no year. */
function yearOf(cell: Cell, plain: string): number {
  const text = squeeze(cell.type === 'number' ? decimalOf(cell.number) : plain)
  return Number(/^(\d{4})(?:年度?|财年)?$/.exec(text)?.[1])
}
