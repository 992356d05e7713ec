/** Open lines of statements put together by what they are, so that a person answers once for all of a kind. */
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'
import { directionOf, type Direction, type Suggestion } from './cash-entry.ts'

export interface OpenLine {
  id: string
  day: Day
  amount: Fen
  party: string
  memo: string
  suggestion: Suggestion | null
}

export interface LineGroup {
  key: string
  direction: Direction
  /** What is proposed for all of them; null where nobody has said yet. Who it concerns comes from each line itself. */
  suggestion: Suggestion | null
  /** The word that the lines have in common, and some of those whom they concern. */
  memo: string
  word: string
  parties: string[]
  lines: string[]
  /** Above zero in either direction. */
  total: Fen
  from: Day
  to: Day
}

const NAMED = 3

/** Groups in the order in which a person looks at them: what was chosen before, what is guessed, what is open. */
export function groupLines(lines: readonly OpenLine[]): LineGroup[] {
  const groups = [...Map.groupBy(lines, keyOf)].map(([key, all]) => groupOf(key, all))
  const rank = ({ suggestion }: LineGroup) => (suggestion === null ? 2 : suggestion.from === 'rule' ? 0 : 1)
  return groups.toSorted(
    (a, b) => rank(a) - rank(b) || b.lines.length - a.lines.length || (a.key < b.key ? -1 : 1),
  )
}

function keyOf(line: OpenLine): string {
  const direction = directionOf(line.amount)
  const { suggestion } = line
  if (suggestion !== null)
    return [direction, suggestion.from, suggestion.template, JSON.stringify(commonAnswers(suggestion))].join(
      '|',
    )
  const word = wordOf(line.memo)
  return word === '' ? `${direction}|${line.party}` : `${direction}||${word}`
}

/** The answers without those that each line gives for itself. */
function commonAnswers({ answers }: Suggestion): Record<string, string> {
  const kept = Object.entries(answers).filter(([key]) => key !== 'member' && key !== 'party')
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** A memo without numbers, dates and signs: 货款0312 and 货款（二） of one kind are not told apart by them. */
export const wordOf = (memo: string): string =>
  memo.replaceAll(/[\d\s.,:：、，。（）()【】[\]#*/_-]/g, '').slice(0, 40)

function groupOf(key: string, lines: readonly OpenLine[]): LineGroup {
  const first = lines[0]!
  const days = lines.map((one) => one.day).toSorted()
  return {
    key,
    direction: directionOf(first.amount),
    suggestion: first.suggestion && { ...first.suggestion, answers: commonAnswers(first.suggestion) },
    memo: first.memo,
    word: wordOf(first.memo),
    parties: [...new Set(lines.map((one) => one.party))].filter((one) => one !== '').slice(0, NAMED),
    lines: lines.map((one) => one.id),
    total: lines.reduce((sum, one) => sum + (one.amount < 0n ? -one.amount : one.amount), 0n),
    from: days[0]!,
    to: days.at(-1)!,
  }
}
