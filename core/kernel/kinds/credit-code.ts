import { z } from 'zod'
import { checkCreditCode } from '../../values/credit-code.ts'
import { done, failed } from '../../values/outcome.ts'
import { refused } from '../../values/problem.ts'
import { digitsLost, readPlain } from './reading.ts'
import type { KindDefinition } from './definition.ts'

/**
 * A unified social credit code. One with a wrong check digit is kept as the paper shows it and warned; an old
 * registration number is no value of this kind, and rows.ts keeps it beside. Whether the code suits the kind of body is
 * asked where that kind is known (values/body-name.ts, values/credit-code.ts).
 */
export const creditCode: KindDefinition<'creditCode'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok || plain.value === null) return plain
    const lost = digitsLost(cell, field.label)
    if (lost !== null) return failed(lost)
    const read = checkCreditCode(plain.value)
    if (!read.ok) return read
    const [old, ...more] = read.value.form === 'old registration number' ? read.remarks : []
    return old === undefined ? done(read.value.code, read.remarks) : failed(old, ...more)
  },
  check(value, field) {
    const read = checkCreditCode(value)
    if (read.ok && read.value.form === 'credit code' && read.value.code === value) return read.remarks
    return [
      refused('credit-code-shape', `“${field.label}”应为 18 位统一社会信用代码（半角大写），请核对营业执照`),
    ]
  },
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.string({ error: `“${field.label}”应为 18 位统一社会信用代码` }),
}
