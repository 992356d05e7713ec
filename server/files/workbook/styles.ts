import type { CellStyle } from 'hucre/xlsx'
import type { ColumnKind } from './write.ts'

const LINE = { style: 'thin', color: { rgb: '8C8C8C' } } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const

/** Cells that wait to be filled in are pale yellow, as on the offices' own forms. */
const OPEN = solid('FFF9DB')

export const BASE_FONT = { name: '宋体', size: 11 }

export const TITLE: CellStyle = {
  font: { name: '黑体', size: 16 },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
export const HEADING: CellStyle = {
  font: { ...BASE_FONT, bold: true },
  fill: solid('E7EDF4'),
  border: BORDER,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
/** The line below a list has room for names and dates: it may be written on where all else is locked. */
export const FOOTER: CellStyle = {
  font: BASE_FONT,
  alignment: { vertical: 'center', wrapText: true },
  protection: { locked: false },
}

const FORMATS: Record<ColumnKind, string> = {
  text: '@',
  flag: '@',
  number: 'General',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
}

const SIDES: Record<ColumnKind, 'left' | 'right' | 'center'> = {
  text: 'left',
  flag: 'center',
  number: 'right',
  money: 'right',
  date: 'center',
}

export interface BodyLook {
  kind: ColumnKind
  /** May be changed on a protected sheet; undefined where the sheet is not protected. */
  open: boolean | undefined
  /** A row kept free for entries below the list: it has its formats but no lines, so that it is not printed. */
  spare: boolean
}

const looks = new Map<string, CellStyle>()

/** The look of a cell in the body of a list; the same object for the same look. */
export function bodyStyle({ kind, open, spare }: BodyLook): CellStyle {
  const key = `${kind} ${open} ${spare}`
  const known = looks.get(key)
  if (known) return known
  const look: CellStyle = {
    font: BASE_FONT,
    numFmt: FORMATS[kind],
    alignment: { horizontal: SIDES[kind], vertical: 'center', wrapText: kind === 'text' },
    ...(!spare && { border: BORDER }),
    ...(open && { fill: OPEN }),
    ...(open !== undefined && { protection: { locked: !open } }),
  }
  looks.set(key, look)
  return look
}
