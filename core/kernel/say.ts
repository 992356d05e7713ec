import { printYuan } from '../values/money.ts'
import { isRatio, orderOf } from './comparator.ts'
import type { Fact, FactValues } from './fact.ts'
import type { Judgement } from './judge.ts'
import type { FactValue, Literal, Ratio } from './literal.ts'
import type { Rule } from './rule.ts'

/** What is printed where a value is not known. */
export const UNKNOWN_WORD = '未知'

type Printed = Pick<Fact, 'type' | 'unit'>

/** A fact's value as an officer writes it: 4名, 1,234.50元, 79.99%, 是, 2023-03-20. */
export function printFact(
  value: FactValue | null | undefined,
  fact: Printed,
  threshold: readonly Literal[] = [],
): string {
  if (value === null || value === undefined) return UNKNOWN_WORD
  if (isRatio(value)) return printRatio(value, threshold)
  if (typeof value === 'bigint') return `${printYuan(value)}元`
  if (typeof value === 'boolean') return value ? '是' : '否'
  return fact.type === 'count' ? `${value}${fact.unit}` : String(value)
}

/** A threshold or parameter as an officer writes it. */
export function printLiteral(literal: Literal, unit: string): string {
  return printFact(literal.value, { type: literal.type, unit })
}

/**
 * A ratio in percent, cut off, never rounded up. As many decimals as it takes to be told from the threshold that it
 * misses: 79.9999 % of a required 80 % must not be shown as 80 %.
 */
export function printRatio(ratio: Ratio, threshold: readonly Literal[] = []): string {
  if (ratio.den <= 0n) return UNKNOWN_WORD
  for (let digits = 0; digits < 9; digits++) {
    const scale = 10n ** BigInt(digits)
    const cut = (ratio.num * 100n * scale) / ratio.den
    const exact = cut * ratio.den === ratio.num * 100n * scale
    const shown = { num: cut, den: 100n * scale }
    const distinct = threshold.every((one) => orderOf(ratio, one) === orderOf(shown, one))
    if (exact || (digits >= 2 && distinct)) return `${pointed(cut, digits)}%`
  }
  return `${ratio.num}/${ratio.den}`
}

function pointed(scaled: bigint, digits: number): string {
  if (digits === 0) return scaled.toString()
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0')
  return `${scaled < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

export interface Saying {
  rule: Pick<Rule, 'says'>
  judgement: Pick<Judgement, 'fact' | 'value' | 'threshold'>
  facts: FactValues
  /** Declarations by id. */
  declared: ReadonlyMap<string, Fact>
}

const NAMED = /\{([a-z][a-z0-9_]*)\}/g

/** What the words of a rule name, beside the value and the threshold of the deciding comparison. */
export function factsSaid(rule: Pick<Rule, 'says'>): string[] {
  const names = [...rule.says.matchAll(NAMED)].map(([, name = '']) => name)
  return names.filter((name) => name !== 'value' && name !== 'threshold')
}

/** The finding in words: {value} and {threshold} of the deciding comparison, {fact_id} for any fact. */
export function sayFinding({ rule, judgement, facts, declared }: Saying): string {
  const deciding = declared.get(judgement.fact)
  const words: Record<string, string> = {
    value: deciding === undefined ? UNKNOWN_WORD : printFact(judgement.value, deciding, judgement.threshold),
    threshold: judgement.threshold.map((one) => printLiteral(one, deciding?.unit ?? '')).join('、'),
  }
  return rule.says.replaceAll(NAMED, (whole, name: string) => {
    const one = declared.get(name)
    return words[name] ?? (one === undefined ? whole : printFact(facts[name], one))
  })
}
