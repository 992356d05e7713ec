import { SSF } from '@e965/xlsx'
import { attribute, isOn, type Markup, unescapeOffice, walkMarkup } from './xml.ts'

/** The parts of an .xlsx by their path. A reader gives undefined where a part is missing. */
export type ReadPart = (path: string) => Markup | undefined

/** What the sheets of a workbook lean on. */
export interface WorkbookParts {
  dateSystem: 1900 | 1904
  sheets: { name: string; path: string; hidden: boolean }[]
  strings: string[]
  /** The number format of each cell style. */
  formats: string[]
}

/** Reads the directory, the shared strings and the number formats; undefined where the markup breaks off. */
export function readParts(read: ReadPart): WorkbookParts | undefined {
  const main = relations(read, '_rels/.rels', '').find((relation) => relation.type === 'officeDocument')
  const workbook = main && read(main.path)
  if (!workbook) return undefined
  const folder = main.path.slice(0, main.path.lastIndexOf('/') + 1)
  const own = relations(read, `${folder}_rels/${main.path.slice(folder.length)}.rels`, folder)
  const partOf = (type: string) => {
    const path = own.find((relation) => relation.type === type)?.path
    return path === undefined ? '' : (read(path) ?? '')
  }
  const strings = sharedStrings(partOf('sharedStrings'))
  const formats = cellFormats(partOf('styles'))
  const outline = workbookOutline(workbook)
  if (!strings || !formats || !outline) return undefined
  const sheets = outline.sheets.flatMap(({ name, relation, hidden }) => {
    // Chart sheets and macro sheets are listed too, but hold no cells.
    const target = own.find((one) => one.id === relation && one.type === 'worksheet')
    return target ? [{ name, path: target.path, hidden }] : []
  })
  return { dateSystem: outline.dateSystem, sheets, strings, formats }
}

interface Relation {
  id: string
  type: string
  path: string
}

/** The parts that a part names; transitional and strict files differ in the address before the type's last word. */
function relations(read: ReadPart, path: string, folder: string): Relation[] {
  const found: Relation[] = []
  walkMarkup(read(path) ?? '', {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attribute(attributes, 'Target') ?? ''
      const type = attribute(attributes, 'Type') ?? ''
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        path: resolvePath(folder, target),
      })
    },
    text: ignore,
    close: ignore,
  })
  return found
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function workbookOutline(xml: Markup) {
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let dateSystem: 1900 | 1904 = 1900
  const whole = walkMarkup(xml, {
    open(name, attributes) {
      if (name === 'workbookPr' && isOn(attributes, 'date1904')) dateSystem = 1904
      if (name !== 'sheet') return
      const state = attribute(attributes, 'state') ?? 'visible'
      const relation = /\s\w+:id\s*=\s*["']([^"']*)["']/u.exec(attributes)?.[1] ?? ''
      sheets.push({ name: attribute(attributes, 'name') ?? '', relation, hidden: state !== 'visible' })
    },
    text: ignore,
    close: ignore,
  })
  return whole ? { sheets, dateSystem } : undefined
}

/** The string table; the runs of rich text are joined, readings of characters (phonetic runs) left out. */
function sharedStrings(xml: Markup): string[] | undefined {
  const strings: string[] = []
  const collector = new TextCollector()
  const whole = walkMarkup(xml, {
    open(name) {
      if (name === 'si') collector.start()
      else collector.open(name)
    },
    text: (text) => collector.text(text),
    close(name) {
      if (name === 'si') strings.push(collector.finish())
      else collector.close(name)
    },
  })
  return whole ? strings : undefined
}

/** Joins the <t> of a string item or an inline string. */
export class TextCollector {
  #parts = ''
  #inText = false
  #inReading = false

  start(): void {
    this.#parts = ''
    this.#inText = false
    this.#inReading = false
  }
  open(name: string): void {
    if (name === 't') this.#inText = !this.#inReading
    else if (name === 'rPh') this.#inReading = true
  }
  text(text: string): void {
    if (this.#inText) this.#parts += text
  }
  close(name: string): void {
    if (name === 't') this.#inText = false
    else if (name === 'rPh') this.#inReading = false
  }
  finish(): string {
    return unescapeOffice(this.#parts)
  }
}

/** Numbers of the built-in formats as Chinese Excel and WPS show them, where they differ from the English ones. */
const CHINESE_FORMATS: Record<number, string> = {
  14: 'yyyy/m/d',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

function cellFormats(xml: Markup): string[] | undefined {
  const builtIn: Record<number, string> = SSF.get_table()
  const own = new Map<number, string>()
  const formats: string[] = []
  let inCells = false
  const whole = walkMarkup(xml, {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt' && !inCells) {
        own.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? 'General')
      } else if (name === 'xf' && inCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        formats.push(own.get(id) ?? CHINESE_FORMATS[id] ?? builtIn[id] ?? 'General')
      }
    },
    text: ignore,
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return whole ? formats : undefined
}

function ignore(): void {
  // Nothing of interest here.
}
