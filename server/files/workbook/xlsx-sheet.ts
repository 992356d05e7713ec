import { type Cell, EMPTY } from '#core/kernel/cell.ts'
import { type Problem, refused } from '#core/values/problem.ts'
import { beyondLimits, type TextReader } from './cells.ts'
import type { NumberReader } from './numbers.ts'
import { type Merge, PIECE, type RowSink } from './workbook.ts'
import { TextCollector, type WorkbookParts } from './xlsx-parts.ts'
import { attribute, isOn, type Markup, type MarkupReader, walkMarkup } from './xml.ts'

/** What one worksheet part gives beside its rows. */
export interface SheetContent {
  merges: Merge[]
  hiddenRows: number[]
}

/** What the sheets of one file share while they are read. */
export interface SheetSources {
  parts: WorkbookParts
  texts: TextReader
  numbers: NumberReader
  /** The cells of shared texts, by their number. */
  shared: Cell[]
  /** Takes the rows over while the sheet is read, so that they need not stand in memory beside its markup. */
  sink: RowSink
}

/** Reads the cells of one worksheet; a formula gives the value that was stored with it. */
export function readSheetContent(xml: Markup, name: string, using: SheetSources): SheetContent | Problem {
  const reader = new SheetReader(name, using)
  if (!walkMarkup(xml, reader)) return damagedSheet(name)
  reader.finish()
  return reader.problem ?? reader.content
}

/** A sheet whose markup breaks off or points to nothing. */
export function damagedSheet(name: string): Problem {
  const says = `工作表“${name}”的内容已损坏，请用 Excel 或 WPS 打开原文件、另存为 .xlsx 后再上传。`
  return refused('file-damaged', says, { sheet: name })
}

class SheetReader implements MarkupReader {
  readonly content: SheetContent = { merges: [], hiddenRows: [] }
  problem: Problem | undefined
  readonly #name: string
  readonly #using: SheetSources
  readonly #inline = new TextCollector()
  /** The rows that were not handed on yet, and which of the sheet the first of them is. */
  #rows: Cell[][] = []
  #first = 0
  #row = -1
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #inValue = false

  constructor(name: string, using: SheetSources) {
    this.#name = name
    this.#using = using
  }

  open(name: string, attributes: string): void {
    if (name === 'c') this.#startCell(attributes)
    else if (name === 'v') this.#inValue = true
    else if (name === 'row') {
      this.#row = Number(attribute(attributes, 'r') ?? this.#row + 2) - 1
      this.#column = -1
      if (isOn(attributes, 'hidden')) this.content.hiddenRows.push(this.#row)
    } else if (name === 'mergeCell') this.#merge(attribute(attributes, 'ref') ?? '')
    else this.#inline.open(name)
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text
    else this.#inline.text(text)
  }

  close(name: string): void {
    if (name === 'v') this.#inValue = false
    else if (name === 'c') this.#endCell()
    else this.#inline.close(name)
  }

  #startCell(attributes: string): void {
    const reference = attribute(attributes, 'r')
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference)
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = Number(attribute(attributes, 's') ?? 0)
    this.#value = ''
    this.#inline.start()
  }

  #endCell(): void {
    const cell = this.#cell()
    if (cell.type === 'empty' || this.problem) return
    if (!(Number.isInteger(this.#row) && this.#row >= 0) || this.#column < 0) {
      // A reference that names no place would lose the cell without a word.
      this.problem = damagedSheet(this.#name)
      return
    }
    const tooFar = beyondLimits(this.#name, this.#row, this.#column)
    if (tooFar) {
      // A stray space far outside is no content: it is what people leave behind, and no reason to refuse a list.
      if (cell.text.trim() !== '') this.problem = tooFar
      return
    }
    const row = this.#rowHere()
    while (row.length < this.#column) row.push(EMPTY)
    row[this.#column] = cell
  }

  /** The row of the cell; those before are handed on when there are enough of them, or the file leaves them. */
  #rowHere(): Cell[] {
    if (this.#row < this.#first || this.#row >= this.#first + PIECE) {
      this.finish()
      this.#first = this.#row
    }
    const at = this.#row - this.#first
    while (this.#rows.length <= at) this.#rows.push([])
    return this.#rows[at]!
  }

  /** Hands on what is left. */
  finish(): void {
    if (this.#rows.length > 0) this.#using.sink(this.#first, this.#rows)
    this.#rows = []
  }

  #cell(): Cell {
    const value = this.#value
    if (this.#type === 'inlineStr') return this.#text(this.#inline.finish())
    if (value === '') return EMPTY
    switch (this.#type) {
      case 's':
        return this.#shared(Number(value))
      case 'b':
        return value === '1' || value === 'true'
          ? { type: 'flag', flag: true, text: 'TRUE' }
          : { type: 'flag', flag: false, text: 'FALSE' }
      case 'e':
        return { type: 'error', text: value }
      case 'n':
        return this.#number(Number(value))
      case 'd':
        return { type: 'date', day: value.slice(0, 10), text: value.slice(0, 10) }
      default:
        return this.#text(value)
    }
  }

  #number(number: number): Cell {
    if (!Number.isFinite(number)) return this.#text(this.#value)
    const { numbers, parts } = this.#using
    return numbers.cell(number, parts.formats[this.#style] ?? 'General')
  }

  /** A text that many cells share is one cell: a list says the same words thousands of times. */
  #shared(index: number): Cell {
    const { shared, parts } = this.#using
    const known = shared[index]
    if (known !== undefined) return known
    const text = parts.strings[index]
    if (text !== undefined) {
      const cell = this.#text(text)
      // One that had to be mended is mended, and counted, in every cell.
      if (cell.type === 'text' && cell.text === text) shared[index] = cell
      return cell
    }
    this.problem ??= damagedSheet(this.#name)
    return EMPTY
  }

  #text(text: string): Cell {
    return this.#using.texts.text(text, () => `“${this.#name}”第 ${this.#row + 1} 行`)
  }

  #merge(reference: string): void {
    const [first = '', last = first] = reference.split(':')
    this.content.merges.push({
      top: rowOf(first),
      left: columnOf(first),
      bottom: rowOf(last),
      right: columnOf(last),
    })
  }
}

/** The column of a reference such as $AB12, A is 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const place = (reference.charCodeAt(i) & 0xdf) - 64
    if (place >= 1 && place <= 26) column = column * 26 + place
    else if (reference[i] !== '$') break
  }
  return column - 1
}

function rowOf(reference: string): number {
  return Number(/\d+$/u.exec(reference)?.[0] ?? 1) - 1
}
