import { AutoComplete } from 'antd'
import { casePeople } from '#contract/supervision.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'

interface OwnerInputProps {
  id: string
  caseId: string
  /** The user name of an account, or the name of a person without one. */
  value: string | undefined
  onChange: (owner: string | undefined) => void
}

/** Who answers for the case: picked from those who see the cooperative, who then find it in the inbox, or any other by name. */
export function OwnerInput(props: OwnerInputProps) {
  const session = useSession()
  const answer = useCall(casePeople, { params: { id: props.caseId } }, { staleTime: 5 * 60_000 })
  const own = session.user.username
  const people = (answer.data?.people ?? []).map((one) => ({
    value: one.username,
    label: one.username === own ? `${one.name}（本人）` : `${one.name}（${one.areaName} ${one.roleLabel}）`,
  }))
  return (
    <AutoComplete
      id={props.id}
      allowClear
      value={props.value ?? ''}
      options={people}
      showSearch={{ filterOption: (typed, one) => `${one?.value} ${one?.label}`.includes(typed) }}
      onChange={(owner: string | undefined) => props.onChange(owner === '' ? undefined : owner)}
      placeholder="从名单中选，对方会在待办里看到；没有账号的填姓名"
      style={{ maxWidth: 420 }}
    />
  )
}
