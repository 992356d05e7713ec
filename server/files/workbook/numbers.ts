import { SSF } from '@e965/xlsx'
import type { Cell } from '#core/kernel/cell.ts'

/** The part of the spreadsheet library's formatter that we use; its own types leave it open. */
interface Formatter {
  format(code: string, value: number, options: { date1904: boolean }): string
  is_date(code: string): boolean
}
const formatter: Formatter = SSF

const LAST_DAY = 2_958_466
const DAY = 86_400_000
const MOST_KNOWN = 5000

/** Turns the numbers of a file into cells: what they are and what their format shows. */
export class NumberReader {
  readonly #dateSystem: 1900 | 1904
  readonly #dateLike = new Map<string, boolean>()
  readonly #known = new Map<string, Map<number, Cell>>()

  constructor(dateSystem: 1900 | 1904) {
    this.#dateSystem = dateSystem
  }

  /** A number with what the sheet shows by its format; a date where the format shows a day. */
  cell(number: number, format: string): Cell {
    if (format === 'General') return { type: 'number', number, text: generalText(number) }
    // Lists repeat their days and shares, and formatting is the dearest step of reading them.
    let known = this.#known.get(format)
    if (known === undefined || known.size > MOST_KNOWN) this.#known.set(format, (known = new Map()))
    const same = known.get(number)
    if (same) return same
    const cell = this.#formatted(number, format)
    known.set(number, cell)
    return cell
  }

  #formatted(number: number, format: string): Cell {
    const text = this.#shown(number, format)
    const day = this.#isDay(format) ? dayOf(number, this.#dateSystem) : undefined
    return day === undefined ? { type: 'number', number, text } : { type: 'date', day, text }
  }

  #shown(number: number, format: string): string {
    try {
      // A sheet knows 15 digits; what stands behind them is made up by whoever prints more.
      const known = Math.abs(number) < 1e15 ? number : Number(number.toPrecision(15))
      return formatter.format(format, known, { date1904: this.#dateSystem === 1904 })
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
