/** A trade of a member with the cooperative as it is typed at the scales: read, reckoned, everything wrong told at once. */
import { isDay, type Day } from '../values/day.ts'
import { readMoney, type Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { squeeze } from '../values/typed-text.ts'

/** delivered: the member sells to the cooperative; supplied: the member buys from it. */
export const DIRECTIONS = { delivered: '交售给本社', supplied: '向本社购买' } as const
export type Direction = keyof typeof DIRECTIONS

/** Weights in thousandths of the unit. */
export type Milli = bigint
/** Prices in ten-thousandths of a yuan for one unit. */
export type Price = bigint

/** A line as it was typed, texts all. */
export interface TypedTrade {
  member: string
  day: Day
  direction: string
  product: string
  unit?: string | undefined
  grade?: string | undefined
  gross?: string | undefined
  tare?: string | undefined
  deducted?: string | undefined
  /** The net weight where no gross weight was taken. */
  quantity?: string | undefined
  price?: string | undefined
  /** Empty where it follows from quantity and price. */
  amount?: string | undefined
  slip?: string | undefined
  note?: string | undefined
}

export interface Trade {
  member: string
  day: Day
  direction: Direction
  product: string
  unit: string
  grade: string | null
  gross: Milli | null
  tare: Milli
  deducted: Milli
  quantity: Milli
  price: Price | null
  amount: Fen
  slip: string | null
  note: string | null
}

const LONGEST = { product: 40, unit: 10, grade: 20, slip: 40, note: 200 } as const
const MOST_MILLI: Milli = 1_000_000_000_000n

/** A decimal text as a whole number of parts of ten to `places`; null where it is none or finer. */
export function partsOf(text: string, places: number): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(squeeze(text).replaceAll(',', ''))
  const fine = match?.[2]?.replace(/0+$/, '') ?? ''
  if (match === null || fine.length > places) return null
  return BigInt(match[1]! + fine.padEnd(places, '0'))
}

/** 1250500 thousandths as 1250.5; without separators, so that it can be typed back. */
export function printParts(parts: bigint, places: number): string {
  const digits = (parts < 0n ? -parts : parts).toString().padStart(places + 1, '0')
  const decimals = digits.slice(-places).replace(/0+$/, '')
  return `${parts < 0n ? '-' : ''}${digits.slice(0, -places)}${decimals === '' ? '' : `.${decimals}`}`
}

/** What quantity × price comes to in fen, half a fen counted as a whole one. */
export function reckon(quantity: Milli, price: Price): Fen {
  return (quantity * price + 50_000n) / 100_000n
}

/** What the amount is off quantity × price; null where there is no price. */
export function roundingOf(trade: Pick<Trade, 'quantity' | 'price' | 'amount'>): Fen | null {
  return trade.price === null ? null : trade.amount - reckon(trade.quantity, trade.price)
}

/** The line as it may be kept, or all that is wrong with it. `today` bounds the day. */
export function readTrade(typed: TypedTrade, today: Day): Outcome<Trade> {
  const problems: Problem[] = [...headProblems(typed, today), ...longProblems(typed)]
  const weights = weigh(typed, problems)
  const price = figure(typed.price, { places: 4, field: 'price', label: '单价', problems })
  const amount = amountOf(typed, { quantity: weights.quantity, price, problems })
  if (problems.length > 0 || weights.quantity === null || amount === null) return { ok: false, problems }
  return done({
    member: typed.member,
    day: typed.day,
    direction: typed.direction as Direction,
    product: typed.product.trim(),
    unit: textOf(typed.unit) ?? '公斤',
    grade: textOf(typed.grade),
    gross: weights.gross,
    tare: weights.tare ?? 0n,
    deducted: weights.deducted ?? 0n,
    quantity: weights.quantity,
    price,
    amount,
    slip: textOf(typed.slip),
    note: textOf(typed.note),
  })
}

const textOf = (text: string | undefined): string | null => text?.trim() || null

function headProblems({ member, day, direction, product }: TypedTrade, today: Day): Problem[] {
  const problems: Problem[] = []
  if (member === '')
    problems.push(refused('trade-member', '没有这个成员，请填成员编号或姓名', { field: 'member' }))
  if (!isDay(day)) problems.push(refused('trade-day', '请填写交易日期，如 2023-03-15', { field: 'day' }))
  else if (day > today)
    problems.push(refused('trade-day-future', '交易日期不能晚于今天，请改日期', { field: 'day' }))
  if (!(direction in DIRECTIONS))
    problems.push(refused('trade-direction', '请选择是交售给本社还是向本社购买', { field: 'direction' }))
  if (product.trim() === '') problems.push(refused('trade-product', '请填写产品', { field: 'product' }))
  return problems
}

function longProblems(typed: TypedTrade): Problem[] {
  return (Object.keys(LONGEST) as (keyof typeof LONGEST)[])
    .filter((field) => (typed[field]?.trim().length ?? 0) > LONGEST[field])
    .map((field) => refused('trade-words-long', `不超过 ${LONGEST[field]} 字，请写简短些`, { field }))
}

interface Figure {
  places: number
  field: string
  label: string
  problems: Problem[]
}

function figure(text: string | undefined, { places, field, label, problems }: Figure): bigint | null {
  if (textOf(text) === null) return null
  const parts = partsOf(text!, places)
  if (parts === null || parts > MOST_MILLI)
    problems.push(
      refused('trade-figure', `${label}“${text!.trim()}”不是数，最多 ${places} 位小数，请改正`, { field }),
    )
  return parts
}

function weigh(typed: TypedTrade, problems: Problem[]) {
  const milli = (field: 'gross' | 'tare' | 'deducted' | 'quantity', label: string) =>
    figure(typed[field], { places: 3, field, label, problems })
  const [gross, tare, deducted] = [milli('gross', '毛重'), milli('tare', '皮重'), milli('deducted', '扣重')]
  const net = milli('quantity', '净重')
  const before = problems.length
  const off = (tare ?? 0n) + (deducted ?? 0n)
  const quantity = gross === null ? net : gross - off
  if (gross === null && off > 0n)
    problems.push(
      refused('trade-gross', '填了皮重或扣重的，请填毛重；没有过毛重的，只填净重', { field: 'gross' }),
    )
  else if (gross !== null && net !== null && net !== quantity)
    problems.push(
      refused('trade-net', `净重应是毛重减皮重减扣重，为 ${printParts(quantity ?? 0n, 3)}，请核对磅单`, {
        field: 'quantity',
      }),
    )
  else if (before === 0 && (quantity === null || quantity <= 0n))
    problems.push(refused('trade-quantity', '净重要大于 0，请核对毛重、皮重和扣重', { field: 'gross' }))
  return { gross, tare, deducted, quantity }
}

function amountOf(
  typed: TypedTrade,
  of: { quantity: Milli | null; price: Price | null; problems: Problem[] },
): Fen | null {
  if (textOf(typed.amount) === null) {
    if (of.quantity !== null && of.price !== null) return reckon(of.quantity, of.price)
    if (of.problems.length === 0)
      of.problems.push(refused('trade-amount', '请填写单价或金额', { field: 'amount' }))
    return null
  }
  const read = readMoney(typed.amount!, { assume: '元' })
  if (read.ok && read.value !== null && read.value >= 0n) return read.value
  of.problems.push(
    refused('trade-amount', `金额“${typed.amount!.trim()}”不对，应是最多两位小数的数`, {
      field: 'amount',
    }),
  )
  return null
}
