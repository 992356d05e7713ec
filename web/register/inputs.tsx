import { Input, Radio, Select } from 'antd'
import type { WireValue } from '#contract/kernel.ts'
import type { Field } from '#core/kernel/field.ts'
import { FileUpload } from '../ui/files.tsx'
import { BodyPicker } from '../ui/pickers.tsx'

export interface InputProps {
  id: string
  field: Field
  /** As typed so far: text for all that is typed, the value itself for what is picked. */
  value: WireValue | undefined
  onChange: (value: WireValue) => void
}

const typed = (value: WireValue | undefined) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
const orNull = (text: string) => (text === '' ? null : text)
const LONG = 300

export function TextInput(props: InputProps) {
  const long = props.field.kind === 'text' && props.field.max > LONG
  const max = props.field.kind === 'text' ? props.field.max : undefined
  if (long) {
    return (
      <Input.TextArea
        id={props.id}
        autoSize={{ minRows: 2, maxRows: 8 }}
        {...(max !== undefined && { maxLength: max })}
        value={typed(props.value)}
        onChange={(event) => props.onChange(orNull(event.target.value))}
      />
    )
  }
  return (
    <Input
      id={props.id}
      {...(max !== undefined && { maxLength: max })}
      value={typed(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  )
}

/** Codes and telephone numbers: text, with figures of equal width. */
export function CodeInput(props: InputProps) {
  return (
    <Input
      id={props.id}
      className="number"
      autoComplete="off"
      value={typed(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  )
}

export function MoneyInput(props: InputProps) {
  return (
    <Input
      id={props.id}
      className="number"
      suffix="元"
      inputMode="decimal"
      placeholder="可写 1,200.50 或 3万元"
      value={typed(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  )
}

export function CountInput(props: InputProps) {
  return (
    <Input
      id={props.id}
      className="number"
      inputMode="numeric"
      suffix={props.field.kind === 'count' ? props.field.unit : '年'}
      value={typed(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  )
}

/** Few words stand as buttons, many as a list. Nothing chosen is unknown, and it can be taken back. */
export function ChoiceInput(props: InputProps) {
  const options = props.field.kind === 'choice' ? props.field.options : []
  return (
    <Select
      id={props.id}
      allowClear
      showSearch
      placeholder="请选择"
      value={typed(props.value) === '' ? null : typed(props.value)}
      onChange={(picked: string | undefined) => props.onChange(picked ?? null)}
      options={options.map((one) => ({ value: one, label: one }))}
    />
  )
}

export function ChoicesInput(props: InputProps) {
  const options = props.field.kind === 'choices' ? props.field.options : []
  return (
    <Select
      id={props.id}
      mode="multiple"
      allowClear
      placeholder="可选多项"
      value={Array.isArray(props.value) ? props.value : []}
      onChange={(picked: string[]) => props.onChange(picked.length === 0 ? null : picked)}
      options={options.map((one) => ({ value: one, label: one }))}
    />
  )
}

export function FlagInput(props: InputProps) {
  const value = typeof props.value === 'boolean' ? String(props.value) : 'unknown'
  return (
    <Radio.Group
      id={props.id}
      value={value}
      onChange={(event) =>
        props.onChange(event.target.value === 'unknown' ? null : event.target.value === 'true')
      }
      options={[
        { value: 'true', label: '是' },
        { value: 'false', label: '否' },
        { value: 'unknown', label: '尚不清楚' },
      ]}
    />
  )
}

/** A secret stays masked; typing replaces it. */
export function SecretInput(props: InputProps) {
  return (
    <Input
      id={props.id}
      className="number"
      autoComplete="off"
      placeholder={
        props.field.kind === 'secret' && props.field.of === 'idNumber' ? '18 位身份证号' : '银行账号'
      }
      value={typed(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  )
}

export function RefInput(props: InputProps) {
  return (
    <BodyPicker
      id={props.id}
      value={typed(props.value) === '' ? undefined : typed(props.value)}
      onChange={(body) => props.onChange(body ?? null)}
    />
  )
}

export function FilesInput(props: InputProps) {
  return (
    <FileUpload
      value={Array.isArray(props.value) ? props.value : []}
      onChange={(files) => props.onChange(files.length === 0 ? null : files)}
      accept="image/*,.pdf,.docx,.doc,.xlsx,.xls,.wps,.et"
    />
  )
}
