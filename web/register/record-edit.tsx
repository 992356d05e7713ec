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

interface Sent {
  values: Typed
  saved: () => void
}

/** Changes a record. When another version came in between, both are shown and the person chooses field by field. */
export function RecordEdit(props: RecordEditProps) {
  const { register, record } = props
  const session = useSession()
  const [area, setArea] = useState(record.area)
  const [day, setDay] = useState<string>()
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState<Sent>()
  const change = useAct(updateRecord, { quiet: true, done: '已保存' })
  const theirs = conflictOf(change.error)
  const send = (values: Typed, version: number, saved: () => void) => {
    setSent({ values, saved })
    change.mutate(
      {
        params: { register: register.id, id: record.id },
        body: {
          version,
          values,
          ...(day !== undefined && { effectiveOn: day }),
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          ...(register.belongsTo === 'none' && area !== record.area && { area }),
        },
      },
      {
        onSuccess: () => {
          saved()
          props.onDone()
        },
      },
    )
  }
  const place = register.belongsTo === 'none' && (
    <Form.Item label="所在乡镇、村" htmlFor="owner-area">
      <AreaPicker
        id="owner-area"
        value={area}
        {...(area === record.area && { label: record.areaName })}
        onChange={(picked) => setArea(picked ?? record.area)}
        style={{ width: '100%' }}
      />
    </Form.Item>
  )
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
        head={place}
        foot={
          <>
            {(register.belongsTo === 'none' || register.effective === undefined) && (
              <EffectiveItem day={day} onDay={setDay} />
            )}
            <Form.Item label="变更原因" htmlFor="reason" className="wide">
              <Input
                id="reason"
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Form.Item>
          </>
        }
        problems={change.isError && theirs === undefined ? problemsOf(change.error) : []}
        busy={change.isPending}
        button="保存修改"
        onSend={(values, saved) => send(values, record.version, saved)}
        onCancel={props.onDone}
      />
    </>
  )
}

/** The record as it stands now, where the refusal is a conflict. */
function conflictOf(error: unknown): WireRecord | undefined {
  if (!(error instanceof Refusal) || error.status !== 409) return undefined
  const parsed = recordSchema.safeParse(error.current)
  return parsed.success ? parsed.data : undefined
}
