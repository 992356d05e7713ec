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
  return wordsOf(field).get(squeeze(text)) ?? null
}

/** What may stand in a cell, squeezed, and the option that it means: a list of any length asks the same field again. */
function wordsOf(field: FieldOf<'choice'>): ReadonlyMap<string, string> {
  const kept = known.get(field)
  if (kept) return kept
  const words = new Map<string, string>()
  const pairs = [
    ...field.options.map((option) => [option, option] as const),
    ...Object.entries(field.synonyms ?? {}),
  ]
  for (const [word, option] of pairs) if (!words.has(squeeze(word))) words.set(squeeze(word), option)
  known.set(field, words)
  return words
}

const known = new WeakMap<FieldOf<'choice'>, ReadonlyMap<string, string>>()

function hasNone(field: FieldOf<'choice'>): boolean {
  return optionOf('无', field) !== null
}
