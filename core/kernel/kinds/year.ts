import { z } from 'zod'
import { noneAsUnknown } from '../../values/money.ts'
import { done, failed } from '../../values/outcome.ts'
import { noted, refused, warned } from '../../values/problem.ts'
import { decimalOf, saysNone, squeeze } from '../../values/typed-text.ts'
import { cellText } from '../cell.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const FIRST = 1949
const LAST = 2100

/** A year: 2022, 2022年, 2022年度; of a date cell the year is taken and noted. */
export const year: KindDefinition<'year'> = {
  parse(cell, field) {
    if (cell.type === 'date') {
      return done(Number(cell.day.slice(0, 4)), [
        noted('year-from-date', `“${cell.text}”按年份读作 ${cell.day.slice(0, 4)}`),
      ])
    }
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok) return plain
    if (plain.value === null)
      return done(null, saysNone(cellText(cell)) ? [noneAsUnknown(cellText(cell))] : [])
    const match = /^(\d{4})(?:年度?|财年)?$/.exec(
      squeeze(cell.type === 'number' ? decimalOf(cell.number) : plain.value),
    )
    const value = Number(match?.[1])
    return value >= FIRST && value <= LAST
      ? done(value)
      : failed(warned('year-unreadable', `“${plain.value}”不是“${field.label}”的年份，请填四位年份，如 2022`))
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
