import { readRecord, type WireValue } from '#contract/kernel.ts'
import type { Field } from '#core/kernel/field.ts'
import { useCall } from '../shell/api.ts'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Money, NumberText, Unknown } from '../ui/values.tsx'

export interface ShowProps {
  field: Field
  value: WireValue | undefined
}

/** Text of a value, or nothing where it is unknown. */
function textOf(value: WireValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

export function ShowText(props: ShowProps) {
  return textOf(props.value) ?? <Unknown />
}

/** A code or a number to copy: figures of equal width. */
export function ShowCode(props: ShowProps) {
  const text = textOf(props.value)
  return text === null ? <Unknown /> : <span className="number">{text}</span>
}

/** Choices that are a state carry the colour of their word; all others are plain words. */
const STATES = new Set(['运行状态', '登记状态'])

export function ShowChoice(props: ShowProps) {
  const text = textOf(props.value)
  if (text === null) return <Unknown />
  return STATES.has(props.field.label) ? <StatusTag status={text} /> : text
}

export function ShowChoices(props: ShowProps) {
  return Array.isArray(props.value) && props.value.length > 0 ? props.value.join('、') : <Unknown />
}

export function ShowCount(props: ShowProps) {
  return <NumberText value={textOf(props.value)} />
}

export function ShowMoney(props: ShowProps) {
  return <Money yuan={textOf(props.value)} />
}

export function ShowDay(props: ShowProps) {
  return <DayText day={textOf(props.value)} />
}

export function ShowFlag(props: ShowProps) {
  if (typeof props.value !== 'boolean') return <Unknown />
  return props.value ? '是' : '否'
}

export function ShowFiles(props: ShowProps) {
  return Array.isArray(props.value) && props.value.length > 0 ? (
    <FileLinks files={props.value} />
  ) : (
    <Unknown />
  )
}

/** The name of the record that is pointed at. */
export function ShowRef(props: ShowProps) {
  const id = textOf(props.value)
  const register = props.field.kind === 'ref' ? props.field.to : ''
  const found = useCall(
    readRecord,
    { params: { register, id: id ?? '' } },
    { enabled: id !== null, staleTime: 60_000 },
  )
  if (id === null) return <Unknown />
  const name = found.data?.bodyName ?? (found.isError ? '辖区外主体' : '…')
  return register === 'body' ? <Go to={`/bodies/${id}`}>{name}</Go> : name
}
