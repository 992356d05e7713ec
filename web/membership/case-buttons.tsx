import { Button } from 'antd'
import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'

function OpenButton(props: { procedure: string; label: string }) {
  const go = useGo()
  const session = useSession()
  const body = useAddress().get('body')
  if (!session.permissions.includes('keepShares')) return null
  const of = body === undefined ? '' : `&body=${body}`
  return (
    <Button type="primary" onClick={() => go(`/member-cases/new?procedure=${props.procedure}${of}`)}>
      {props.label}
    </Button>
  )
}

/** Opens an application to join. */
export function JoiningButton() {
  return <OpenButton procedure="member_joining" label="受理入社申请" />
}

/** Opens a notice of leaving or an expulsion. */
export function LeavingButton() {
  return <OpenButton procedure="member_leaving" label="受理退社、除名" />
}

/** Reports a death. */
export function DeathButton() {
  return <OpenButton procedure="member_death" label="登记成员亡故" />
}

/** Opens a change within a household. */
export function ChangeButton() {
  return <OpenButton procedure="member_change" label="受理户内变更" />
}
