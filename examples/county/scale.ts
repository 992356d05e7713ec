import { type Cell, type Sheet } from '#core/kernel/cell.ts'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { drawForm, type WrittenAddress, writeAddress } from './addresses.ts'
import { COUNTY, exampleTownships } from './areas.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { ExampleOptions } from './days.ts'
import { cooperativeAt, NAMES, personName } from './names.ts'
import { drawCapital } from './records.ts'
import { CAPITAL_FORMS, phoneNumber, text, writtenCapital } from './written.ts'

export interface ScaleOptions extends ExampleOptions {
  /** How many cooperatives the list has. */
  size: number
}

/** A row of a long registry list, with the place where the body really lies. */
export interface ScaleRow {
  cells: readonly Cell[]
  address: WrittenAddress
}

export const SCALE_HEADINGS = [
  '序号',
  '合作社名称',
  '统一社会信用代码',
  '注册日期',
  '注册资金',
  '登记状态',
  '法定代表人',
  '联系电话',
  '注册地址',
  '经营范围',
] as const

/** The rows of a registry list of any length, one at a time: names and codes are all different. */
export function* scaleRows(options: ScaleOptions): Generator<ScaleRow> {
  const chance = chanceOf(options.seed, 'scale')
  for (let index = 0; index < options.size; index += 1) yield scaleRow(options, index, chance)
}

/** The same list as a sheet, whole in memory. */
export function scaleSheet(options: ScaleOptions): Sheet {
  const rows = Array.from(scaleRows(options), (row) => [...row.cells])
  return { name: '登记名录', hidden: false, rows: [SCALE_HEADINGS.map((heading) => text(heading)), ...rows] }
}

/** The same list as lines of CSV with a heading, each ending in a line feed. */
export function* scaleCsv(options: ScaleOptions): Generator<string> {
  yield `${SCALE_HEADINGS.join(',')}\n`
  for (const { cells } of scaleRows(options)) yield `${cells.map(quoted).join(',')}\n`
}

function scaleRow(options: ScaleOptions, index: number, chance: Chance): ScaleRow {
  const { trade } = cooperativeAt(options.seed, index)
  const township = exampleTownships[index % exampleTownships.length]!.code
  const address = writeAddress(drawForm(chance), township, chance)
  const cells = [
    String(index + 1),
    scaleName(options.seed, index),
    fictionalCreditCode(COUNTY.code, 60_000_000 + index),
    `${chance.int(2008, 2022)}-${twoDigits(chance.int(1, 12))}-${twoDigits(chance.int(1, 28))}`,
    null,
    chance.hit(19, 20) ? '存续' : '注销',
    personName(chance),
    phoneNumber(chance),
    address.text,
    trade.business,
  ].map((words) => text(words))
  cells[4] = writtenCapital(drawCapital(chance), chance.weighted(CAPITAL_FORMS))
  return { cells, address }
}

/** Once all brands are used up, the township stands before them, then a number. */
function scaleName(seed: number, index: number): string {
  const { brand, trade } = cooperativeAt(seed, index)
  const round = Math.floor(index / NAMES)
  const town = round === 0 ? '' : (exampleTownships[round - 1]?.name ?? `第${round}`)
  return `${COUNTY.name}${town}${brand}${trade.name}专业合作社`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function quoted(cell: Cell): string {
  if (cell.type === 'empty') return ''
  return /[",\n]/.test(cell.text) ? `"${cell.text.replaceAll('"', '""')}"` : cell.text
}
