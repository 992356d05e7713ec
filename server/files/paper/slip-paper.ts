import { AlignmentType, Document, Packer, Paragraph, TextRun } from 'docx'
import { CHARACTER, FONT, MARGIN, PAGE, SIZE } from './measures.ts'

/** A plain sheet for one household: a title, sentences in large type, notes, a line to sign. */
export interface Slip {
  title: string
  paragraphs: readonly string[]
  notes: readonly string[]
  signature: string
}

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

function pageOf(slip: Slip, breaks: boolean): Paragraph[] {
  const spacing = { after: 160, line: 480 }
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
      spacing: { before: CHARACTER * 2 },
      children: [new TextRun({ text: slip.signature, font: FONT.body, size: SIZE.body })],
    }),
  ]
}
