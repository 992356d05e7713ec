/** Latin first letters of Chinese words, for searching. */
import { createRequire } from 'node:module'
import type * as Readings from 'pinyin-pro'

let readings: typeof Readings | undefined

/** The first letters of the readings, small. The table of readings is built with the first word, not at every start. */
export function firstLetters(
  words: string,
  how: { nonZh: 'removed' | 'consecutive'; surname?: 'head' },
): string {
  readings ??= createRequire(import.meta.url)('pinyin-pro') as typeof Readings
  return readings
    .pinyin(words, { pattern: 'first', toneType: 'none', type: 'array', ...how })
    .join('')
    .toLowerCase()
}
