import { z } from 'zod'
import { noneAsUnknown } from '../../values/money.ts'
import { done, failed } from '../../values/outcome.ts'
import { type Problem, refused, warned } from '../../values/problem.ts'
import { decimalOf, saysNone, squeeze } from '../../values/typed-text.ts'
import { cellText } from '../cell.ts'
import type { FieldOf } from '../field.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

/** Words behind a figure that only name what is counted. */
const COUNTERS = '户人个家名次份件头只社笔项场期套台'
const FIGURE = new RegExp(`^(-?)((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?)([${COUNTERS}]|人次)?$`)
const MOST = 999_999_999

/** A whole number from zero up; 12户 and 1,200 人 are read, a negative or broken number and 无 are not. */
export const count: KindDefinition<'count'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok) return plain
    if (plain.value === null)
      return done(null, saysNone(cellText(cell)) ? [noneAsUnknown(cellText(cell))] : [])
    const text = squeeze(cell.type === 'number' ? decimalOf(cell.number) : plain.value)
    const bare = text.endsWith(field.unit) ? text.slice(0, -field.unit.length) : text
    const match = FIGURE.exec(bare)
    if (match === null) return failed(warned('count-unreadable', unreadable(plain.value, field)))
    const value = Number(`${match[1]}${match[2]!.replaceAll(',', '')}`)
    const [against] = limits(value, field)
    return against === undefined ? done(value) : failed(warned(against.code, against.says))
  },
  check: limits,
  print: (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ','),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.number({ error: `“${field.label}”应为整数` }),
}

function limits(value: number, field: FieldOf<'count'>): Problem[] {
  if (value < 0) return [refused('count-negative', `“${field.label}”不能是负数（${value}），请核对`)]
  if (!Number.isInteger(value)) {
    return [refused('count-fraction', `“${field.label}”应为整数，不能是 ${value}，请核对`)]
  }
  const most = field.max ?? MOST
  return value > most ? [refused('count-too-large', `“${field.label}”不能超过 ${most}，请核对 ${value}`)] : []
}

function unreadable(text: string, field: FieldOf<'count'>): string {
  return `“${text}”不是“${field.label}”的数目，请只填整数（单位：${field.unit}）`
}
