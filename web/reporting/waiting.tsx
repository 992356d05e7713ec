import { readInbox } from '#contract/reporting.ts'
import { useCall } from '../shell/api.ts'
import { Go } from '../ui/go.tsx'

const TWO_MINUTES = 120_000

/** How much waits for me; red as soon as something is late. */
export function Waiting() {
  const inbox = useCall(readInbox, {}, { staleTime: TWO_MINUTES, refetchInterval: TWO_MINUTES })
  const waiting = inbox.data?.waiting ?? []
  const count = waiting.reduce((sum, one) => sum + one.count, 0)
  const late = waiting.some((one) => one.late)
  return (
    <Go to="/" className="waiting" title={late ? '有已逾期的事项' : '待办'}>
      待办
      {count > 0 && <span className={late ? 'waiting-count late' : 'waiting-count'}>{count}</span>}
    </Go>
  )
}
