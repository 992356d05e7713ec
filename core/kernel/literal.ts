import { isDay } from '../values/day.ts'
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
const PAIR = /^(\d{1,15})\/(\d{1,15})$/
const PERCENT = /^(\d{1,9})(?:\.(\d{1,6}))?%$/

/**
 * Reads a literal as it stands in a policy: a whole number, '20.50元', '3万元', '60%' or '3/5', true, a word, or '2018-07-01'.
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
  ratio: '百分比（如 "80%"，或两数相比如 "4/5"）',
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
  if (typeof written !== 'string') return null
  const pair = PAIR.exec(written)
  if (pair !== null) return { type: 'ratio', value: { num: BigInt(pair[1] ?? 0), den: BigInt(pair[2] ?? 0) } }
  const match = PERCENT.exec(written)
  if (match === null) return null
  const fraction = match[2] ?? ''
  return {
    type: 'ratio',
    value: { num: BigInt(`${match[1]}${fraction}`), den: 100n * 10n ** BigInt(fraction.length) },
  }
}

function show(written: unknown): string {
  return typeof written === 'string' ? written : (JSON.stringify(written) ?? '空')
}
