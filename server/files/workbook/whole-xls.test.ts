import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { isWholeXls } from './whole-xls.ts'
import { readXls } from './xls.ts'

const listOf = (rows: number): Buffer =>
  write(
    utils.book_new(
      utils.aoa_to_sheet(Array.from({ length: rows }, (_, n) => [`禾丰县${n}种植专业合作社`, n, '麦川镇'])),
      '名录',
    ),
    { type: 'buffer', bookType: 'biff8' },
  ) as Buffer

test.each([1, 3, 60, 2000, 20_000])('a list of %d rows is whole, and read to its last row', (rows) => {
  const bytes = listOf(rows)
  expect(isWholeXls(bytes)).toBe(true)
  expect(must(readXls(bytes)).sheets[0]?.rows).toHaveLength(rows)
})

test('a list that is cut anywhere is refused in one sentence, or read with all of its rows', () => {
  for (const rows of [3, 60, 2000]) {
    const bytes = listOf(rows)
    const whole = must(readXls(bytes)).sheets[0]!.rows.map((row) => row.map(cellText))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (length) => {
        const read = readXls(bytes.subarray(0, length))
        if (!read.ok) expect(read.problems.map(({ code }) => code)).toEqual(['file-damaged'])
        else expect(read.value.sheets[0]!.rows.map((row) => row.map(cellText))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  }
})

test('bytes behind the end of the content may be missing; the last byte of it may not', () => {
  const bytes = listOf(2000)
  const lengths = Array.from({ length: 1200 }, (_, n) => bytes.length - n)
  const shortest = lengths.filter((length) => isWholeXls(bytes.subarray(0, length))).at(-1)!
  expect(isWholeXls(bytes.subarray(0, shortest))).toBe(true)
  expect(isWholeXls(bytes.subarray(0, shortest - 1))).toBe(false)
})

test('a sheet of Excel 2, without a container, has to reach its last record', () => {
  const sheet = utils.aoa_to_sheet([['name'], ['one'], ['two']])
  const bytes = write(utils.book_new(sheet, 'a'), { type: 'buffer', bookType: 'biff2' }) as Buffer
  expect(isWholeXls(bytes)).toBe(true)
  expect(must(readXls(bytes)).sheets[0]?.rows).toHaveLength(3)
  for (const missing of [1, 4, 5, 12])
    expect(isWholeXls(bytes.subarray(0, bytes.length - missing))).toBe(false)
})

test('a chain that bites its own tail, and a header full of nonsense, come to an end', () => {
  const bytes = listOf(60)
  const table = (bytes.readUInt32LE(76) + 1) * 512
  for (let n = 0; n < 128; n += 1) bytes.writeUInt32LE(0, table + n * 4)
  expect(typeof isWholeXls(bytes)).toBe('boolean')
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 504, maxLength: 3000 }), (noise) => {
      const made = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise])
      expect(typeof isWholeXls(made)).toBe('boolean')
    }),
  )
})
