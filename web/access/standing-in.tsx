import { Button, Flex } from 'antd'
import { standIn } from '#contract/access/substitutions.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'
import { useKeepSession } from './session-source.ts'
import './standing-in.css'

/** Gives a function that takes the place of somebody on leave, or (null) is oneself again; everything is then asked anew. */
export function useStandIn() {
  const keep = useKeepSession()
  const go = useGo()
  return useAct(standIn, {
    onDone: (session) => {
      keep(session)
      go('/')
    },
  })
}

/** Below the bar of every page while one stands in: for whom, how long, and the way back. */
export function StandingIn() {
  const session = useSession()
  const act = useStandIn()
  const other = session.standsInFor
  if (other === null) return null
  return (
    <Flex className="standing-in" role="status" wrap gap="small" align="center" justify="center">
      <span>
        正在代 <b>{other.name}</b>（{session.user.roleLabel}，{session.areaName}）办理，到{' '}
        <DayText day={other.until} /> 为止；经办人仍记 {session.user.name}
      </span>
      <Button
        size="small"
        className="no-print"
        loading={act.isPending}
        onClick={() => act.mutate({ body: { substitution: null } })}
      >
        回到本人
      </Button>
    </Flex>
  )
}
