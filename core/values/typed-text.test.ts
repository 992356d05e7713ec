import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  composeText,
  decimalOf,
  halfWidth,
  isScientific,
  saysNone,
  saysUnknown,
  squeeze,
  tidyText,
} from './typed-text.ts'

test('full-width letters, digits and spaces become half-width', () => {
  expect(halfWidth('９３Ａ（１）　￥')).toBe('93A(1) ¥')
})

test('a code copied with invisible marks and line breaks is squeezed to its signs', () => {
  expect(squeeze('\ufeff 9333\u200b10\n24 ７')).toBe('933310247')
})

test('text keeps the spaces inside and loses those outside', () => {
  expect(tidyText('  张\u3000三\u0000 ')).toBe('张\u3000三')
})

test('rare characters stay the very characters that were typed', () => {
  for (const rare of ['\uf9b8', '\u{2f800}', '\u{20164}', '\ue835', '䶮', '𠮷'])
    expect(composeText(rare)).toBe(rare)
})

test('composing brings letters with marks to one form', () => {
  expect(composeText('e\u0301')).toBe('é')
})

test('N/A, dashes, slashes and words for not known say unknown', () => {
  for (const word of ['', ' ', 'N/A', 'n/a', '—', '——', '-', '/', '／', '未知', '不详', '？'])
    expect(saysUnknown(word)).toBe(true)
  for (const word of ['无', '0', '一', '否']) expect(saysUnknown(word)).toBe(false)
})

test('无 is told apart from unknown', () => {
  expect([saysNone(' 无 '), saysNone('暂无'), saysNone('无锡')]).toEqual([true, true, false])
})

test('scientific notation is recognised', () => {
  expect(['9.36204E+17', '1e5', '93E', '123'].map(isScientific)).toEqual([true, true, false, false])
})

test('a number is read to fifteen digits, so the noise of binary fractions disappears', () => {
  expect(decimalOf(0.1 + 0.2)).toBe('0.3')
  expect(decimalOf(19.3)).toBe('19.3')
  expect(decimalOf(1e21)).toBe('1000000000000000000000')
})

test('squeezing twice is squeezing once', () => {
  expect(() =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => squeeze(squeeze(text)) === squeeze(text)),
    ),
  ).not.toThrow()
})

test('what is told at one look to need nothing is what going through it all would give', () => {
  // A mark that shows nothing is taken out again and sends the text the long way.
  const long = (text: string): string => `${text}\u200b`
  const differing: string[] = []
  for (let code = 0; code < 0x1_00_00; code += 1) {
    if (code >= 0xd8_00 && code < 0xe0_00) continue
    const sign = String.fromCharCode(code)
    for (const text of [sign, `e${sign}`, `${sign}\u0301`, `一${sign}か`])
      if (squeeze(text) !== squeeze(long(text)) || tidyText(text) !== tidyText(long(text)))
        differing.push(code.toString(16))
  }
  expect(differing).toEqual([])
})
