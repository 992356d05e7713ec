import { SSF } from '@e965/xlsx'
import { type Cell, columnLetter, EMPTY } from '#core/kernel/cell.ts'
import { noted, type Problem, refused } from '#core/values/problem.ts'
import { LIMITS } from './workbook.ts'

/** The part of the spreadsheet library's formatter that we use; its own types leave it open. */
interface Formatter {
  format(code: string, value: number, options: { date1904: boolean }): string
  is_date(code: string): boolean
}
const formatter: Formatter = SSF

/** Characters that no sheet shows and that would break a search, a file name or a database. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/gu
const LAST_DAY = 2_958_466
const DAY = 86_400_000

/** Turns what the file holds into cells, and keeps count of what had to be changed on the way. */
export class CellMaker {
  readonly dateSystem: 1900 | 1904
  #stripped = 0
  #firstStripped = ''
  readonly #dateLike = new Map<string, boolean>()

  constructor(dateSystem: 1900 | 1904) {
    this.dateSystem = dateSystem
  }

  /** Text as it stands, without control characters; line ends are `\n`. No text is an empty cell. */
  text(raw: string, where: () => string): Cell {
    let text = raw
    if (CONTROLS.test(raw)) {
      CONTROLS.lastIndex = 0
      text = raw.replace(CONTROLS, '')
      this.#stripped += 1
      if (this.#stripped === 1) this.#firstStripped = where()
    }
    if (text.includes('\r')) text = text.replace(/\r\n?/gu, '\n')
    return text === '' ? EMPTY : { type: 'text', text }
  }

  /** A number with what the sheet shows by its format; a date where the format shows a day. */
  number(number: number, format: string): Cell {
    if (format === 'General') return { type: 'number', number, text: generalText(number) }
    const text = this.#shown(number, format)
    const day = this.#isDay(format) ? dayOf(number, this.dateSystem) : undefined
    return day === undefined ? { type: 'number', number, text } : { type: 'date', day, text }
  }

  /** What was changed, as a remark; none where nothing was. */
  remarks(): Problem[] {
    if (this.#stripped === 0) return []
    const says = `有 ${this.#stripped} 个单元格含有看不见的控制字符，已去掉；第一处在${this.#firstStripped}。`
    return [noted('file-control-characters', says)]
  }

  #shown(number: number, format: string): string {
    try {
      return formatter.format(format, number, { date1904: this.dateSystem === 1904 })
    } catch {
      return generalText(number)
    }
  }

  #isDay(format: string): boolean {
    const known = this.#dateLike.get(format)
    if (known !== undefined) return known
    const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./gu, '')
    // A month alone may be minutes: m counts only where no hour or second stands beside it.
    const day = formatter.is_date(format) && (/[yde]/iu.test(bare) || !/[hs]/iu.test(bare))
    this.#dateLike.set(format, day)
    return day
  }
}

/** What a cell without a format shows: 11 digits, larger ones as a power of ten. */
function generalText(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e11) return String(number)
  return formatter.format('General', number, { date1904: false })
}

/** The calendar day of a serial number; undefined where it is no day (a time alone, 29 February 1900, out of range). */
function dayOf(serial: number, system: 1900 | 1904): string | undefined {
  const days = Math.floor(serial) + (system === 1904 ? 1462 : 0)
  if (days < 1 || days >= LAST_DAY || days === 60) return undefined
  // The 1900 system counts a 29 February 1900 that never was: before it, the count is one day short.
  const epoch = Date.UTC(1899, 11, days < 60 ? 31 : 30)
  return new Date(epoch + days * DAY).toISOString().slice(0, 10)
}

/** Whether a cell with content stands within the limits of a sheet; else the refusal, which names the cell. */
export function beyondLimits(sheet: string, row: number, column: number): Problem | undefined {
  const place = { sheet, row: row + 1, column: columnLetter(column) }
  if (row >= LIMITS.rows) {
    const says = `工作表“${sheet}”超过 ${LIMITS.rows} 行，请分成几个文件上传；如果下面都是空行，请删除后再存。`
    return refused('file-too-many-rows', says, place)
  }
  if (column >= LIMITS.columns) {
    const says = `工作表“${sheet}”超过 ${LIMITS.columns} 列（第 ${row + 1} 行 ${place.column} 列有内容），请删去多余的列后再上传。`
    return refused('file-too-many-columns', says, place)
  }
  return undefined
}
