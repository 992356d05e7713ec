import { readInbox } from '#contract/reporting.ts'
import { useCall } from '../shell/api.ts'
import { Go } from '../ui/go.tsx'

const TWO_MINUTES = 120_000

/** How many things wait for me, as the first page lists them; red as soon as one is late. */
export function Waiting() {
  const inbox = useCall(readInbox, {}, { staleTime: TWO_MINUTES, refetchInterval: TWO_MINUTES })
  const waiting = inbox.data?.waiting ?? []
  const count = waiting.length
  const late = waiting.some((one) => one.late)
  return (
    <Go to="/" className="waiting" title={late ? `${count} 类待办，有已逾期的` : `${count} 类待办`}>
      待办
      {count > 0 && <span className={late ? 'waiting-count late' : 'waiting-count'}>{count}</span>}
    </Go>
  )
}
