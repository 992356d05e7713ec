import { Form, Input, Select } from 'antd'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'

/** As wide as a name or a sentence, not as the screen. */
const WIDTH = { maxWidth: 420, width: '100%' } as const

interface FieldProps {
  id: string
  label: string
  value: string | undefined
  onChange: (value: string) => void
  required?: boolean
  /** What to mind, below the field. */
  extra?: string
}

/** A line of words with its name above it. */
export function WordsField(
  props: FieldProps & {
    lines?: number
    max?: number
    placeholder?: string
    inputMode?: 'decimal' | 'numeric'
  },
) {
  const { id, label, value = '', onChange, required = false, extra, lines = 1, max = 200, inputMode } = props
  return (
    <Form.Item label={label} required={required} htmlFor={id} extra={extra}>
      {lines > 1 ? (
        <Input.TextArea
          id={id}
          style={WIDTH}
          value={value}
          maxLength={max}
          autoSize={{ minRows: lines, maxRows: 8 }}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input
          id={id}
          style={WIDTH}
          value={value}
          maxLength={max}
          placeholder={props.placeholder}
          {...(inputMode !== undefined && { inputMode })}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Form.Item>
  )
}

/** A day that is not later than today. */
export function DayField(props: FieldProps) {
  const session = useSession()
  return (
    <Form.Item label={props.label} required={props.required ?? false} htmlFor={props.id} extra={props.extra}>
      <DayPicker
        id={props.id}
        label={props.label}
        value={props.value}
        until={session.today}
        onChange={(day) => props.onChange(day ?? '')}
      />
    </Form.Item>
  )
}

/** One of a few. */
export function ChoiceField(props: FieldProps & { options: readonly { value: string; label: string }[] }) {
  return (
    <Form.Item label={props.label} required={props.required ?? false} htmlFor={props.id} extra={props.extra}>
      <Select
        id={props.id}
        style={WIDTH}
        aria-label={props.label}
        value={props.value ?? null}
        options={props.options.map((one) => ({ ...one, title: one.label }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(value: string) => props.onChange(value)}
      />
    </Form.Item>
  )
}

/** What was typed, by field. */
export type Typed = Readonly<Record<string, string>>

/** Fields of one kind of case. */
export interface FieldsProps {
  typed: Typed
  change: (key: string) => (value: string) => void
}
