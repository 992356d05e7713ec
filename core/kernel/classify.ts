import { WORD_BITS } from './compile-rules.ts'
import type { ClassRule } from './policy.ts'
import type { Rule, Verdict } from './rule.ts'

/** The class of a subject of which too little is known. */
export const PENDING_CLASS = '待定'

/** The classes that a policy can put a subject in, each once, in the order of its list; at last 待定. */
export const classNames = (classes: readonly ClassRule[]): string[] => [
  ...new Set([...classes.map((one) => one.class), PENDING_CLASS]),
]

export interface Classified {
  class: string
  clause: string | null
  /** Rules whose failure put it there. */
  because: readonly string[]
  /** Rules that have to become known before the class is certain; only for 待定. */
  waitsFor: readonly string[]
}

/** The class by first match; a rule unknown before any match leaves it 待定. */
export function classify(
  classes: readonly ClassRule[],
  rules: readonly Rule[],
  verdictOf: (rule: Rule) => Verdict,
): Classified {
  for (const one of classes) {
    const clause = `${one.document}#${one.clause}`
    if (one.anyFails === null) return { class: one.class, clause, because: [], waitsFor: [] }
    const judged = rules
      .filter((rule) => counts(one, rule))
      .map((rule) => ({ id: rule.id, verdict: verdictOf(rule) }))
    const failing = judged.filter((rule) => rule.verdict === 'fails').map((rule) => rule.id)
    if (failing.length > 0) return { class: one.class, clause, because: failing, waitsFor: [] }
    const open = judged.filter((rule) => rule.verdict === 'unknown').map((rule) => rule.id)
    if (open.length > 0) return { class: PENDING_CLASS, clause: null, because: [], waitsFor: open }
  }
  return { class: PENDING_CLASS, clause: null, because: [], waitsFor: [] }
}

function counts(one: ClassRule, rule: Rule): boolean {
  if (one.anyFails === null) return false
  if (one.anyFails.class !== null && rule.class === one.anyFails.class) return true
  return one.anyFails.severities.includes(rule.severity)
}

/** The same as an SQL expression over the columns `known` and `failed` of the verdict table. */
export function classSql(classes: readonly ClassRule[], rules: readonly Rule[], alias = 'v'): string {
  const branches = classes.flatMap((one) => {
    if (one.anyFails === null) return [`when true then ${quoted(one.class)}`]
    const masks = masksOf(rules.filter((rule) => counts(one, rule)).map((rule) => rule.bit))
    if (masks.length === 0) return []
    const failing = masks.map(([word, mask]) => `(${alias}.failed[${word}] & ${mask}) <> 0`).join(' or ')
    const open = masks.map(([word, mask]) => `(${alias}.known[${word}] & ${mask}) <> ${mask}`).join(' or ')
    return [`when ${failing} then ${quoted(one.class)}`, `when ${open} then ${quoted(PENDING_CLASS)}`]
  })
  return `case ${branches.join(' ')} else ${quoted(PENDING_CLASS)} end`
}

/** Word (SQL arrays begin at 1) and mask of the bits. */
function masksOf(bits: readonly number[]): [number, bigint][] {
  const masks = new Map<number, bigint>()
  for (const bit of bits) {
    const word = Math.floor(bit / WORD_BITS) + 1
    masks.set(word, (masks.get(word) ?? 0n) | (1n << BigInt(bit % WORD_BITS)))
  }
  return [...masks].toSorted(([a], [b]) => a - b)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
