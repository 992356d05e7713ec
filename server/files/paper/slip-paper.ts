import {
  AlignmentType,
  BorderStyle,
  Document,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { CHARACTER, FONT, PAGE, SIZE, twips } from './measures.ts'

/** A plain sheet for one household: a title, sentences in large type, notes, a line to sign. */
export interface Slip {
  title: string
  paragraphs: readonly string[]
  notes: readonly string[]
  signature: string
  /** The way in for the household, boxed at the foot. */
  entry?: SlipEntry
}

export interface SlipEntry {
  /** PNG. */
  picture: Buffer
  lines: readonly string[]
}

/** Narrower than an official paper, so that the whole of a household stands on one page. */
const MARGIN = { top: twips(18), bottom: twips(15), left: twips(22), right: twips(22) }
const TYPE_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
const PICTURE_CELL = twips(44)
/** 38 mm in the pixels of a screen, as the format counts pictures. */
const PICTURE_PIXELS = Math.round((38 * 96) / 25.4)

/** Slips as .docx, one a page, in the type that an elderly reader needs (16 points). */
export async function slipPaper(slips: readonly Slip[]): Promise<Uint8Array> {
  const document = new Document({
    title: slips[0]?.title ?? '明白纸',
    creator: '禾社',
    styles: { default: { document: { run: { font: FONT.body, size: SIZE.body } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        children: slips.flatMap((slip, at) => pageOf(slip, at > 0)),
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function pageOf(slip: Slip, breaks: boolean): (Paragraph | Table)[] {
  const spacing = { after: 100, line: 380 }
  return [
    new Paragraph({
      pageBreakBefore: breaks,
      alignment: AlignmentType.CENTER,
      spacing: { after: 320 },
      children: [new TextRun({ text: slip.title, font: FONT.title, size: 36 })],
    }),
    ...slip.paragraphs.map(
      (text) =>
        new Paragraph({ spacing, children: [new TextRun({ text, font: FONT.body, size: SIZE.body })] }),
    ),
    ...slip.notes.map(
      (text) =>
        new Paragraph({ spacing, children: [new TextRun({ text, font: FONT.body, size: SIZE.page })] }),
    ),
    new Paragraph({
      spacing: { before: CHARACTER, after: CHARACTER },
      children: [new TextRun({ text: slip.signature, font: FONT.body, size: SIZE.body })],
    }),
    ...(slip.entry === undefined ? [] : [entryBox(slip.entry)]),
  ]
}

function entryBox(entry: SlipEntry): Table {
  const edge = { style: BorderStyle.DASHED, size: 4, color: '777777' }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const picture = new ImageRun({
    type: 'png',
    data: entry.picture,
    transformation: { width: PICTURE_PIXELS, height: PICTURE_PIXELS },
    altText: { name: 'code', title: '二维码', description: '成员户入口的二维码' },
  })
  const words = entry.lines.map(
    (text, at) =>
      new Paragraph({
        spacing: { after: 60 },
        children: [
          new TextRun({ text, font: FONT.body, size: at === 1 ? SIZE.body : SIZE.table, bold: at === 1 }),
        ],
      }),
  )
  return new Table({
    width: { size: TYPE_WIDTH, type: WidthType.DXA },
    columnWidths: [PICTURE_CELL, TYPE_WIDTH - PICTURE_CELL],
    borders: {
      top: edge,
      bottom: edge,
      left: edge,
      right: edge,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          new TableCell({
            width: { size: PICTURE_CELL, type: WidthType.DXA },
            children: [new Paragraph({ children: [picture] })],
          }),
          new TableCell({
            width: { size: TYPE_WIDTH - PICTURE_CELL, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            children: words,
          }),
        ],
      }),
    ],
  })
}
