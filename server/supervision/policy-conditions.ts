import type { Fact } from '#core/kernel/fact.ts'
import { readLiteral, type FactType, type Literal } from '#core/kernel/literal.ts'
import {
  COMPARATORS,
  type Comparator,
  type Comparison,
  type Condition,
  type Threshold,
} from '#core/kernel/rule.ts'
import type { Problem } from '#core/values/problem.ts'
import { problemIn, type Source } from './policy-source.ts'
import type {
  Written,
  WrittenAppliesTo,
  WrittenComparison,
  WrittenCondition,
  WrittenThreshold,
} from './policy-schema.ts'

type Path = readonly (string | number)[]

/** What a file is read against, and where its faults are gathered. */
export interface Reading {
  source: Source
  problems: Problem[]
  facts: ReadonlyMap<string, Fact>
  /** Types of all parameters of all documents. */
  parameterTypes: ReadonlyMap<string, FactType>
}

const ORDERING: readonly Comparator[] = ['at_least', 'at_most', 'more_than', 'less_than']

/** A written condition as a Condition; what does not resolve is put down as a problem at its line. */
export function readCondition(written: WrittenCondition, path: Path, reading: Reading): Condition {
  if ('all' in written) {
    return { all: written.all.map((one, index) => readCondition(one, [...path, 'all', index], reading)) }
  }
  if ('any' in written) {
    return { any: written.any.map((one, index) => readCondition(one, [...path, 'any', index], reading)) }
  }
  if ('not' in written) return { not: readCondition(written.not, [...path, 'not'], reading) }
  return readComparison(written, path, reading)
}

/** `{ fact_id: value }` pairs or a full condition. */
export function readAppliesTo(written: WrittenAppliesTo, path: Path, reading: Reading): Condition {
  if (isCondition(written)) return readCondition(written, path, reading)
  const pairs = Object.entries(written).map(([fact, value]): Condition => {
    const one: WrittenComparison = Array.isArray(value) ? { fact, one_of: value } : { fact, equals: value }
    return readComparison(one, [...path, fact], reading)
  })
  const [only] = pairs
  return pairs.length === 1 && only !== undefined ? only : { all: pairs }
}

function isCondition(written: WrittenAppliesTo): written is WrittenCondition {
  return ['fact', 'all', 'any', 'not'].some((key) => key in written)
}

/** One comparison; its literal takes the type of the fact. */
export function readComparison(written: WrittenComparison, path: Path, reading: Reading): Comparison {
  const comparator = COMPARATORS.find((name) => written[name] !== undefined) ?? 'equals'
  const value = written[comparator]
  const fact = reading.facts.get(written.fact)
  const unread: Comparison = { fact: written.fact, comparator, threshold: { anyOf: [] } }
  if (fact === undefined) {
    note(reading, path, {
      code: 'policy-fact',
      says: `指标“${written.fact}”没有声明；请改正编号，或先在 core 声明这个指标`,
    })
    return unread
  }
  if (ORDERING.includes(comparator) && (fact.type === 'flag' || fact.type === 'choice')) {
    note(reading, path, {
      code: 'policy-comparator',
      says: `指标“${fact.label}”是${fact.type === 'flag' ? '是否' : '选项'}，只能用 equals 或 one_of`,
    })
    return unread
  }
  return {
    fact: fact.id,
    comparator,
    threshold: readThreshold({ value, fact }, [...path, comparator], reading),
  }
}

interface ThresholdOf {
  value: WrittenThreshold | Written[] | undefined
  fact: Fact
}

function readThreshold({ value, fact }: ThresholdOf, path: Path, reading: Reading): Threshold {
  if (Array.isArray(value)) {
    return {
      anyOf: value.flatMap((one, index) => literalOf({ value: one, fact }, [...path, index], reading) ?? []),
    }
  }
  if (typeof value === 'object') {
    const type = reading.parameterTypes.get(value.parameter)
    if (type === undefined) {
      note(reading, path, {
        code: 'policy-parameter',
        says: `参数“${value.parameter}”没有声明；请在 parameters.yaml 中登记`,
      })
    } else if (type !== fact.type) {
      note(reading, path, {
        code: 'policy-parameter',
        says: `参数“${value.parameter}”与指标“${fact.label}”的类型不同，不能相比`,
      })
    }
    return { parameter: value.parameter }
  }
  return literalOf({ value, fact }, path, reading) ?? { anyOf: [] }
}

function literalOf(
  { value, fact }: { value: unknown; fact: Fact },
  path: Path,
  reading: Reading,
): Literal | null {
  const literal = readTyped({ value, type: fact.type }, path, reading)
  if (literal?.type === 'choice' && !fact.options.includes(literal.value)) {
    note(reading, path, {
      code: 'policy-literal',
      says: `“${literal.value}”不是指标“${fact.label}”的选项（${fact.options.join('、')}）`,
    })
    return null
  }
  return literal
}

/** A literal of a known type; what it is not is put down as a problem. */
export function readTyped(
  one: { value: unknown; type: FactType },
  path: Path,
  reading: Reading,
): Literal | null {
  const literal = readLiteral(one.type, one.value)
  if (literal.ok) return literal.value
  for (const problem of literal.problems) note(reading, path, { code: 'policy-literal', says: problem.says })
  return null
}

/** Puts a problem down at a part of the file that is being read. */
export function note(
  reading: Pick<Reading, 'source' | 'problems'>,
  path: Path,
  what: { code: string; says: string },
): void {
  reading.problems.push(problemIn(reading.source, path, what))
}
