import { columnLetter } from '../kernel/cell.ts'
import type { Literal } from '../kernel/literal.ts'
import { refused, warned, type Problem } from '../values/problem.ts'
import { readWanted, storedWanted } from './local.ts'

/** A table of targets as an office has it: areas down, targets across, headings merged over years. */
export interface Grid {
  rows: readonly (readonly string[])[]
  merges: readonly { top: number; left: number; bottom: number; right: number }[]
}

export interface Known {
  /** The whole, for which a row of sums or a cell merged over all areas is meant. */
  whole: { area: string; name: string }
  areas: readonly { area: string; name: string }[]
  targets: readonly { id: string; label: string; by: string; type: Literal['type'] }[]
  /** The year that the officer looks at. */
  year?: string
}

export interface MatrixEntry {
  target: string
  area: string
  /** As it is kept. */
  value: string
  /** Where it stands: B3. */
  cell: string
}

export interface MatrixColumn {
  /** From 0. */
  column: number
  heading: string
  /** null: nobody can tell; the officer chooses. */
  target: string | null
}

export interface MatrixRead {
  columns: MatrixColumn[]
  entries: MatrixEntry[]
  problems: Problem[]
}

const TOTAL = /^(合计|总计|小计|共计|全域|全市|全县|全区)$/

/**
 * Reads a table of targets. A heading that is merged across counts for all its columns; a figure that is merged down
 * over several areas is one of the whole (L02), not of each. `chosen` says for columns what the officer chose.
 */
export function readMatrix(
  grid: Grid,
  known: Known,
  chosen: Readonly<Record<number, string>> = {},
): MatrixRead {
  const places = placesOf(grid, known)
  if (places === null)
    return {
      columns: [],
      entries: [],
      problems: [
        refused(
          'target-areas',
          `表里没有找到${known.whole.name}下级辖区的名称；第一列请写辖区名称，每行一个，如“${known.areas[0]?.name ?? '某某镇'}”`,
        ),
      ],
    }
  const columns = headingsOf(grid, places).map(({ column, heading }): MatrixColumn => {
    const own = chosen[column]
    return {
      column,
      heading,
      target: own === undefined ? targetOf(heading, known.targets, known.year) : own || null,
    }
  })
  const read = columns.flatMap((one) =>
    one.target === null ? [] : [readColumn(grid, { places, known, column: one })],
  )
  const unknown = columns
    .filter((one) => one.target === null && chosen[one.column] === undefined)
    .map((one) =>
      warned('target-column', `${columnLetter(one.column)}列“${one.heading}”认不出是哪项目标，请选定或不取`),
    )
  const entries = read.flatMap((one) => one.entries)
  return {
    columns,
    entries,
    problems: [...places.problems, ...unknown, ...read.flatMap((one) => one.problems), ...twice(entries)],
  }
}

interface Places {
  /** Row → area. */
  rows: ReadonlyMap<number, string>
  column: number
  first: number
  problems: Problem[]
}

/** The column in which most areas are named, and what each row of it stands for. */
function placesOf(grid: Grid, known: Known): Places | null {
  const width = Math.max(0, ...grid.rows.map((row) => row.length))
  let best: Places | null = null
  for (let column = 0; column < Math.min(width, 5); column += 1) {
    const rows = new Map<number, string>()
    grid.rows.forEach((row, at) => {
      const area = areaOf(row[column] ?? '', known)
      if (area !== null) rows.set(at, area)
    })
    const below = [...rows.values()].filter((area) => area !== known.whole.area).length
    const most =
      best === null ? 0 : [...best.rows.values()].filter((area) => area !== known.whole.area).length
    if (below > most) best = { rows, column, first: Math.min(...rows.keys()), problems: [] }
  }
  return best && { ...best, problems: strangers(grid, best) }
}

/** Rows below the first area whose name nobody knows, though figures stand in them. */
function strangers(grid: Grid, { rows, column, first }: Places): Problem[] {
  return grid.rows.flatMap((row, at) => {
    const name = (row[column] ?? '').trim()
    if (at < first || rows.has(at) || name === '' || !row.some((cell, c) => c > column && /\d/.test(cell)))
      return []
    return [refused('target-area', `第${at + 1}行“${name}”不是这里的下级辖区，没有取这一行`)]
  })
}

