import { z } from 'zod'
import { done, failed } from '../../values/outcome.ts'
import { refused, warned } from '../../values/problem.ts'
import { squeeze } from '../../values/typed-text.ts'
import type { FieldOf } from '../field.ts'
import type { KindDefinition } from './definition.ts'
import { readPlain } from './reading.ts'

/** One word of a list; synonyms are read as the option that they stand for. An option 无 is a choice, else unknown. */
export const choice: KindDefinition<'choice'> = {
  parse(cell, field) {
    const plain = readPlain(cell, hasNone(field) ? 'word' : 'unknown')
    if (!plain.ok || plain.value === null) return plain
    const option = optionOf(plain.value, field)
    return option === null
      ? failed(
          warned(
            'choice-unknown',
            `“${plain.value}”不是“${field.label}”的选项；可填：${field.options.join('、')}`,
          ),
        )
      : done(option)
  },
  check(value, field) {
    return field.options.includes(value)
      ? []
      : [refused('choice-unknown', `“${field.label}”只能选：${field.options.join('、')}`)]
  },
  print: (value) => value,
  toWire: (value) => value,
  fromWire: (wire) => wire,
  zod: (field) => z.enum(field.options, { error: `“${field.label}”只能选：${field.options.join('、')}` }),
}

function optionOf(text: string, field: FieldOf<'choice'>): string | null {
  const key = squeeze(text)
  const synonyms = Object.entries(field.synonyms ?? {})
  return (
    field.options.find((option) => squeeze(option) === key) ??
    synonyms.find(([synonym]) => squeeze(synonym) === key)?.[1] ??
    null
  )
}

function hasNone(field: FieldOf<'choice'>): boolean {
  return optionOf('无', field) !== null
}
