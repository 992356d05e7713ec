import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'

/** The types that a fact, a threshold and a parameter can have. */
export const FACT_TYPES = ['count', 'money', 'ratio', 'flag', 'choice', 'day'] as const
export type FactType = (typeof FACT_TYPES)[number]

/** Two integers, never a quotient: a ratio is compared by cross-multiplication, so nothing is rounded at a threshold. */
export interface Ratio {
  num: bigint
  den: bigint
}

/** What a fact holds: count → number, money → fen, ratio → pair, flag → boolean, choice and day (YYYY-MM-DD) → string. */
export type FactValue = number | bigint | Ratio | boolean | string

/** A value written into a policy, with its type. Money is fen. */
export type Literal =
  | { type: 'count'; value: number }
  | { type: 'money'; value: bigint }
  | { type: 'ratio'; value: Ratio }
  | { type: 'flag'; value: boolean }
  | { type: 'choice'; value: string }
  | { type: 'day'; value: string }

const MONEY = /^(\d{1,12})(?:\.(\d{1,6}))?(万?元)$/
const PERCENT = /^(\d{1,9})(?:\.(\d{1,6}))?%$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Reads a literal as it stands in a policy: a whole number, '20.50元', '3万元', '60%', true, a word, or '2018-07-01'.
 * A percentage and an amount have to be written as text, so that no decimal ever passes through floating point.
 */
export function readLiteral(type: FactType, written: unknown): Outcome<Literal> {
  const literal = READERS[type](written)
  return literal === null
    ? failed(refused('literal-malformed', `“${show(written)}”不是${EXPECTED[type]}`))
    : done(literal)
}

const EXPECTED: Record<FactType, string> = {
  count: '整数（如 5）',
  money: '带单位的金额（如 "20.50元" 或 "3万元"，精确到分）',
  ratio: '百分比（如 "80%"，须加引号）',
  flag: '是否（true 或 false）',
  choice: '选项文字',
  day: '日期（如 2018-07-01）',
}

const READERS: Record<FactType, (written: unknown) => Literal | null> = {
  count: (written) =>
    typeof written === 'number' && Number.isSafeInteger(written) ? { type: 'count', value: written } : null,
  money: readMoney,
  ratio: readRatio,
  flag: (written) => (typeof written === 'boolean' ? { type: 'flag', value: written } : null),
  choice: (written) =>
    typeof written === 'string' && written !== '' ? { type: 'choice', value: written } : null,
  day: (written) => (typeof written === 'string' && isDay(written) ? { type: 'day', value: written } : null),
}

function readMoney(written: unknown): Literal | null {
  const match = typeof written === 'string' ? MONEY.exec(written) : null
  if (match === null) return null
  const digits = match[3] === '万元' ? 6 : 2
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return null
  return { type: 'money', value: BigInt(`${match[1]}${fraction.padEnd(digits, '0')}`) }
}

function readRatio(written: unknown): Literal | null {
  const match = typeof written === 'string' ? PERCENT.exec(written) : null
  if (match === null) return null
  const fraction = match[2] ?? ''
  return {
    type: 'ratio',
    value: { num: BigInt(`${match[1]}${fraction}`), den: 100n * 10n ** BigInt(fraction.length) },
  }
}

/** Whether the text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}

function show(written: unknown): string {
  return typeof written === 'string' ? written : (JSON.stringify(written) ?? '空')
}
