import { z } from 'zod'
import { done, failed } from '../../values/outcome.ts'
import { refused } from '../../values/problem.ts'
import { checkPhone, isMobile } from '../../values/phone.ts'
import { decimalOf } from '../../values/typed-text.ts'
import type { KindDefinition } from './definition.ts'
import { digitsLost, readPlain } from './reading.ts'

/**
 * A telephone number. A numeric cell has dropped the zero of a landline and is refused; only the eleven digits of a
 * mobile are whole in it and are taken.
 */
export const phone: KindDefinition<'phone'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok || plain.value === null) return plain
    if (cell.type === 'number' && isMobile(decimalOf(cell.number))) return done(decimalOf(cell.number))
    const lost = digitsLost(cell, field.label)
    return lost === null ? checkPhone(plain.value) : failed(lost)
  },
  check(value, field) {
    const read = checkPhone(value)
    if (read.ok && read.value === value) return read.remarks
    return [refused('phone-unreadable', `“${field.label}”应为 11 位手机号或带区号的座机，如 0934-5521234`)]
  },
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.string({ error: `“${field.label}”应为电话号码` }),
}
