/** The matrix of a place: what is set for each area right below it, and how an office's own table is read into it. */
import type { Kysely } from 'kysely'
import type { Division, DivisionCell, MatrixAnswer } from '#contract/targets/division.ts'
import { cellText } from '#core/kernel/cell.ts'
import type { Literal } from '#core/kernel/literal.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { readWanted, storedWanted, type Share } from '#core/targets/local.ts'
import { readMatrix, type Grid } from '#core/targets/matrix.ts'
import { failed, done, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { WorkbookSheet } from '#server/files/workbook/workbook.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { digitsBelow, type Top } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { readEntries, shareOf, wantedIn, type Entries, type Entry } from './entries.ts'
import { placesAt } from './standing.ts'

interface Place {
  area: string
  name: string
}

interface Matrix extends Entries {
  own: Place
  below: readonly Place[]
}

/** Everything that the matrix of an area is made of. */
export async function readMatrixOf(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  at: { area: string; top: Top },
): Promise<Matrix> {
  const { own, below } = await placesAt(trx, at)
  const day = services.clock.today()
  const held = await readEntries(trx, services, { area: at.area, digits: digitsBelow(at.area), day })
  return { ...held, own, below }
}

/** The matrix as a page shows it. */
export function wireDivision(matrix: Matrix, whole: boolean): Division {
  const { own, below, entries } = matrix
  return {
    area: own.area,
    areaName: own.name,
    areas: [...below],
    whole,
    targets: entries.map((entry) => ({
      id: entry.id,
      label: entry.target.label,
      documentTitle: entry.documentTitle,
      by: entry.target.by,
      type: entry.target.value.type,
      wanted: printLiteral(entry.target.value, unitOf(entry)),
      hint: HINTS[entry.target.value.type] ?? '',
    })),
    cells: entries.flatMap((entry) => [own, ...below].map((place) => cellOf(matrix, entry, place))),
  }
}

const HINTS: Partial<Record<Literal['type'], string>> = { count: '如 12', ratio: '如 60%', money: '如 3万元' }

function unitOf({ target }: Entry): string {
  return areaFacts.find((one) => one.id === target.fact)?.unit ?? ''
}

function cellOf({ local }: Matrix, entry: Entry, { area }: Place): DivisionCell {
  const share = shareOf(entry.id, area, local)
  const value = wantedIn(entry, area, local)
  // A rate that holds everywhere is not written out for each area.
  const shown =
    value !== null && (share?.value != null || entry.target.value.type !== 'ratio' || area === entry.bound)
  return {
    target: entry.id,
    area,
    value: shown ? typedForm(value) : '',
    owner: share?.owner ?? '',
    version: share?.version ?? 0,
  }
}

/** A figure as it is typed into a cell. */
function typedForm(value: Literal): string {
  if (value.type === 'money') return storedWanted(value).replace('.00元', '元')
  return value.type === 'count' ? String(value.value) : printLiteral(value, '')
}

/** Reads an office's table against the matrix; nothing is written. */
export function readTable(
  matrix: Matrix,
  grid: Grid,
  asked: { chosen: Readonly<Record<string, string>>; year?: string | undefined },
): MatrixAnswer {
  const { own, below, entries } = matrix
  const targets = entries.map(({ id, target: { label, by, value } }) => ({ id, label, by, type: value.type }))
  const { chosen, year } = asked
  const known = { whole: own, areas: below, targets, ...(year && { year }) }
  const read = readMatrix(
    grid,
    known,
    Object.fromEntries(Object.entries(chosen).map(([at, id]) => [Number(at), id])),
  )
  return {
    ...read,
    entries: read.entries.map((one) => {
      const type = targets.find(({ id }) => id === one.target)?.type ?? 'count'
      const value = readWanted(type, one.value)
      return { ...one, value: value.ok ? typedForm(value.value) : one.value }
    }),
  }
}

/** A sheet of a workbook as the table that it shows. */
export function gridOf(sheet: WorkbookSheet): Grid {
  return { rows: sheet.rows.map((row) => row.map(cellText)), merges: sheet.merges }
}

/** Text copied out of Excel: tabs between cells, quotes around cells with line breaks. */
export function gridOfText(text: string): Grid {
  const plain = text.replaceAll(/"([^"]*)"/g, (_, inner: string) => inner.replaceAll(/\r?\n/g, ' '))
  return { rows: plain.split(/\r?\n/).map((line) => line.split('\t')), merges: [] }
}

type Change = Omit<Share, 'ground' | 'value' | 'owner'> & { value: string; owner: string }

/** What of the cells is a change, as it will be kept; every wrong figure is told at once. */
export function changesOf(
  matrix: Matrix,
  cells: readonly Change[],
  whole: boolean,
): Outcome<Omit<Share, 'ground'>[]> {
  const problems: Problem[] = []
  const places = new Map([...(whole ? [matrix.own] : []), ...matrix.below].map((one) => [one.area, one.name]))
  const changes = cells.flatMap((cell): Omit<Share, 'ground'>[] => {
    const entry = matrix.entries.find((one) => one.id === cell.target)
    const name = places.get(cell.area)
    if (entry === undefined || name === undefined) {
      problems.push(refused('target-cell', '有一格不属于这里的目标或下级辖区，没有保存；请刷新页面后重填'))
      return []
    }
    const now = cellOf(matrix, entry, { area: cell.area, name })
    if (now.value === cell.value.trim() && now.owner === cell.owner) return []
    const { target, area } = cell
    const kept = { target, area, version: cell.version + 1, owner: cell.owner === '' ? null : cell.owner }
    if (cell.value.trim() === '') return [{ ...kept, value: null }]
    const read = readWanted(entry.target.value.type, cell.value)
    if (read.ok) return [{ ...kept, value: storedWanted(read.value) }]
    problems.push(
      ...read.problems.map((one) => ({ ...one, says: `${name}“${entry.target.label}”：${one.says}` })),
    )
    return []
  })
  const [first, ...rest] = problems
  return first === undefined ? done(changes) : failed(first, ...rest)
}

/** The matrix as a workbook that can be filled and read again. */
export function matrixSheet(division: Division): Promise<Uint8Array> {
  const { areaName, areas, area, targets, cells } = division
  const held = new Map(cells.map((one) => [`${one.target} ${one.area}`, one.value]))
  const title = `${areaName}目标任务分解表`
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '目标任务分解表',
        title,
        freeze: 1,
        columns: [
          { heading: '辖区', width: 18, kind: 'text' },
          ...targets.map((one) => ({
            heading: `${one.by.slice(0, 4)}年${one.label}`,
            width: 16,
            kind: 'text' as const,
          })),
        ],
        rows: [{ area, name: '合计' }, ...areas].map((place) => [
          place.name,
          ...targets.map((one) => held.get(`${one.id} ${place.area}`) ?? ''),
        ]),
        footer: '合计行填全域的任务数；各辖区行填分解到该辖区的任务数，没有分解的空着。',
      },
    ],
  })
}
