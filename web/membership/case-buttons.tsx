import { Button } from 'antd'
import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { Go, useGo } from '../ui/go.tsx'

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

/** Opens a notice of leaving or an expulsion, and leads to what is settled afterwards. */
export function LeavingButton() {
  return (
    <>
      <OpenButton procedure="member_leaving" label="受理退社、除名" />{' '}
      <Go to="/procedures/member_resettlement">补充清算</Go>
    </>
  )
}

/** Opens an additional settlement. */
export function ResettlementButton() {
  return <OpenButton procedure="member_resettlement" label="登记补充清算" />
}

/** Reports a death. */
export function DeathButton() {
  return <OpenButton procedure="member_death" label="登记成员亡故" />
}

/** Opens a change within a household. */
export function ChangeButton() {
  return <OpenButton procedure="member_change" label="受理户内变更" />
}
