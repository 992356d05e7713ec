import { AutoComplete } from 'antd'
import { listUsers } from '#contract/access.ts'
import { useCall } from '../shell/api.ts'
import { useMay, useSession } from '../shell/session.tsx'

interface OwnerInputProps {
  id: string
  /** The user name of an account, or the name of a person without one. */
  value: string | undefined
  onChange: (owner: string | undefined) => void
}

/** Who answers for the case: a person with an account, who then finds it in the inbox, or any other by name. */
export function OwnerInput(props: OwnerInputProps) {
  const session = useSession()
  const maySeeUsers = useMay('manageUsers')
  const users = useCall(listUsers, {}, { staleTime: 5 * 60_000, enabled: maySeeUsers })
  const self = { value: session.user.username, label: `${session.user.name}（本人）` }
  const others = (users.data?.users ?? [])
    .filter((one) => !one.disabled && one.username !== session.user.username)
    .map((one) => ({ value: one.username, label: `${one.name}（${one.areaName} ${one.roleLabel}）` }))
  return (
    <AutoComplete
      id={props.id}
      allowClear
      value={props.value ?? ''}
      options={[self, ...others]}
      onChange={(owner: string | undefined) => props.onChange(owner === '' ? undefined : owner)}
      placeholder="填账号可进入对方待办；没有账号的填姓名"
      style={{ maxWidth: 420 }}
    />
  )
}
