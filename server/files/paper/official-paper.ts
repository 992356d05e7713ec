import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import { blankLine, bodyParts, bodyRun, type PaperBlock } from './blocks.ts'
import {
  CHARACTER,
  EXACT_LINE,
  FONT,
  FOOTER_DISTANCE,
  MARGIN,
  PAGE,
  SIZE,
  twips,
  TYPE_WIDTH,
  widthInCharacters,
} from './measures.ts'

/** An official paper. What is left out is left out of the page too; nothing is made up. */
export interface OfficialPaper {
  /** The red head, such as 合水县农业农村局文件; with it stands the number and the red line. */
  issuer?: string
  /** The office's own code, such as 合农发; year and number are left blank for the office to fill in. */
  number?: string
  /** A line break in the title is kept. */
  title: string
  /** 主送机关, without the colon. */
  addressee?: string
  body: PaperBlock[]
  attachments?: string[]
  /** 发文机关署名; room is left for its seal. */
  signer?: string
  /** YYYY-MM-DD; where a signer stands without a day, the day is left blank to be filled in. */
  date?: string
  /** 附注, without brackets, such as 联系人：张三. */
  note?: string
}

/**
 * The paper as .docx in the layout of GB/T 9704-2012. The document number keeps its place with year and serial blank;
 * fonts are named, not embedded.
 */
export async function officialPaper(paper: OfficialPaper): Promise<Uint8Array> {
  // A page that holds nothing but the signature could be put under another text.
  const isSigned = paper.signer !== undefined || paper.date !== undefined
  const children: (Paragraph | Table)[] = [
    ...head(paper),
    ...title(paper.title),
    blankLine(true),
    ...(paper.addressee === undefined ? [] : [flush(`${paper.addressee}：`)]),
    ...bodyParts(paper.body, isSigned),
    ...attachments(paper.attachments ?? [], isSigned),
    ...signature(paper),
    ...(paper.note === undefined ? [] : [note(paper.note)]),
  ]
  const document = new Document({
    title: paper.title.replaceAll('\n', ''),
    creator: paper.signer ?? paper.issuer ?? '禾社',
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: FONT.body, size: SIZE.body } } } },
    sections: [
      {
        properties: {
          page: { size: PAGE, margin: { ...MARGIN, header: twips(15), footer: FOOTER_DISTANCE } },
        },
        footers: {
          default: pageNumber(AlignmentType.RIGHT),
          even: pageNumber(AlignmentType.LEFT),
        },
        children,
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

const RED = 'FF0000'
/** The largest head that still looks right over a short name, in points. */
const LARGEST_HEAD = 54

function head({ issuer, number }: OfficialPaper): Paragraph[] {
  if (issuer === undefined && number === undefined) return []
  const slot = numberSlot(number ?? '')
  if (issuer === undefined) return [centred(slot), blankLine()]
  const points = Math.min(LARGEST_HEAD, Math.floor(TYPE_WIDTH / 20 / widthInCharacters(issuer)))
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      // The head stands 35 mm below the top of the type area.
      spacing: { before: twips(35), line: points * 26, lineRule: LineRuleType.EXACT },
      children: [new TextRun({ text: issuer, font: FONT.title, size: points * 2, color: RED })],
    }),
    blankLine(),
    blankLine(),
    new Paragraph({
      ...EXACT_LINE,
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
      children: [bodyRun(slot)],
    }),
    blankLine(),
    blankLine(),
  ]
}

/** The office's code, then year and serial left blank for the office to fill in. */
function numberSlot(code: string): string {
  return `${code}〔　　〕　号`
}

function title(text: string): Paragraph[] {
  return text.split('\n').map(
    (line) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { line: 700, lineRule: LineRuleType.EXACT },
        children: [new TextRun({ text: line, font: FONT.title, size: SIZE.title })],
      }),
  )
}

function flush(text: string): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    keepNext: true,
    children: [bodyRun(text)],
  })
}

function centred(text: string): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    alignment: AlignmentType.CENTER,
    children: [bodyRun(text)],
  })
}

/** 附件：1.… one line below the body; a name that runs over hangs under its first character. */
function attachments(names: readonly string[], keepNext: boolean): Paragraph[] {
  if (names.length === 0) return []
  const lines = names.map((name, i) => {
    const mark = names.length === 1 ? '' : `${i + 1}.`
    const lead = i === 0 ? '附件：' : ''
    const left = 2 + 3 + widthInCharacters(mark)
    return new Paragraph({
      ...EXACT_LINE,
      keepNext,
      indent: { left: left * CHARACTER, hanging: widthInCharacters(lead + mark) * CHARACTER },
      children: [bodyRun(lead + mark + name)],
    })
  })
  return [blankLine(keepNext), ...lines]
}

/**
 * Signer and day at the right, for a paper under seal: the day ends four characters before the edge and the signer
 * stands centred over it; where the signer is the longer, it ends two characters before the edge and the day is centred.
 */
function signature({ signer, date }: OfficialPaper): Paragraph[] {
  if (signer === undefined && date === undefined) return []
  const day = date === undefined ? '　　年　月　日' : chineseDay(date)
  const over = (widthInCharacters(signer ?? '') - widthInCharacters(day)) / 2
  const signerRight = Math.max(2, 4 - over)
  return [
    blankLine(true),
    blankLine(true),
    ...(signer === undefined ? [] : [atRight(signer, signerRight, true)]),
    atRight(day, signerRight + over, false),
  ]
}

function atRight(text: string, characters: number, keepNext: boolean): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    keepNext,
    alignment: AlignmentType.RIGHT,
    // The space that Word puts between figures and characters would move the day out of the middle.
    autoSpaceEastAsianText: false,
    indent: { right: Math.round(characters * CHARACTER) },
    children: [bodyRun(text)],
  })
}

function note(text: string): Paragraph {
  return new Paragraph({
    ...EXACT_LINE,
    indent: { firstLine: 2 * CHARACTER },
    children: [bodyRun(`（${text}）`)],
  })
}

/** 2023年3月15日: Arabic figures, no zeros in front. */
function chineseDay(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** — 1 — at the outer edge, one character in. */
function pageNumber(side: 'left' | 'right'): Footer {
  const run = { font: FONT.page, size: SIZE.page }
  return new Footer({
    children: [
      new Paragraph({
        alignment: side,
        indent: { [side]: SIZE.page * 10 },
        children: [
          new TextRun({ ...run, text: '— ' }),
          new TextRun({ ...run, children: [PageNumber.CURRENT] }),
          new TextRun({ ...run, text: ' —' }),
        ],
      }),
    ],
  })
}
