import type { z } from 'zod'
import type { recordHistory, WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { useMay } from '../shell/session.tsx'
import { actorInWords } from '../ui/door.ts'
import { SourceTag } from '../ui/tags.tsx'
import { momentText } from '../ui/values.tsx'
import { fieldsOf, headingOf, type KeyedField } from './declared.ts'
import { Reveal } from './reveal.tsx'
import { WIDGETS } from './widgets.tsx'

export type Versions = z.output<(typeof recordHistory)['response']>['versions']

interface RecordValuesProps {
  register: Register
  record: WireRecord
  /** The newest first. */
  versions: Versions
}

/** Every field with its value and, beside it, who or which cell it came from. */
export function RecordValues(props: RecordValuesProps) {
  const { register, record, versions } = props
  return (
    <dl className="panel value-grid">
      {fieldsOf(register).map((one) => (
        <div key={one.key} className={isLong(one) ? 'wide' : ''}>
          <dt>{headingOf(one.field)}</dt>
          <dd>
            <ValueWithSource one={one} record={record} register={register} versions={versions} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const LONG = 250

function isLong(one: KeyedField): boolean {
  return one.field.kind === 'files' || (one.field.kind === 'text' && one.field.max > LONG)
}

function ValueWithSource(props: RecordValuesProps & { one: KeyedField }) {
  const { one, record, register } = props
  const { Show } = WIDGETS[one.field.kind]
  const mayReveal = useMay('reveal')
  const value = record.values[one.key]
  const origin = originOf(props.versions, one.key)
  const hint =
    origin === undefined ? undefined : `${actorInWords(origin.actor)} ${momentText(origin.recordedAt)}`
  return (
    <span title={hint}>
      <Show field={one.field} value={value} />
      {one.field.kind === 'secret' && typeof value === 'string' && mayReveal && (
        <Reveal register={register.id} id={record.id} field={one.key} label={one.field.label} />
      )}
      {value !== null && value !== undefined && <SourceTag source={origin?.source} field={one.key} />}
    </span>
  )
}

/** The version that gave the field its present value. */
export function originOf(versions: Versions, field: string): Versions[number] | undefined {
  return versions.find((one) => one.changes.some((change) => change.field === field))
}
