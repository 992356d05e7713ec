/**
 * Text as people type it: full-width letters and digits, ideographic spaces, invisible characters from web pages and
 * chat programs. Nothing here changes a Han character.
 */

/** Zero-width and direction marks, byte order mark, soft hyphen: they show nothing and come along with copied text. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
/** Control characters but tab and line feed: no database and no office program takes them. */
// oxlint-disable-next-line no-control-regex -- these are exactly the characters that have to go
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
/** Whether there is anything to take out at all. */
// oxlint-disable-next-line no-control-regex -- as above
const UNTIDY = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/
/** Everything but the compatibility ideographs, which NFC would exchange for another shape of the character. */
const COMPOSABLE = /[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu

/**
 * Nearly all cells hold Han characters, Latin letters, digits and signs alone, which are in NFC whatever stands beside
 * them: one look instead of several tells that nothing is to be done. A list asks this some millions of times.
 */
const TIDY =
  /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/
/** The same without spaces and full-width signs. */
const DENSE = /^[\u0021-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3001-\u3029\u4e00-\u9fff]*$/

/** The text composed to NFC, but rare characters stay the very ones that the person's papers show. */
export function composeText(text: string): string {
  // Nearly all text is composed already, and looking is much cheaper than replacing.
  return text.normalize('NFC') === text ? text : text.replace(COMPOSABLE, (run) => run.normalize('NFC'))
}

/** The text without invisible and control characters, composed, trimmed; spaces and line breaks inside are kept. */
export function tidyText(text: string): string {
  if (TIDY.test(text)) return text.trim()
  const clean = UNTIDY.test(text)
    ? text.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').replace(CONTROL, '')
    : text
  return composeText(clean).trim()
}

/** Full-width letters, digits and signs as half-width ones, the ideographic space as a space. */
export function halfWidth(text: string): string {
  if (!/[\uff01-\uff5e\u3000\u00a0\uffe5]/.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/\uffe5/g, '¥')
}

/** Half-width and without any space or line break: the form in which codes, numbers and headings are read. */
export function squeeze(text: string): string {
  if (DENSE.test(text)) return text
  return halfWidth(tidyText(text)).replace(/\s+/g, '')
}

const UNKNOWN_WORDS = new Set(
  'N/A NA NULL NONE NAN #N/A - -- --- / // \\ ? ?? . * 未知 不详 不明 不清楚 待定 待查 待核实 待补 未填 未统计 未掌握 空 空白'.split(
    ' ',
  ),
)
const NONE_WORDS = new Set(['无', '暂无', '没有'])

/** No word for unknown is longer, spaces included; so long texts are not looked at. */
const LONGEST_WORD = 20

/** Whether a cell says in words that its value is not known: empty, N/A, —, / and their like. */
export function saysUnknown(text: string): boolean {
  const plain = squeeze(text)
    .toUpperCase()
    .replace(/[—–―−─]+$/u, '-')
  return plain === '' || UNKNOWN_WORDS.has(plain)
}

/** Whether a cell says 无: an answer in a column of words, but no figure in a column of numbers. */
export function saysNone(text: string): boolean {
  return text.length <= LONGEST_WORD && NONE_WORDS.has(squeeze(text))
}

/** Whether a number was turned into scientific notation by a spreadsheet (9.36204E+17), which drops its last digits. */
export function isScientific(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?E[+-]?\d+$/i.test(squeeze(text))
}

/**
 * A number as plain decimal digits, to the 15 significant digits that a spreadsheet keeps; so 0.1 + 0.2 reads 0.3 and
 * nothing that the sheet holds is dropped.
 */
export function decimalOf(number: number): string {
  const plain = String(Number(number.toPrecision(15)))
  return plain.includes('e') ? BigInt(Math.trunc(number)).toString() : plain
}
