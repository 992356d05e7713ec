/**
 * Whether an .xls is there to its end. The reader of the cells takes what it finds: of a file whose transfer broke off it
 * gives the first rows as if they were all.
 */

const HEADER = 512
const ENTRY = 128
const FIRST_PLACES = 109
/** Above these stand marks, not numbers of sectors. */
const SECTORS_MAX = 0xffff_fffa
/** Sectors have 512 or 4096 bytes. */
const SHIFTS = [9, 12]
const STREAM = 2
const ROOT = 5
const EOF = 0x000a
const BOF = [0x0009, 0x0209, 0x0409, 0x0809]

/** False where the content of the workbook goes on behind the end of the file. What cannot be made out counts as whole: the reader judges it. */
export function isWholeXls(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) return false
  if (view.getUint32(0, true) !== 0xe011_cfd0) return endsRecords(view)
  if (bytes.length < HEADER) return false
  try {
    return isWholeContainer(new Container(view))
  } catch (error) {
    // A sector with the list of the others, or with the directory, lies behind the end, or there is no sense in the header.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The bare records of Excel up to version 4: the sheet has to reach its last one. */
function endsRecords(view: DataView): boolean {
  let depth = 0
  for (let at = 0; at + 4 <= view.byteLength;) {
    const type = view.getUint16(at, true)
    at += 4 + view.getUint16(at + 2, true)
    if (BOF.includes(type)) depth += 1
    if (type === EOF) depth -= 1
    if (depth === 0) return at <= view.byteLength
  }
  return false
}

function isWholeContainer(container: Container): boolean {
  const entries = container.entries()
  const book = entries.find(({ kind, name }) => kind === STREAM && /^(?:workbook|book)$/i.test(name))
  if (!book) return true
  // Small streams stand together in the one of the root.
  const held = book.size < container.smallMax ? entries.find(({ kind }) => kind === ROOT) : book
  return held === undefined || container.reaches(held)
}

interface Entry {
  name: string
  kind: number
  start: number
  size: number
}

/** The container of Office files before 2007: sectors, chained by one table, with a directory of streams. */
class Container {
  readonly smallMax: number
  readonly #view: DataView
  readonly #sector: number
  readonly #tables: number[]

  constructor(view: DataView) {
    this.#view = view
    const shift = view.getUint16(30, true)
    if (!SHIFTS.includes(shift)) throw new RangeError(`sectors of 2^${shift} bytes`)
    this.#sector = 1 << shift
    this.smallMax = view.getUint32(56, true)
    this.#tables = this.#places()
  }

  /** Whether every byte of the stream lies within the file. */
  reaches({ start, size }: Entry): boolean {
    let left = size
    for (const sector of this.#chain(start)) {
      if (left <= 0) return true
      if (this.#offset(sector) + Math.min(left, this.#sector) > this.#view.byteLength) return false
      left -= this.#sector
    }
    return true
  }

  entries(): Entry[] {
    return this.#chain(this.#view.getUint32(48, true)).flatMap((sector) =>
      Array.from({ length: this.#sector / ENTRY }, (_, at) => this.#entry(this.#offset(sector) + at * ENTRY)),
    )
  }

  #entry(at: number): Entry {
    const view = this.#view
    const letters = Math.max(0, Math.min(view.getUint16(at + 64, true), 64) / 2 - 1)
    const name = Array.from({ length: letters }, (_, n) => view.getUint16(at + n * 2, true))
    const [kind, start, size] = [
      view.getUint8(at + 66),
      view.getUint32(at + 116, true),
      view.getUint32(at + 120, true),
    ]
    return { name: String.fromCharCode(...name), kind, start, size }
  }

  /** The sectors with the table: the first stand in the header, more of them in sectors of their own. */
  #places(): number[] {
    const view = this.#view
    const all = Array.from({ length: FIRST_PLACES }, (_, n) => view.getUint32(76 + n * 4, true))
    const each = this.#sector / 4 - 1
    let more = view.getUint32(68, true)
    const turns = Math.min(view.getUint32(72, true), view.byteLength / this.#sector)
    for (let turn = 0; turn < turns && more < SECTORS_MAX; turn += 1) {
      const at = this.#offset(more)
      for (let n = 0; n < each; n += 1) all.push(view.getUint32(at + n * 4, true))
      more = view.getUint32(at + each * 4, true)
    }
    return all.filter((place) => place < SECTORS_MAX)
  }

  #chain(start: number): number[] {
    const chain: number[] = []
    const max = this.#view.byteLength / this.#sector + 1
    // One that is longer than the file bites its own tail.
    for (let sector = start; sector < SECTORS_MAX && chain.length <= max; sector = this.#next(sector))
      chain.push(sector)
    return chain
  }

  #next(sector: number): number {
    const each = this.#sector / 4
    const place = this.#tables[Math.floor(sector / each)]
    if (place === undefined) return SECTORS_MAX
    return this.#view.getUint32(this.#offset(place) + (sector % each) * 4, true)
  }

  #offset(sector: number): number {
    return (sector + 1) * this.#sector
  }
}
