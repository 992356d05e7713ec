import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface DayPickerProps {
  /** YYYY-MM-DD; undefined or an empty text is no day. */
  value: string | undefined
  onChange: (day: string | undefined) => void
  placeholder?: string
  id?: string
  /** No earlier day can be picked. */
  from?: string
  /** No later day can be picked. */
  until?: string
  /** Its name, where no label on the page belongs to it. */
  label?: string
}

/** Picks a day; days travel as texts. */
export function DayPicker(props: DayPickerProps) {
  const outside = (day: string) =>
    (props.from !== undefined && day < props.from) || (props.until !== undefined && day > props.until)
  return (
    <DatePicker
      {...(props.id !== undefined && { id: props.id })}
      {...nameOf(props)}
      value={props.value === undefined || props.value === '' ? null : dayjs(props.value)}
      onChange={(day) => props.onChange(day?.format('YYYY-MM-DD'))}
      disabledDate={(day) => outside(day.format('YYYY-MM-DD'))}
      placeholder={props.placeholder ?? '选择日期'}
      format="YYYY-MM-DD"
    />
  )
}

/** A label around it or for its id names it better than a word of its own. */
function nameOf(props: DayPickerProps): { 'aria-label'?: string } {
  const own = props.label ?? props.placeholder
  return own === undefined ? {} : { 'aria-label': own }
}
