import { z } from 'zod'
import { checkBankAccount, maskBankAccount } from '../../values/bank-account.ts'
import { checkIdNumber, maskIdNumber } from '../../values/id-number.ts'
import { failed, type Outcome } from '../../values/outcome.ts'
import type { Problem } from '../../values/problem.ts'
import type { FieldOf } from '../field.ts'
import type { KindDefinition } from './definition.ts'
import { digitsLost, readPlain } from './reading.ts'

/** An identity number or a bank account: in clear only on its way in, printed masked. Its problems never repeat it. */
export const secret: KindDefinition<'secret'> = {
  parse(cell, field) {
    const plain = readPlain(cell, 'unknown')
    if (!plain.ok || plain.value === null) return plain
    const lost = digitsLost(cell, field.label, true)
    return lost === null ? softened(read(plain.value, field)) : failed(lost)
  },
  check(value, field) {
    const found = read(value, field)
    return found.ok ? found.remarks : found.problems
  },
  print: (value, field) => (field.of === 'idNumber' ? maskIdNumber(value) : maskBankAccount(value)),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) =>
    z.string({ error: `“${field.label}”应为${field.of === 'idNumber' ? '身份证号' : '银行账号'}` }),
}

/** From a sheet a wrong number is unknown and asked about; only one that lost its digits is a refusal. */
function softened(found: Outcome<string>): Outcome<string> {
  if (found.ok) return found
  const [first, ...more] = found.problems.map((problem): Problem => ({ ...problem, severity: 'warned' }))
  return first === undefined ? found : failed(first, ...more)
}

function read(text: string, field: FieldOf<'secret'>): Outcome<string> {
  return field.of === 'idNumber' ? checkIdNumber(text) : checkBankAccount(text)
}
