import { createContext, type ReactNode, useContext } from 'react'

/** What every page may know of the signed-in person. */
export interface SessionFacts {
  user: { id: string; username: string; name: string; role: string; roleLabel: string }
  /** The area whose range the person sees; null for single bodies. */
  area: string | null
  areaName: string
  bodies: readonly { id: string; name: string }[]
  permissions: readonly string[]
  mustChangePassword: boolean
  /** The role wants a second factor and the account has none yet. */
  mustAddSecondFactor: boolean
  /** Set while the person stands in for a colleague on leave: role and area are then the colleague's. */
  standsInFor: { name: string; until: string } | null
  /** For whom the person may stand in today. */
  placesToTake: readonly { id: string; name: string; roleLabel: string; until: string }[]
  /** True on the fictional county: every page says 演示. */
  demo: boolean
  /** The business day of the server, YYYY-MM-DD. */
  today: string
}

const Current = createContext<SessionFacts | null>(null)

export function SessionProvider(props: { session: SessionFacts; children: ReactNode }) {
  return <Current value={props.session}>{props.children}</Current>
}

/** The session of the signed-in person. Every page stands inside of it. */
export function useSession(): SessionFacts {
  const session = useContext(Current)
  if (session === null) throw new Error('useSession stands outside of the page frame')
  return session
}

/** Whether the signed-in person carries a permission (core/access/role.ts). */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission)
}
