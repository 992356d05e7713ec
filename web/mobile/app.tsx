import { useCallback, useEffect, useState } from 'react'
import type { HouseholdSession } from '#contract/access/household.ts'
import { readLink } from '#core/access/household.ts'
import { call, keepCsrf, Told, wordsOf } from './api.ts'
import { Enter } from './enter.tsx'
import { Home } from './home.tsx'
import { forgetAll } from './remembered.ts'

/** What the slip's link held; taken out of the address at once. */
const given = readLink(location.hash)
if (location.hash !== '') history.replaceState(null, '', location.pathname)

type Stand = { at: 'looking' } | { at: 'out'; says?: string } | { at: 'in'; session: HouseholdSession }

/** The phone pages of a household: the door, then its own figures. */
export function App() {
  const [stand, setStand] = useState<Stand>({ at: 'looking' })
  const letIn = useCallback((session: HouseholdSession) => {
    keepCsrf(session.csrf)
    setStand({ at: 'in', session })
  }, [])
  useEffect(() => {
    // A slip in the hand is newer than whoever was here before.
    if (given !== undefined) return setStand({ at: 'out' })
    call<HouseholdSession>('GET', '/api/household/session').then(letIn, (error: unknown) =>
      setStand({
        at: 'out',
        ...(!(error instanceof Told && error.status === 401) && { says: wordsOf(error) }),
      }),
    )
  }, [letIn])
  if (stand.at === 'looking') return <p className="wait">正在打开…</p>
  if (stand.at === 'out') return <Enter given={given} says={stand.says} onEntered={letIn} />
  return (
    <Home
      session={stand.session}
      onLeft={(forget) => {
        if (forget) forgetAll()
        setStand({ at: 'out', ...(!forget && { says: '很久没有动，已经自动退出，请再输一次密码' }) })
      }}
    />
  )
}
