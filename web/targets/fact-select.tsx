import { Select } from 'antd'
import { listAreaFacts } from '#contract/targets/division.ts'
import { useCall } from '../shell/api.ts'

/** Picks the fact by which a target is measured, of the target's own type; none leaves it unknown. */
export function FactSelect(props: {
  id: string
  type: string
  value: string | null
  onChange: (fact: string | null) => void
}) {
  const facts = (useCall(listAreaFacts).data?.facts ?? []).filter((one) => one.type === props.type)
  const chosen = facts.find((one) => one.id === props.value)
  return (
    <>
      <Select
        id={props.id}
        value={props.value ?? ''}
        style={{ width: '100%', maxWidth: 520 }}
        options={[
          { value: '', label: '还没有台账能算，先写“未知”' },
          ...facts.map((one) => ({ value: one.id, label: one.label })),
        ]}
        onChange={(next) => props.onChange(next === '' ? null : next)}
      />
      {chosen !== undefined && <div className="faint">{chosen.formula}</div>}
    </>
  )
}
