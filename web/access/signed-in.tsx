import { useLocation, useRouter } from '@tanstack/react-router'
import { Spin } from 'antd'
import { type ReactNode, useEffect } from 'react'
import type { Session } from '#contract/access.ts'
import { whenSignedOut } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { SessionProvider } from '../shell/session.tsx'
import { Problems } from '../ui/problems.tsx'
import { useForgetSession, useSessionQuery } from './session-source.ts'

/** Lets through who is signed in; everybody else goes to the sign-in, and after it back to where he was going. */
export function SignedIn(props: { children: ReactNode }) {
  const session = useSessionQuery()
  const router = useRouter()
  const location = useLocation()
  const forget = useForgetSession()
  const away = awayFrom(session.data, location)
  useEffect(() => whenSignedOut(forget), [forget])
  useEffect(() => {
    if (away !== undefined) router.history.replace(away)
  }, [away, router])
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
  // The sign-in may still be loading while the address is already its own.
  if (here.pathname === '/sign-in') return undefined
  if (session === null) return `/sign-in?next=${encodeURIComponent(here.href)}`
  if (session?.mustChangePassword === true) return here.pathname === '/password' ? undefined : '/password'
  const wantsFactor = session?.mustAddSecondFactor === true && here.pathname !== '/second-factor'
  return wantsFactor ? '/second-factor' : undefined
}
