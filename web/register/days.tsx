import { DatePicker, Flex } from 'antd'
import dayjs from 'dayjs'
import { type FilterProps, setOf, UNFILLED, UnfilledFilter } from './filters.tsx'
import type { InputProps } from './inputs.tsx'

/** Shown by the first, typed by any. */
const WRITTEN = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D', 'YYYY年M月D日']

export function DayInput(props: InputProps) {
  const day = typeof props.value === 'string' ? props.value : ''
  return (
    <DatePicker
      id={props.id}
      format={WRITTEN}
      placeholder="如 2023-03-15"
      style={{ width: '100%' }}
      value={day === '' ? null : dayjs(day)}
      onChange={(picked) => props.onChange(picked === null ? null : picked.format('YYYY-MM-DD'))}
    />
  )
}

export function DayFilter(props: FilterProps) {
  const { fieldKey, address } = props
  const day = (name: string) => {
    const text = address.get(`${fieldKey}.${name}`)
    return text === undefined ? null : dayjs(text)
  }
  return (
    <Flex gap="small" align="center">
      <DatePicker.RangePicker
        id={{ start: props.id, end: `${props.id}-to` }}
        allowEmpty={[true, true]}
        disabled={address.get(fieldKey) === UNFILLED}
        value={[day('from'), day('to')]}
        onChange={(picked) =>
          setOf(props)({
            [`${fieldKey}.from`]: picked?.[0]?.format('YYYY-MM-DD'),
            [`${fieldKey}.to`]: picked?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
      <UnfilledFilter {...props} id={`${props.id}-unfilled`} />
    </Flex>
  )
}
