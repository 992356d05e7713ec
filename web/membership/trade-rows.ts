/** The lines of the weighing grid as they are typed: how a member is found, where Enter goes, what it all comes to. */
import type { TradeMember, WireTypedTrade } from '#contract/membership/trades.ts'
import { outsideMembership } from '#core/membership/after-leaving.ts'
import { partsOf, readTrade, reckon, roundingOf, type Trade } from '#core/membership/trade.ts'
import type { Problem } from '#core/values/problem.ts'

export interface DraftTrade {
  /** What was typed to find the member: number, initials or part of the name. */
  who: string
  member: string
  product: string
  grade: string
  gross: string
  tare: string
  deducted: string
  price: string
  amount: string
  slip: string
}

/** What is the same for all lines until it is changed. */
export interface TradeHead {
  day: string
  direction: string
  unit: string
}

/** Columns in the order in which they stand. */
export const COLUMNS = [
  'who',
  'product',
  'grade',
  'gross',
  'tare',
  'deducted',
  'price',
  'amount',
  'slip',
] as const
export type ColumnKey = (typeof COLUMNS)[number]

export const COLUMN_LABELS: Record<ColumnKey, string> = {
  who: '成员（编号、首字母或姓名）',
  product: '产品',
  grade: '等级',
  gross: '毛重',
  tare: '皮重',
  deducted: '扣重',
  price: '单价',
  amount: '金额',
  slip: '磅单号',
}

/** Where Enter stops: what differs from slip to slip. The other columns are reached with the arrows or Tab. */
const STOPS: readonly ColumnKey[] = ['who', 'gross', 'tare', 'deducted', 'price', 'amount']

/** The column after this one for Enter; null at the end of the line. */
export function afterEnter(column: ColumnKey): ColumnKey | null {
  const at = COLUMNS.indexOf(column)
  return COLUMNS.slice(at + 1).find((one) => STOPS.includes(one)) ?? null
}

/** A new line: product, grade, tare and price as in the line before. */
export function lineAfter(before: DraftTrade | undefined, product = ''): DraftTrade {
  const empty = { who: '', member: '', gross: '', deducted: '', amount: '', slip: '' }
  return before === undefined
    ? { ...empty, product, grade: '', tare: '', price: '' }
    : { ...empty, product: before.product, grade: before.grade, tare: before.tare, price: before.price }
}

/** Nothing was typed that belongs to this line alone. */
export function isBlank(row: DraftTrade): boolean {
  return [row.who, row.gross, row.deducted, row.amount, row.slip].every((one) => one.trim() === '')
}

const MOST = 8

/** Members that the words may mean, the surest first: the number itself, initials, part of the name. */
export function candidates(words: string, members: readonly TradeMember[]): TradeMember[] {
  const text = words.trim().toLowerCase()
  if (text === '') return []
  const exact = members.filter((one) => one.number.toLowerCase() === text)
  if (exact.length > 0) return exact
  const by = (test: (one: TradeMember) => boolean) => members.filter(test)
  const found = [
    ...by((one) => one.initials === text),
    ...by((one) => one.name === text),
    ...by((one) => one.initials !== text && one.initials.startsWith(text)),
    ...by((one) => one.name !== text && one.name.includes(text)),
  ]
  return [...new Set(found)].slice(0, MOST)
}

/** The line as it travels. Without tare and deductions the weight is the net weight. */
export function wireOf(row: DraftTrade, head: TradeHead): WireTypedTrade {
  const { who: _, gross, ...rest } = row
  const weighed = [row.tare, row.deducted].some((one) => one.trim() !== '' && partsOf(one, 3) !== 0n)
  return { ...head, ...rest, ...(weighed ? { gross } : { quantity: gross, tare: '', deducted: '' }) }
}

export interface Reckoned {
  trade: Trade | null
  problems: Problem[]
  /** What quantity × price comes to, where the amount was left empty or differs. */
  proposed: bigint | null
  rounding: bigint | null
}

/** What a line comes to, or why it does not; one of a member who has left is told as it is typed. */
export function reckonLine(
  row: DraftTrade,
  of: { head: TradeHead; today: string; members: readonly TradeMember[] },
): Reckoned {
  const { head, today, members } = of
  const nothing = { trade: null, proposed: null, rounding: null }
  const read = readTrade(wireOf(row, head), today)
  if (!read.ok) return { ...nothing, problems: read.problems }
  const member = members.find((one) => one.id === row.member)
  const late = member === undefined ? null : outsideMembership(head.day, member, today)
  if (late?.severity === 'refused') return { ...nothing, problems: [late] }
  const trade = read.value
  return {
    trade,
    problems: late === null ? [] : [late],
    proposed: trade.price === null ? null : reckon(trade.quantity, trade.price),
    rounding: roundingOf(trade),
  }
}

/** Where a key leads from a cell; null where the key stays in it. */
export function targetOf(
  at: { row: number; column: ColumnKey },
  key: string,
  rows: number,
): { row: number; column: ColumnKey } | null {
  const { row, column } = at
  const place = COLUMNS.indexOf(column)
  if (key === 'Enter') {
    const next = afterEnter(column)
    return next === null ? { row: row + 1, column: 'who' } : { row, column: next }
  }
  if (key === 'ArrowDown' && row + 1 < rows) return { row: row + 1, column }
  if (key === 'ArrowUp' && row > 0) return { row: row - 1, column }
  if (key === 'ArrowRight' && place + 1 < COLUMNS.length) return { row, column: COLUMNS[place + 1]! }
  if (key === 'ArrowLeft' && place > 0) return { row, column: COLUMNS[place - 1]! }
  return null
}
