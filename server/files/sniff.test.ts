import { utils, write } from '@e965/xlsx'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'
import { xlsxParts, zipOf } from './zip-fixture.ts'

const hex = (digits: string) => Buffer.from(digits, 'hex')

test('The kind of a file is known by its content', () => {
  expect(sniff(hex('47494638396101'))).toBe('gif')
  expect(sniff(hex('49492a0008'))).toBe('tiff')
  expect(sniff(Buffer.from('RIFF0000WEBPVP8 '))).toBe('webp')
  expect(sniff(hex('424d36000000000000003600'))).toBe('bmp')
  expect(sniff(hex('377abcaf271c0004'))).toBe('archive')
  expect(sniff(zipOf({}))).toBe('zip')
  expect(sniff(zipOf({ '[Content_Types].xml': '', 'ppt/presentation.xml': '' }))).toBe('pptx')
  expect(sniff(zipOf({ '[Content_Types].xml': '', 'other/part.xml': '' }))).toBe('zip')
  expect(sniff(zipOf(xlsxParts({ 甲: '' })))).toBe('xlsx')
})

test('Workbooks of every age of Excel are known', () => {
  const book = utils.book_new(utils.aoa_to_sheet([['甲']]), '甲')
  for (const bookType of ['biff8', 'biff5', 'biff2', 'xlsx', 'xlsb', 'ods'] as const) {
    const expected = bookType.startsWith('biff') ? 'xls' : bookType
    expect(sniff(write(book, { type: 'buffer', bookType }))).toBe(expected)
  }
})

test('Text is text in any encoding, with a mark or without, and with a stray control character', () => {
  expect(sniff(Buffer.from('名称,代码\n'))).toBe('text')
  expect(sniff(Buffer.from('\uFEFF名称,代码\n'))).toBe('text')
  expect(sniff(Buffer.from('\uFEFF名称\t代码\n', 'utf16le'))).toBe('text')
  expect(sniff(hex('c3fbb3c62cb4fac2eb0a'))).toBe('text')
  expect(sniff(Buffer.from(`${'名称,代码\n'.repeat(20)}\0`))).toBe('text')
})

test('A web page is one with or without a declaration in front', () => {
  for (const page of [
    '<!DOCTYPE html><p>',
    '\uFEFF <HTML>',
    '<?xml version="1.0"?><html xmlns="x">',
    '<table border=1>',
  ]) {
    expect(sniff(Buffer.from(page))).toBe('html')
  }
  expect(sniff(Buffer.from('<tablet,1\n'))).toBe('text')
})

test('No input makes it throw', () => {
  const starts = ['504b0304', 'd0cf11e0a1b11ae1', 'ffd8ff', '504b0506', '0904'].map(hex)
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 600 }), (start, rest) => {
      expect(typeof sniff(Buffer.concat([start, rest]))).toBe('string')
    }),
  )
})
