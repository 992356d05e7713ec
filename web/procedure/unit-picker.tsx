import { Select } from 'antd'
import { listUnits } from '#contract/kernel/procedures.ts'
import { useCall } from '../shell/api.ts'

export interface PickedUnits {
  lead: string | undefined
  helpers: string[]
}

const STALE = 5 * 60_000

/** The units that can be given something. */
export function useUnits() {
  const answer = useCall(listUnits, {}, { staleTime: STALE })
  return (answer.data?.units ?? []).filter((one) => !one.retired)
}

/** Picks the unit that leads; with an empty list it says where units are kept. */
export function LeadPicker(props: {
  id?: string
  value: string | undefined
  onChange: (unit: string | undefined) => void
  label: string
  /** One that can not be picked here. */
  without?: string
}) {
  const units = useUnits().filter((one) => one.id !== props.without)
  return (
    <Select
      {...(props.id !== undefined && { id: props.id })}
      aria-label={props.label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={props.value ?? null}
      options={units.map(({ id, name }) => ({ value: id, label: name, title: name }))}
      onChange={(unit: string | null | undefined) => props.onChange(unit ?? undefined)}
      notFoundContent="还没有单位，请先在“单位名单”里添加"
      placeholder="选择单位"
      style={{ minWidth: 200, maxWidth: 420 }}
    />
  )
}

/** Picks the units that help. */
export function HelpersPicker(props: { id?: string; value: string[]; onChange: (units: string[]) => void }) {
  const units = useUnits()
  return (
    <Select
      {...(props.id !== undefined && { id: props.id })}
      aria-label="配合单位"
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={props.value}
      options={units.map(({ id, name }) => ({ value: id, label: name, title: name }))}
      onChange={(picked: string[]) => props.onChange(picked)}
      placeholder="配合单位（可不选）"
      style={{ minWidth: 200, maxWidth: 420 }}
    />
  )
}
