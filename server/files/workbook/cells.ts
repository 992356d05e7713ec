import { type Cell, columnLetter, EMPTY } from '#core/kernel/cell.ts'
import { noted, type Problem, refused } from '#core/values/problem.ts'
import { LIMITS } from './workbook.ts'

/** Characters that no sheet shows and that would break a search, a file name or a database. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/gu

/** Turns the texts of a file into cells, and keeps count of what had to be changed on the way. */
export class TextReader {
  #stripped = 0
  #firstStripped = ''

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

  /** What was changed, as a remark; none where nothing was. */
  remarks(): Problem[] {
    if (this.#stripped === 0) return []
    const says = `有 ${this.#stripped} 个单元格含有看不见的控制字符，已去掉；第一处在${this.#firstStripped}。`
    return [noted('file-control-characters', says)]
  }
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
