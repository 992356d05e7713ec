import { z } from 'zod'
import { done, failed } from '../../values/outcome.ts'
import { warned } from '../../values/problem.ts'
import { squeeze } from '../../values/typed-text.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const YES = new Set('是 有 √ ✓ ✔ ☑ 1 Y YES T TRUE 对 真 已'.split(' '))
const NO = new Set('否 无 没有 × ✗ ✘ ☒ X 0 N NO F FALSE 错 假 未 不是'.split(' '))

/** Yes or no: 是/否, 有/无, √/×, 1/0, Y/N; 无 is no. */
export const flag: KindDefinition<'flag'> = {
  parse(cell, field) {
    if (cell.type === 'flag') return done(cell.flag)
    const plain = readPlain(cell, 'word')
    if (!plain.ok || plain.value === null) return plain.ok ? done(null) : plain
    const word = squeeze(plain.value).toUpperCase()
    if (YES.has(word)) return done(true)
    if (NO.has(word)) return done(false)
    return failed(warned('flag-unreadable', `“${plain.value}”不能判断“${field.label}”是或否，请填 是 或 否`))
  },
  check: () => [],
  print: (value) => (value ? '是' : '否'),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.boolean({ error: `“${field.label}”应为是或否` }),
}
