/** Who has left a post that answers for money, so that an audit of the term is due. */
import type { Day } from '../values/day.ts'

/** A new chair or accountant opens an audit of whoever was there before (村干部、经手人任期和离任经济责任审计). */
export const ANSWERABLE_POSTS: readonly string[] = ['理事长', '财务会计']

export interface Term {
  /** The record of the officer. */
  officer: string
  body: string
  post: string
  person: string
  since: Day
  /** The last day in office, where it is written. */
  until: Day | null
  /** Whether the record was ended: then the person has left, whatever term was written. */
  gone?: boolean
}

export interface Leaving extends Term {
  leftOn: Day
  /** leaving: somebody else holds the post now; term: the term is over and nobody was entered after it. */
  kind: 'leaving' | 'term'
  /** One term of office, whatever becomes known of its end later: an audit of it is opened once. */
  subject: string
}

/**
 * Terms that ended between two days. A term ends on its last day, or when another person takes the same post in the same
 * cooperative, whichever comes first; a term that runs on has not ended.
 */
export function leavingsOf(terms: readonly Term[], between: { from: Day; today: Day }): Leaving[] {
  const byPost = Map.groupBy(terms, (one) => `${one.body}/${one.post}`)
  return [...byPost.values()].flatMap((ofPost) => endedOf(ofPost, between))
}

/** Of the terms of one post in one cooperative. */
function endedOf(terms: readonly Term[], between: { from: Day; today: Day }): Leaving[] {
  return terms.flatMap((term) => {
    const next = successorOf(term, terms, between.today)
    const over = term.until !== null && term.until < between.today ? term.until : null
    const leftOn = over !== null && (next === null || over < next) ? over : next
    if (leftOn === null || leftOn < between.from) return []
    const subject = `${term.officer}/${term.since}`
    return [
      {
        ...term,
        leftOn,
        subject,
        kind: next === null && term.gone !== true ? ('term' as const) : ('leaving' as const),
      },
    ]
  })
}

/** Since when another person holds the post; null where nobody does. */
function successorOf(term: Term, terms: readonly Term[], today: Day): Day | null {
  const later = terms
    .filter((one) => one.person !== term.person && one.since > term.since && one.since <= today)
    .map((one) => one.since)
    .toSorted()
  return later[0] ?? null
}
