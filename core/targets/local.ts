import { readLiteral, type Literal } from '../kernel/literal.ts'
import type { Target } from '../kernel/policy.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'

/** What a place has set for one of its areas: the newest version. */
export interface Share {
  /** document/id, or own/uuid. */
  target: string
  area: string
  version: number
  /** As a policy writes it; null withdraws it. */
  value: string | null
  owner: string | null
  ground: string
}

/** What a place found out about a target that its document leaves open. */
export interface Answer {
  target: string
  area: string
  version: number
  base: string
  /** The fact that measures it, chosen with the base; null where none does. */
  fact: string | null
  source: string
}

/** A target of the place's own. */
export interface OwnTarget {
  id: string
  area: string
  version: number
  label: string
  type: 'count' | 'ratio' | 'money'
  comparator: Target['comparator']
  value: string
  kind: Target['kind']
  fact: string | null
  base: string | null
  from: string
  by: string
  ground: string
}

/** Reads a figure as an officer writes it: 12, 1,200, 12家, 60%, 3万元. Errors: target-value. */
export function readWanted(type: Literal['type'], written: string): Outcome<Literal> {
  const text = written.replaceAll(/[,，\s]/g, '').replaceAll('％', '%')
  const bare = type === 'count' ? text.replace(/[\u4e00-\u9fff]{1,3}$/, '') : text
  const amount = type === 'money' && /^[\d.]+$/.test(text) ? `${text}元` : bare
  const literal = readLiteral(
    type,
    type === 'count' ? (/^\d{1,9}$/.test(bare) ? Number(bare) : bare) : amount,
  )
  const wanted =
    literal.ok && (type !== 'ratio' || literal.value.type !== 'ratio' || atMostAll(literal.value.value))
  if (wanted) return literal
  return failed(refused('target-value', `“${written}”不是${EXPECTED[type] ?? '可用的数'}`))
}

const EXPECTED: Partial<Record<Literal['type'], string>> = {
  count: '整数（如 12）',
  ratio: '不超过100%的百分比（如 60%）',
  money: '金额（如 3万元）',
}

function atMostAll({ num, den }: { num: bigint; den: bigint }): boolean {
  return num <= den
}

/** The form in which a figure is kept: what readLiteral of a policy takes. */
export function storedWanted(literal: Literal): string {
  if (literal.type === 'ratio') return `${literal.value.num}/${literal.value.den}`
  if (literal.type === 'money')
    return `${literal.value / 100n}.${String(literal.value % 100n).padStart(2, '0')}元`
  return String(literal.value)
}

/** The target as it holds in the place: an answer completes it. The nearest answer wins. */
export function completed(
  target: Target,
  answers: readonly Answer[],
  at: { id: string; area: string },
): Target {
  const answer = answers
    .filter((one) => one.target === at.id && at.area.startsWith(one.area))
    .toSorted((a, b) => b.area.length - a.area.length)[0]
  if (answer === undefined) return target
  return { ...target, base: answer.base, question: null, fact: answer.fact ?? target.fact }
}

/** A target of the place's own in the form of those of a document. Errors: target-value. */
export function asTarget(own: OwnTarget): Outcome<Target> {
  const literal = readWanted(own.type, own.value)
  if (!literal.ok) return literal
  const { id, label, fact, comparator, by, base, kind } = own
  return done({
    id,
    document: 'own',
    clause: '',
    label,
    fact,
    comparator,
    value: literal.value,
    summed: false,
    parts: [],
    from: own.from,
    by,
    base,
    kind,
    planned: null,
    question: null,
  })
}
