import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { readWorkbook } from './read.ts'
import type { Workbook } from './workbook.ts'

const DATA = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

/** The real lists of cooperatives and the rows that they are known to hold, the heading not counted. */
const LISTS: [string, number][] = [
  ['coops_county_620422', 764],
  ['coops_county_331024', 724],
  ['coops_target_areas', 406],
  ['coops_qingyang_other_counties', 490],
  ['coops_national_sample', 5812],
  ['coops_odd_rows', 301],
]

const textsOf = (workbook: Workbook) => workbook.sheets[0]?.rows.map((row) => row.map(cellText)) ?? []

/** The two-byte codes of GBK: the decoder turned round. */
const NATIONAL = new Map<string, readonly number[]>()
for (let lead = 0x81; lead <= 0xfe; lead++) {
  const trails = Array.from({ length: 0xbf }, (_, i) => 0x40 + i)
  const letters = new TextDecoder('gbk').decode(Buffer.from(trails.flatMap((trail) => [lead, trail, 0x0a])))
  for (const [i, letter] of letters.split('\n').entries()) {
    if (letter.length === 1 && letter !== '\uFFFD') NATIONAL.set(letter, [lead, 0x40 + i])
  }
}

/** The text in GBK, with a question mark for what it does not have, as editors save it. */
function encodeNational(text: string): Buffer {
  const codeOf = (letter: string) =>
    letter < '\u0080' ? [letter.charCodeAt(0)] : (NATIONAL.get(letter) ?? [0x3f])
  return Buffer.from(Array.from(text, codeOf).flat())
}

describe.skipIf(!existsSync(DATA))(
  'A real list (skipped where shared/data is not beside the repository)',
  () => {
    test.each(LISTS)('%s is read with its %i rows', async (name, count) => {
      const workbook = must(await readWorkbook(readFileSync(path.join(DATA, `${name}.csv`)), `${name}.csv`))
      const texts = textsOf(workbook)
      expect(texts).toHaveLength(count + 1)
      expect(texts[0]?.[0]).toBe('合作社名称')
      expect(texts.every((row) => row.length <= (texts[0]?.length ?? 0))).toBe(true)
      expect(workbook.remarks).toEqual([])
    })

    test.each(LISTS)('%s gives the same cells as GBK, .xlsx and .xls', async (name) => {
      const bytes = readFileSync(path.join(DATA, `${name}.csv`))
      const texts = textsOf(must(await readWorkbook(bytes, 'a.csv')))

      const known = (text: string) =>
        Array.from(text, (letter) => (letter < '\u0080' || NATIONAL.has(letter) ? letter : '?')).join('')
      const national = must(
        await readWorkbook(encodeNational(bytes.toString('utf8').replace(/^\uFEFF/u, '')), 'a.csv'),
      )
      expect(national.remarks.map(({ code }) => code)).toEqual(['file-encoding'])
      expect(textsOf(national)).toEqual(texts.map((row) => row.map(known)))

      const sheet = utils.aoa_to_sheet(texts)
      for (const bookType of ['xlsx', 'biff8'] as const) {
        const copy = must(
          await readWorkbook(write(utils.book_new(sheet, '台账'), { type: 'buffer', bookType }), '台账'),
        )
        expect(
          copy.sheets[0]?.rows.flat().every((cell) => cell.type === 'text' || cell.type === 'empty'),
        ).toBe(true)
        expect(textsOf(copy)).toEqual(texts)
      }
    })
  },
)
