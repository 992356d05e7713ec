import { z } from 'zod'
import { done, failed } from '../../values/outcome.ts'
import { refused, warned } from '../../values/problem.ts'
import { squeeze } from '../../values/typed-text.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

const SEPARATORS = /[、，,;；/|\n]|\s{2,}/

/** Several words of a list, in the order of the list; one word outside it makes the whole cell unknown. */
export const choices: KindDefinition<'choices'> = {
  parse(cell, field) {
    const plain = readPlain(cell, field.options.includes('无') ? 'word' : 'unknown')
    if (!plain.ok || plain.value === null) return plain.ok ? done(null) : plain
    const words = plain.value
      .split(SEPARATORS)
      .map(squeeze)
      .filter((word) => word !== '')
    const strangers = words.filter((word) => !field.options.some((option) => squeeze(option) === word))
    if (strangers.length > 0) {
      const says = `“${strangers.join('、')}”不是“${field.label}”的选项；可填：${field.options.join('、')}`
      return failed(warned('choice-unknown', says))
    }
    return done(field.options.filter((option) => words.includes(squeeze(option))))
  },
  check(value, field) {
    return value.every((word) => field.options.includes(word)) && new Set(value).size === value.length
      ? []
      : [refused('choice-unknown', `“${field.label}”只能从中选：${field.options.join('、')}，每项一次`)]
  },
  print: (value) => value.join('、'),
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.array(z.string(), { error: `“${field.label}”应为若干选项` }),
}
