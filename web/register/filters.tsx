import { Checkbox, Flex, Input, Select } from 'antd'
import type { Field } from '#core/kernel/field.ts'
import type { Address } from '../shell/address.ts'

/** Stands in the address for “not filled in”. */
export const UNFILLED = '∅'

export interface FilterProps {
  id: string
  fieldKey: string
  field: Field
  address: Address
}

/** A new filter always starts at the first page. */
export const setOf = (props: FilterProps) => (changes: Record<string, string | string[] | undefined>) =>
  props.address.set({ ...changes, page: undefined })

/** Words to choose, several at once, 未填 among them. */
export function ChoiceFilter(props: FilterProps) {
  const { field } = props
  const words = field.kind === 'choice' || field.kind === 'choices' ? field.options : []
  return (
    <Select
      id={props.id}
      mode="multiple"
      allowClear
      placeholder="不限"
      style={{ width: '100%' }}
      value={props.address.all(props.fieldKey)}
      onChange={(picked: string[]) => setOf(props)({ [props.fieldKey]: alone(picked) })}
      options={[...words.map((one) => ({ value: one, label: one })), { value: UNFILLED, label: '未填' }]}
    />
  )
}

/** 未填 stands alone: the last pick decides which side stays. */
function alone(picked: string[]): string[] {
  return picked.at(-1) === UNFILLED ? [UNFILLED] : picked.filter((one) => one !== UNFILLED)
}

export function FlagFilter(props: FilterProps) {
  return (
    <Select
      id={props.id}
      allowClear
      placeholder="不限"
      style={{ width: '100%' }}
      value={props.address.get(props.fieldKey) ?? null}
      onChange={(picked: string | undefined) => setOf(props)({ [props.fieldKey]: picked })}
      options={[
        { value: 'true', label: '是' },
        { value: 'false', label: '否' },
        { value: UNFILLED, label: '未填' },
      ]}
    />
  )
}

/** 未填 alone, for kinds that have nothing to choose or to measure. */
export function UnfilledFilter(props: FilterProps) {
  const on = props.address.get(props.fieldKey) === UNFILLED
  return (
    <Checkbox
      id={props.id}
      className="no-wrap"
      checked={on}
      onChange={(event) => setOf(props)({ [props.fieldKey]: event.target.checked ? UNFILLED : undefined })}
    >
      未填
    </Checkbox>
  )
}

export function TextFilter(props: FilterProps) {
  const value = props.address.get(props.fieldKey)
  const unfilled = value === UNFILLED
  return (
    <Flex gap="small" align="center">
      <Input
        id={props.id}
        key={value ?? ''}
        allowClear
        disabled={unfilled}
        placeholder="包含"
        defaultValue={unfilled ? '' : (value ?? '')}
        onBlur={(event) =>
          setOf(props)({ [props.fieldKey]: unfilled ? UNFILLED : event.target.value.trim() })
        }
        onPressEnter={(event) => setOf(props)({ [props.fieldKey]: event.currentTarget.value.trim() })}
      />
      <UnfilledFilter {...props} id={`${props.id}-unfilled`} />
    </Flex>
  )
}

/** From – to, or 未填. */
export function RangeFilter(props: FilterProps) {
  const { fieldKey, address } = props
  const unfilled = address.get(fieldKey) === UNFILLED
  const bound = (name: 'from' | 'to', placeholder: string) => {
    const key = `${fieldKey}.${name}`
    const set = (text: string) => setOf(props)({ [key]: text.replaceAll(/[,，\s]/g, '') })
    return (
      <Input
        {...(name === 'from' && { id: props.id })}
        key={`${key}-${address.get(key) ?? ''}`}
        aria-label={`${props.field.label}${placeholder}`}
        placeholder={placeholder}
        inputMode="decimal"
        disabled={unfilled}
        defaultValue={address.get(key) ?? ''}
        onBlur={(event) => set(event.target.value)}
        onPressEnter={(event) => set(event.currentTarget.value)}
      />
    )
  }
  return (
    <Flex gap="small" align="center">
      {bound('from', '不小于')}
      {bound('to', '不大于')}
      <UnfilledFilter {...props} id={`${props.id}-unfilled`} />
    </Flex>
  )
}
