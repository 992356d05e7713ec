import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { readSession, type Session } from '#contract/access.ts'
import { call, keepCsrf, keyOf } from '../shell/api.ts'
import { Refusal } from '../shell/refusal.ts'

const SESSION = keyOf(readSession, {})
const FIVE_MINUTES = 300_000

/** Who is signed in, or null; asked once and kept. */
export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION,
    queryFn: askSession,
    staleTime: FIVE_MINUTES,
    retry: false,
  })
}

async function askSession(): Promise<Session | null> {
  try {
    const session = await call(readSession)
    keepCsrf(session.csrf)
    return session
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null
    throw error
  }
}

/** Gives a function that puts a new session (or none) in place; nothing that another person was shown is kept. */
export function useKeepSession(): (session: Session | null) => void {
  const queries = useQueryClient()
  return useCallback(
    (session) => {
      keepCsrf(session?.csrf ?? '')
      queries.setQueryData(SESSION, session)
      // What a page still shows goes with the page; clearing it here would only have it asked for again.
      queries.removeQueries({ predicate: (one) => one.queryKey[0] !== SESSION[0] && !one.isActive() })
    },
    [queries],
  )
}

/** Gives a function for an answer that says nobody is signed in: told once, not for each of the open requests. */
export function useForgetSession(): () => void {
  const queries = useQueryClient()
  const keep = useKeepSession()
  return useCallback(() => {
    if (queries.getQueryData(SESSION)) keep(null)
  }, [queries, keep])
}
