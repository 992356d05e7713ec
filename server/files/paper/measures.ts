/*
 * Measures of an official paper after GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28 characters.
 */
import { type IFontAttributesProperties, type IParagraphOptions, LineRuleType } from 'docx'

/** Word counts lengths in twentieths of a point. */
export const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4)

export const PAGE = { width: twips(210), height: twips(297) }
export const MARGIN = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) }
export const TYPE_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
/** The dashes of the page number stand 7 mm below the type area. */
export const FOOTER_DISTANCE = twips(25)

/** 28.95 points: 225 mm in 22 lines. */
export const LINE = 579
/** The width of a character of size 3, in twips. */
export const CHARACTER = 320
/**
 * 28 characters fill 156 mm when each is set a fifth of a point closer; in twips. A character grid would say the same,
 * but WPS, Word and LibreOffice count it differently.
 */
export const TIGHTER = Math.floor(TYPE_WIDTH / 28) - CHARACTER

/** Sizes in half points: 2 号, 3 号, 4 号 and the 小四 of tables. */
export const SIZE = { title: 44, body: 32, page: 28, table: 24 } as const

const family = (name: string): IFontAttributesProperties => ({
  ascii: name,
  hAnsi: name,
  eastAsia: name,
  cs: name,
  hint: 'eastAsia',
})

/** The fonts are named, not embedded: the offices' machines have them, others take a similar one. */
export const FONT = {
  body: family('仿宋_GB2312'),
  title: family('方正小标宋简体'),
  second: family('楷体_GB2312'),
  first: family('黑体'),
  page: family('宋体'),
}

/** A line of the body; lines keep to the grid of the page. */
export const EXACT_LINE: Pick<IParagraphOptions, 'spacing'> = {
  spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
}

/** The width of a text in characters of its own size: digits and Latin letters take half. */
export function widthInCharacters(text: string): number {
  // oxlint-disable-next-line no-control-regex
  const wide = text.replace(/[\u0000-\u00FF]/gu, '').length
  return wide + (text.length - wide) / 2
}
