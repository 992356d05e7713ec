import { describe, expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { readDelimited } from './csv.ts'

const read = (bytes: Uint8Array) => must(readDelimited(bytes, '台账'))
const rowsOf = (text: string) => read(Buffer.from(text)).sheets[0]?.rows.map((row) => row.map(cellText))

/** 名称,张三 as GBK writes it. */
const GBK = Buffer.from('c3fbb3c62cd5c5c8fd0a', 'hex')

describe('A text file', () => {
  test('gives every field as text: digits keep their zeros, a power of ten stays as written', () => {
    const [sheet] = read(Buffer.from('代码,数\n0012,9.14E+17\n110101199003070012,TRUE\n')).sheets
    expect(sheet?.rows.flat().every((cell) => cell.type === 'text')).toBe(true)
    expect(sheet?.rows.slice(1).flat().map(cellText)).toEqual([
      '0012',
      '9.14E+17',
      '110101199003070012',
      'TRUE',
    ])
  })

  test('keeps blank rows and empty fields in their places, and leaves out those at the end of a row', () => {
    const [sheet] = read(Buffer.from('甲,乙\n\n,丙,,\n')).sheets
    expect(sheet?.rows.map((row) => row.map(cellText))).toEqual([['甲', '乙'], [''], ['', '丙']])
    expect(sheet?.rows[2]?.[0]).toEqual({ type: 'empty' })
  })

  test('may have quotes, line breaks and delimiters inside its fields, and any line ends', () => {
    expect(rowsOf('甲,"乙,\r\n""丙"""\r\n丁,戊 "己"\r\n')).toEqual([
      ['甲', '乙,\n"丙"'],
      ['丁', '戊 "己"'],
    ])
    expect(rowsOf('甲,乙\r丙,丁')).toEqual([
      ['甲', '乙'],
      ['丙', '丁'],
    ])
  })

  test('may be delimited by commas, tabs, semicolons or bars, whatever stands in its title', () => {
    for (const mark of [',', '\t', ';', '|']) {
      expect(rowsOf(`花名册\n名称${mark}住所\n甲${mark}一村\n乙${mark}二村、三村\n`)?.[3]).toEqual([
        '乙',
        '二村、三村',
      ])
    }
    expect(rowsOf('名称\t范围\n甲\t种植,养殖,加工\n乙\t种植,销售\n')?.[1]).toEqual(['甲', '种植,养殖,加工'])
    expect(rowsOf('sep=;\n甲;乙\n')).toEqual([['甲', '乙']])
    expect(rowsOf('甲\n乙\n')).toEqual([['甲'], ['乙']])
  })

  test('may keep its digits as a formula that is only a text', () => {
    expect(rowsOf('代码\n="0012"\n"=""0034"""\n')).toEqual([['代码'], ['0012'], ['0034']])
  })

  test('with a quote that is never closed is refused', () => {
    const outcome = readDelimited(Buffer.from('甲,"乙\n丙,丁\n'), '台账')
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'file-damaged' }] })
  })
})

describe('The encoding', () => {
  test('is UTF-8 with a mark or without, UTF-16 by its mark, else the national one, which is noted', () => {
    const text = '名称,张三\n'
    const encodings: [Buffer, string[]][] = [
      [Buffer.from(text), []],
      [Buffer.from(`\uFEFF${text}`), []],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), []],
      [Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), []],
      [GBK, ['file-encoding']],
    ]
    for (const [bytes, codes] of encodings) {
      const value = read(bytes)
      expect(value.sheets[0]?.rows[0]?.map(cellText)).toEqual(['名称', '张三'])
      expect(value.remarks.map(({ code }) => code)).toEqual(codes)
    }
  })

  test('knows four-byte characters of GB18030', () => {
    const bytes = Buffer.concat([GBK, Buffer.from('9534b235', 'hex')])
    expect(cellText(read(bytes).sheets[0]?.rows[1]?.[0])).toBe('\u{20BB7}')
  })

  test('of a file that was cut in the middle of a character is still known, with a warning', () => {
    const value = read(Buffer.from('名称,张三').subarray(0, -1))
    expect(value.sheets[0]?.rows[0]?.map(cellText)).toEqual(['名称', '张'])
    expect(value.remarks).toMatchObject([{ code: 'file-cut-off', severity: 'warned' }])
  })

  test('that fits nowhere gives a warning with the line', () => {
    const bytes = Buffer.concat([
      Buffer.from('名称,代码\n甲,'),
      Buffer.from('ff', 'hex'),
      Buffer.from('\n乙,二\n'),
    ])
    const value = read(bytes)
    expect(value.remarks).toMatchObject([
      { code: 'file-unreadable-characters', severity: 'warned', place: { row: 2 } },
    ])
    expect(value.sheets[0]?.rows[2]?.map(cellText)).toEqual(['乙', '二'])
  })
})

test('NUL bytes and other control characters are stripped, which is noted once', () => {
  const value = read(Buffer.from('名\0称,乙\u0007\n\u001B,丙\u007F\n'))
  expect(value.sheets[0]?.rows).toEqual([
    [
      { type: 'text', text: '名称' },
      { type: 'text', text: '乙' },
    ],
    [{ type: 'empty' }, { type: 'text', text: '丙' }],
  ])
  expect(value.remarks).toMatchObject([{ code: 'file-control-characters', severity: 'noted' }])
  expect(value.remarks[0]?.says).toContain('4 个单元格')
})
