import { Select } from 'antd'
import { listUsers } from '#contract/access.ts'
import { useCall } from '../shell/api.ts'

interface OwnerInputProps {
  value: string | undefined
  /** Name of the owner as it stands. */
  name: string | null
  onChange: (owner: string | undefined) => void
}

/** Who answers for the case: one of the people who have an account here. */
export function OwnerInput(props: OwnerInputProps) {
  const users = useCall(listUsers, {}, { staleTime: 5 * 60_000 })
  const options = (users.data?.users ?? [])
    .filter((one) => !one.disabled)
    .map((one) => ({ value: one.id, label: `${one.name}（${one.areaName} ${one.roleLabel}）` }))
  const known = props.value === undefined || options.some((one) => one.value === props.value)
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      value={props.value ?? null}
      options={known ? options : [...options, { value: props.value, label: props.name ?? props.value }]}
      onChange={(picked: string | null) => props.onChange(picked ?? undefined)}
      loading={users.isPending}
      placeholder="选择责任人"
      style={{ minWidth: 280 }}
    />
  )
}
