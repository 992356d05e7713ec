import {
  AlignmentType,
  BorderStyle,
  type IFontAttributesProperties,
  LeaderType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { CHARACTER, EXACT_LINE, FONT, SIZE, TIGHTER, TYPE_WIDTH } from './measures.ts'

/** A piece of the body. Headings are numbered here: 一、 （一） 1. （1）; give their text without a number. */
export type PaperBlock =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; text: string }
  | PaperTable
  /** Rows of blanks to be signed by hand: `理事长（签字）：________  日期：________`. */
  | { kind: 'signatures'; rows: string[][] }

export interface PaperTable {
  kind: 'table'
  columns: TableColumn[]
  rows: string[][]
  /** Stands above the table, centred. */
  caption?: string
}

export interface TableColumn {
  heading: string
  /** Share of the width of the type area, in any unit. */
  share: number
  align?: 'left' | 'center' | 'right'
}

/** The body of a paper as Word's paragraphs and tables; its last line can be kept on one page with what follows. */
export function bodyParts(blocks: readonly PaperBlock[], keepLast = false): (Paragraph | Table)[] {
  const numbers = [0, 0, 0, 0]
  return blocks.flatMap((block, i): (Paragraph | Table)[] => {
    const isLast = (lines: readonly unknown[], line: number) =>
      keepLast && i === blocks.length - 1 && line === lines.length - 1
    switch (block.kind) {
      case 'heading':
        return [heading(block.level, nextNumber(numbers, block.level) + block.text)]
      case 'paragraph':
        return block.text.split('\n').map((text, line, lines) => indented(text, isLast(lines, line)))
      case 'table':
        return [...(block.caption === undefined ? [] : [caption(block.caption)]), table(block), afterTable()]
      case 'signatures':
        return block.rows.map((labels, line, lines) => signatureRow(labels, isLast(lines, line)))
      default:
        return block satisfies never
    }
  })
}

/** A paragraph that begins two characters in. */
function indented(text: string, keepNext: boolean): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    keepNext,
    alignment: AlignmentType.BOTH,
    indent: { firstLine: 2 * CHARACTER },
    children: [bodyRun(text)],
  })
}

/** Text of size 3, 28 characters to a line. */
export function bodyRun(text: string, font: IFontAttributesProperties = FONT.body): TextRun {
  return new TextRun({ text, font, size: SIZE.body, characterSpacing: TIGHTER })
}

/** An empty line of the body. */
export function blankLine(keepNext = false): Paragraph {
  return new Paragraph({ ...EXACT_LINE, keepNext, children: [new TextRun({ text: '', size: SIZE.body })] })
}

const HEADING_FONTS = [FONT.first, FONT.second, FONT.body, FONT.body]

function heading(level: number, text: string): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    keepNext: true,
    outlineLevel: level - 1,
    indent: { firstLine: 2 * CHARACTER },
    children: [bodyRun(text, HEADING_FONTS[level - 1])],
  })
}

function nextNumber(numbers: number[], level: number): string {
  const number = (numbers[level - 1] ?? 0) + 1
  numbers[level - 1] = number
  numbers.fill(0, level)
  if (level === 1) return `${chineseNumber(number)}、`
  if (level === 2) return `（${chineseNumber(number)}）`
  return level === 3 ? `${number}.` : `（${number}）`
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99 as a heading counts: 十, 十一, 二十, 二十一. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10)
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`
  return `${ten}${DIGITS[number % 10]}`
}

const LINE_OF_TABLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const TABLE_BORDERS = {
  top: LINE_OF_TABLE,
  bottom: LINE_OF_TABLE,
  left: LINE_OF_TABLE,
  right: LINE_OF_TABLE,
  insideHorizontal: LINE_OF_TABLE,
  insideVertical: LINE_OF_TABLE,
}
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }

function table({ columns, rows }: PaperTable): Table {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((TYPE_WIDTH * share) / total))
  const row = (texts: readonly string[], isHeading: boolean) =>
    new TableRow({
      tableHeader: isHeading,
      cantSplit: true,
      children: columns.map((column, c) => {
        const align = isHeading ? 'center' : (column.align ?? 'left')
        return tableCell(texts[c] ?? '', { width: widths[c] ?? 0, align, isHeading })
      }),
    })
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: TABLE_BORDERS,
    rows: [
      row(
        columns.map((one) => one.heading),
        true,
      ),
      ...rows.map((texts) => row(texts, false)),
    ],
  })
}

interface CellLook {
  width: number
  align: 'left' | 'center' | 'right'
  isHeading: boolean
}

function tableCell(text: string, { width, align, isHeading }: CellLook): TableCell {
  const font = isHeading ? FONT.first : FONT.body
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 40, bottom: 40 },
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          alignment: ALIGN[align],
          spacing: { line: 360, lineRule: LineRuleType.EXACT },
          children: [new TextRun({ text: line, font, size: SIZE.table })],
        }),
    ),
  })
}

function caption(text: string): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    keepNext: true,
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, font: FONT.first, size: SIZE.page })],
  })
}

/** Without a line between them, what follows would stick to the table. */
function afterTable(): Paragraph {
  return new Paragraph({ spacing: { line: 240, lineRule: LineRuleType.EXACT }, children: [] })
}

/** Labels side by side, each followed by a line to write on that fills its share of the width. */
function signatureRow(labels: readonly string[], keepNext: boolean): Paragraph {
  const share = Math.floor(TYPE_WIDTH / Math.max(labels.length, 1))
  const gap = CHARACTER / 2
  return new Paragraph({
    spacing: { line: 800, lineRule: LineRuleType.EXACT },
    keepLines: true,
    keepNext,
    tabStops: labels.flatMap((_, i) => [
      { type: TabStopType.LEFT, position: share * (i + 1) - gap, leader: LeaderType.UNDERSCORE },
      ...(i < labels.length - 1 ? [{ type: TabStopType.LEFT, position: share * (i + 1) }] : []),
    ]),
    children: labels.map(
      (label, i) =>
        new TextRun({ text: `${i === 0 ? '' : '\t'}${label}\t`, font: FONT.body, size: SIZE.page }),
    ),
  })
}
