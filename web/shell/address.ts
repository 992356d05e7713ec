import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What stands behind the question mark: plain texts, or several of them. */
export type Search = Record<string, string | string[]>

/** Reads the query of the address as texts: an area code stays a text and keeps its zeros. */
export function parseSearch(text: string): Search {
  const found: Search = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key]
    found[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return found
}

/** Writes texts as the query of an address; what is empty is left out. */
export function printSearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'number' || (typeof one === 'string' && one !== '')) query.append(key, String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** A parameter of the path, such as `id`. */
export function usePathParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

export interface Address {
  search: Search
  /** One value of the query; the first, if there are several. */
  get: (key: string) => string | undefined
  all: (key: string) => string[]
  /** Changes some of the query and keeps the rest; undefined takes a key away. The page does not jump. */
  set: (changes: Record<string, string | string[] | number | undefined>) => void
}

/** The state of a page as it stands in the address bar, so that a link shows a colleague the same. */
export function useAddress(): Address {
  const router = useRouter()
  const search = parseSearch(useLocation().searchStr)
  const set = useCallback(
    (changes: Record<string, string | string[] | number | undefined>) => {
      const now = parseSearch(router.history.location.search)
      router.history.replace(router.history.location.pathname + printSearch({ ...now, ...changes }))
    },
    [router],
  )
  const all = (key: string) => [search[key] ?? []].flat()
  return { search, all, get: (key) => all(key)[0], set }
}
