import { useQuery, useQueryClient } from '@tanstack/react-query'
import { readSession, type Session } from '#contract/access.ts'
import { call, keepCsrf, keyOf } from '../shell/api.ts'
import { Refusal } from '../shell/refusal.ts'

const FIVE_MINUTES = 300_000

/** Who is signed in, or null; asked once and kept. */
export function useSessionQuery() {
  return useQuery({
    queryKey: keyOf(readSession, {}),
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

/** Gives a function that puts a new session (or none) in place. */
export function useKeepSession(): (session: Session | null) => void {
  const queries = useQueryClient()
  return (session) => {
    keepCsrf(session?.csrf ?? '')
    queries.clear()
    queries.setQueryData(keyOf(readSession, {}), session)
  }
}
