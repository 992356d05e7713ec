import { z } from 'zod'
import { fenOfWire, printYuan, readMoney, readMoneyNumber, wireOfFen } from '../../values/money.ts'
import { done } from '../../values/outcome.ts'
import { refused } from '../../values/problem.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const LARGEST = 9_000_000_000_000_000_00n

/** An amount in fen; the unit comes from the cell, its heading, or the custom of the registry (values/money.ts). */
export const money: KindDefinition<'money'> = {
  parse(cell, field, context) {
    const where = { heading: context.heading, label: field.label }
    if (cell.type === 'number') return readMoneyNumber(cell.number, where)
    const plain = readPlain(cell, 'word')
    if (!plain.ok) return plain
    return plain.value === null ? done(null) : readMoney(plain.value, where)
  },
  check(value, field) {
    return value > LARGEST || value < -LARGEST
      ? [refused('amount-too-large', `“${field.label}”超出可记的金额，请核对`)]
      : []
  },
  print: printYuan,
  toWire: wireOfFen,
  fromWire: (wire) => fenOfWire(wire) ?? 0n,
  zod: (field) =>
    z.string({ error: says(field.label) }).regex(/^-?\d{1,16}(\.\d{1,2})?$/, { error: says(field.label) }),
}

function says(label: string): string {
  return `“${label}”应为以元为单位的金额，至多两位小数，如 1234.50`
}
