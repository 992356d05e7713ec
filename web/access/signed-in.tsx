import { useLocation } from '@tanstack/react-router'
import { Spin } from 'antd'
import { type ReactNode, useEffect } from 'react'
import type { Session } from '#contract/access.ts'
import { whenSignedOut } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { SessionProvider } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { useKeepSession, useSessionQuery } from './session-source.ts'

/** Lets through who is signed in; everybody else goes to the sign-in, and after it back to where he was going. */
export function SignedIn(props: { children: ReactNode }) {
  const session = useSessionQuery()
  const go = useGo()
  const location = useLocation()
  const keep = useKeepSession()
  const away = awayFrom(session.data, location)
  useEffect(() => whenSignedOut(() => keep(null)), [keep])
  useEffect(() => {
    if (away !== undefined) go(away)
  }, [away])
  if (session.isError) {
    return (
      <div className="page-wait">
        <Problems problems={problemsOf(session.error)} />
      </div>
    )
  }
  if (session.data === undefined || session.data === null || away !== undefined) {
    return (
      <div className="page-wait">
        <Spin />
      </div>
    )
  }
  return <SessionProvider session={session.data}>{props.children}</SessionProvider>
}

function awayFrom(
  session: Session | null | undefined,
  here: { href: string; pathname: string },
): string | undefined {
  if (session === null) return `/sign-in?next=${encodeURIComponent(here.href)}`
  return session?.mustChangePassword === true && here.pathname !== '/password' ? '/password' : undefined
}
