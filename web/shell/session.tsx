import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { readSession, type Session } from '#contract/access.ts'
import { call, keepCsrf, keyOf } from './api.ts'
import { Refusal } from './refusal.ts'

const Current = createContext<Session | null>(null)

/** Who is signed in, or null; asked once and kept. */
export function useSessionQuery() {
  return useQuery({
    queryKey: keyOf(readSession, {}),
    queryFn: askSession,
    staleTime: 5 * 60_000,
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

export function SessionProvider(props: { session: Session; children: ReactNode }) {
  return <Current value={props.session}>{props.children}</Current>
}

/** The session of the signed-in person. Every page stands inside of it. */
export function useSession(): Session {
  const session = useContext(Current)
  if (session === null) throw new Error('useSession stands outside of the page frame')
  return session
}

/** Whether the signed-in person carries a permission (core/access/role.ts). */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission)
}
