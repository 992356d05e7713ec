/** Whose row came back: by its hidden key, else by its code, else by its name. */
import { bodyNameKey } from '../values/body-name.ts'

/** A body as far as a row can mean it. */
export interface Meant {
  id: string
  name: string
  code: string | null
}

export interface ReturnedSubject {
  /** What stands in the hidden column; null where it is empty or was never issued by us. */
  key: string | null
  code: string | null
  name: string | null
}

export interface KnownMeant<Body extends Meant> {
  /** The body for which that key was issued. */
  byKey: (key: string) => Body | undefined
  byCode: (code: string) => Body | undefined
  byName: (nameKey: string) => readonly Body[]
}

export type RowMatch<Body extends Meant> =
  | { how: 'key' | 'code'; body: Body }
  /** Only the name fits, or the key and the rest of the row name two bodies: a person has to say. */
  | { how: 'ask'; why: 'name-only' | 'torn'; bodies: readonly Body[] }
  | { how: 'none' }

/**
 * The body of a returned row. The key decides, unless code or name are those of another body: rows sorted without
 * their hidden column carry the keys of their neighbours. Where key and code agree, a differing name is a change.
 */
export function matchReturned<Body extends Meant>(
  subject: ReturnedSubject,
  known: KnownMeant<Body>,
): RowMatch<Body> {
  const keyed = subject.key === null ? undefined : known.byKey(subject.key)
  const coded = subject.code === null ? undefined : known.byCode(subject.code)
  const nameKey = subject.name === null ? '' : bodyNameKey(subject.name)
  const named = nameKey === '' ? [] : known.byName(nameKey)
  if (!keyed) {
    if (coded) return { how: 'code', body: coded }
    return named.length > 0 ? { how: 'ask', why: 'name-only', bodies: named } : { how: 'none' }
  }
  if (coded && coded.id !== keyed.id) {
    const contradicted = bodyNameKey(keyed.name) === nameKey
    return contradicted ? { how: 'ask', why: 'torn', bodies: [keyed, coded] } : { how: 'code', body: coded }
  }
  const others = named.filter((one) => one.id !== keyed.id)
  const ownName = nameKey === '' || bodyNameKey(keyed.name) === nameKey || named.length > others.length
  if (ownName || others.length === 0 || coded) return { how: 'key', body: keyed }
  return { how: 'ask', why: 'torn', bodies: [keyed, ...others] }
}

const ALIKE = 0.45

/** Bodies whose name comes near a name that nobody has, the nearest first. */
export function similarBodies<Body extends Meant>(name: string, bodies: readonly Body[], limit = 5): Body[] {
  const wanted = pairsOf(name)
  return bodies
    .map((body) => ({ body, alike: likeness(wanted, pairsOf(body.name)) }))
    .filter(({ alike }) => alike >= ALIKE)
    .toSorted((one, other) => other.alike - one.alike)
    .slice(0, limit)
    .map(({ body }) => body)
}

/** What all names have in common says nothing about which body is meant. */
const COMMON = /专业合作社|农民|有限公司|联合社|合作社/gu

function pairsOf(name: string): Set<string> {
  const signs = Array.from(bodyNameKey(name).replaceAll(COMMON, ''))
  return new Set(signs.length === 1 ? signs : signs.slice(1).map((sign, index) => `${signs[index]}${sign}`))
}

/** Twice the pairs of signs that both have, over all pairs of both. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((pair) => other.has(pair)).length
  return one.size + other.size === 0 ? 0 : (2 * both) / (one.size + other.size)
}
