import { Form, Input } from 'antd'
import { useState } from 'react'
import { record as recordSchema, updateRecord, type WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf, Refusal } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { Conflict } from './conflict.tsx'
import { EffectiveItem } from './form-page.tsx'
import { RecordForm } from './record-form.tsx'
import type { Typed } from './typed.ts'

interface RecordEditProps {
  register: Register
  record: WireRecord
  onDone: () => void
}

/** What is sent besides the fields of the register. */
interface Around {
  area: string
  day: string | undefined
  reason: string
}

/** Changes a record. When another version came in between, both are shown and the person chooses field by field. */
export function RecordEdit(given: RecordEditProps) {
  /** As it stood when the form was opened: a newer version that is read meanwhile must meet its conflict. */
  const [record] = useState(given.record)
  const props = { ...given, record }
  const { register } = props
  const session = useSession()
  const [around, setAround] = useState<Around>({ area: record.area, day: undefined, reason: '' })
  const { change, send, sent, theirs } = useChange(props, around)
  return (
    <>
      {theirs !== undefined && sent !== undefined && (
        <Conflict
          register={register}
          mine={sent.values}
          theirs={theirs}
          busy={change.isPending}
          onChoose={(values) => send(values, theirs.version, sent.saved)}
        />
      )}
      <RecordForm
        register={register}
        draftKey={`heshe-draft:${session.user.id}:${register.id}:${record.id}`}
        before={record.values}
        head={
          register.belongsTo === 'none' && <PlaceItem record={record} around={around} onChange={setAround} />
        }
        foot={<AroundItems register={register} around={around} onChange={setAround} />}
        problems={change.isError && theirs === undefined ? problemsOf(change.error) : []}
        busy={change.isPending}
        button="保存修改"
        onSend={(values, saved) => send(values, record.version, saved)}
        onCancel={props.onDone}
      />
    </>
  )
}

interface Sent {
  values: Typed
  saved: () => void
}

function useChange(props: RecordEditProps, around: Around) {
  const { register, record } = props
  const [sent, setSent] = useState<Sent>()
  const change = useAct(updateRecord, { quiet: true, done: '已保存' })
  const send = (values: Typed, version: number, saved: () => void) => {
    setSent({ values, saved })
    change.mutate(
      {
        params: { register: register.id, id: record.id },
        body: { version, values, ...alongWith(props, around) },
      },
      {
        onSuccess: () => {
          saved()
          props.onDone()
        },
      },
    )
  }
  return { change, send, sent, theirs: conflictOf(change.error) }
}

function alongWith({ register, record }: RecordEditProps, { area, day, reason }: Around) {
  return {
    ...(day !== undefined && { effectiveOn: day }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(register.belongsTo === 'none' && area !== record.area && { area }),
  }
}

interface AroundProps {
  around: Around
  onChange: (around: Around) => void
}

/** Where the body lies. */
function PlaceItem(props: AroundProps & { record: WireRecord }) {
  const { record, around } = props
  return (
    <Form.Item label="所在乡镇、村" htmlFor="owner-area">
      <AreaPicker
        id="owner-area"
        value={around.area}
        {...(around.area === record.area && { label: record.areaName })}
        onChange={(picked) => props.onChange({ ...around, area: picked ?? record.area })}
        style={{ width: '100%' }}
      />
    </Form.Item>
  )
}

/** From which day the change holds, and why. */
function AroundItems(props: AroundProps & { register: Register }) {
  const { register, around, onChange } = props
  return (
    <>
      {(register.belongsTo === 'none' || register.effective === undefined) && (
        <EffectiveItem day={around.day} onDay={(day) => onChange({ ...around, day })} />
      )}
      <Form.Item label="变更原因" htmlFor="reason" className="wide">
        <Input
          id="reason"
          maxLength={500}
          value={around.reason}
          onChange={(event) => onChange({ ...around, reason: event.target.value })}
        />
      </Form.Item>
    </>
  )
}

/** The record as it stands now, where the refusal is a conflict. */
function conflictOf(error: unknown): WireRecord | undefined {
  if (!(error instanceof Refusal) || error.status !== 409) return undefined
  const parsed = recordSchema.safeParse(error.current)
  return parsed.success ? parsed.data : undefined
}
