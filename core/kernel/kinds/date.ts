import { z } from 'zod'
import { type Day, dayOfSerial, isDay, readDay } from '../../values/day.ts'
import { done, failed, type Outcome } from '../../values/outcome.ts'
import { noted, refused, warned } from '../../values/problem.ts'
import { decimalOf, squeeze } from '../../values/typed-text.ts'
import type { CellContext, KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

/** A day; date cells, all usual writings, and the serial numbers of both Excel calendars (noted). */
export const date: KindDefinition<'date'> = {
  parse(cell, _field, context) {
    if (cell.type === 'date') return readDay(cell.day)
    if (cell.type === 'number') return ofNumber(cell.number, context)
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok || plain.value === null) return plain
    return /^[2-6]\d{4}$/.test(squeeze(plain.value))
      ? ofSerial(Number(squeeze(plain.value)), context)
      : readDay(plain.value)
  },
  check(value, field) {
    return isDay(value) && value >= '1900-01-01' && value <= '2100-12-31'
      ? []
      : [refused('date-unreadable', `“${field.label}”应为日历上的一天，如 2023-03-15`)]
  },
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.string({ error: `“${field.label}”应为日期，如 2023-03-15` }),
}

function ofNumber(number: number, context: CellContext): Outcome<Day> {
  const text = decimalOf(number)
  if (/^(19|20)\d{6}$/.test(text) || /^(19|20)\d{4}$/.test(text) || /^(19|20)\d{2}(\.\d{1,2})?$/.test(text)) {
    return text.endsWith('.1')
      ? failed(warned('date-unreadable', `${text} 分不清是 1 月还是 10 月，请写成 2023-03-15`))
      : readDay(text)
  }
  return ofSerial(number, context)
}

function ofSerial(number: number, context: CellContext): Outcome<Day> {
  const day = dayOfSerial(number, context.dateSystem)
  if (!day.ok) return day
  return done(day.value, [noted('date-from-serial', `数字 ${number} 按日期序号读作 ${day.value}，请核对`)])
}