function areaOf(written: string, { whole, areas }: Known): string | null {
  const name = written.replaceAll(/\s/g, '')
  if (name === '') return null
  if (TOTAL.test(name) || name === whole.name || name === whole.area) return whole.area
  const exact = areas.filter((one) => one.name === name || one.area === name)
  if (exact.length === 1) return exact[0]!.area
  const short = areas.filter((one) => stem(one.name) === stem(name) && stem(name).length > 1)
  return short.length === 1 ? short[0]!.area : null
}

function stem(name: string): string {
  return name.length > 2 ? name.replace(/(镇|乡|街道|区|县|市|村|社区)$/, '') : name
}

/** What stands above the figures, cell by cell down, headings merged across repeated. */
function headingsOf(grid: Grid, places: Places): { column: number; heading: string }[] {
  const width = Math.max(...grid.rows.map((row) => row.length))
  const above = (column: number): string => {
    const words: string[] = []
    for (let row = 0; row < places.first; row += 1) {
      const merge = grid.merges.find(
        (one) => one.top <= row && row <= one.bottom && one.left <= column && column <= one.right,
      )
      // A heading over all columns is the title of the sheet.
      if (merge !== undefined && merge.left <= places.column && merge.right > places.column) continue
      const word = (grid.rows[merge?.top ?? row]?.[merge?.left ?? column] ?? '').trim()
      if (word !== '' && words.at(-1) !== word) words.push(word)
    }
    return words.join(' ')
  }
  return Array.from({ length: width }, (_, column) => ({ column, heading: above(column) })).filter(
    ({ column, heading }) =>
      column > places.column &&
      (heading !== '' || grid.rows.some((row, at) => at >= places.first && /\d/.test(row[column] ?? ''))),
  )
}

/** The only target that a heading can mean: its year where one is written, else that of the page, and its words. */
export function targetOf(heading: string, targets: Known['targets'], year?: string): string | null {
  const written: readonly string[] = heading.match(/20\d{2}/g) ?? []
  const years = written.length === 0 && year !== undefined ? [year] : written
  const words = key(heading.replaceAll(/20\d{2}年?/g, ''))
  if (words.length < 2) return null
  const fitting = targets.filter((one) => {
    const label = key(one.label)
    return (
      (years.length === 0 || years.includes(one.by.slice(0, 4))) &&
      (label.includes(words) || words.includes(label))
    )
  })
  const exact = fitting.filter((one) => key(one.label) === words)
  const left = exact.length > 0 ? exact : fitting
  return left.length === 1 ? left[0]!.id : null
}

function key(words: string): string {
  return words.replaceAll(/[\s\d（）()、，,。/]|合作社|目标|任务|单位|数量|家数|[家个名户%％]/g, '')
}

function readColumn(
  grid: Grid,
  { places, known, column }: { places: Places; known: Known; column: MatrixColumn },
): { entries: MatrixEntry[]; problems: Problem[] } {
  const entries: MatrixEntry[] = []
  const problems: Problem[] = []
  const target = known.targets.find((one) => one.id === column.target)
  if (target === undefined)
    return {
      entries,
      problems: [refused('target-column', `${columnLetter(column.column)}列选定的目标不存在，请重新选择`)],
    }
  for (const [row, area] of places.rows) {
    const merge = grid.merges.find(
      (one) => one.left <= column.column && column.column <= one.right && one.top <= row && row <= one.bottom,
    )
    const down = merge !== undefined && merge.bottom > merge.top
    if (down && row !== Math.max(merge.top, places.first)) continue
    const text = (down ? grid.rows[merge.top]?.[merge.left] : grid.rows[row]?.[column.column])?.trim() ?? ''
    if (/^[-—/／]*$/.test(text)) continue
    const cell = `${columnLetter(column.column)}${row + 1}`
    const literal = readWanted(target.type, text)
    if (literal.ok)
      entries.push({
        target: target.id,
        area: down ? known.whole.area : area,
        value: storedWanted(literal.value),
        cell,
      })
    else problems.push(...literal.problems.map((one) => ({ ...one, says: `${cell}：${one.says}` })))
  }
  return { entries, problems }
}

/** The same cell of the matrix set twice by one table. */
function twice(entries: readonly MatrixEntry[]): Problem[] {
  const seen = new Map<string, MatrixEntry>()
  return entries.flatMap((one) => {
    const at = `${one.target} ${one.area}`
    const before = seen.get(at)
    seen.set(at, one)
    return before === undefined
      ? []
      : [refused('target-twice', `${before.cell} 和 ${one.cell} 是同一辖区的同一项目标，请删去一个`)]
  })
}
