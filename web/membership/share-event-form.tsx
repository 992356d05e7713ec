import { Alert, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { previewShareEvent, recordShareEvent, type TypedShareEvent } from '#contract/membership.ts'
import { BARRED_KINDS, SHARE_KINDS, shareKind } from '#core/membership/share-kinds.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { FileUpload } from '../ui/files.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'
import { ShareChanges, sentencesOf } from './share-changes.tsx'

interface ShareEventFormProps {
  body: string
  members: readonly { id: string; name: string }[]
  onDone: () => void
}

const KINDS = [
  { label: '可以登记的变动', options: SHARE_KINDS.map(({ id, label }) => ({ value: id, label })) },
  {
    label: '法律不允许作为出资的',
    options: Object.entries(BARRED_KINDS).map(([value, { label }]) => ({ value, label })),
  },
]

/** One event: first what it would change, then the button that keeps it. */
export function ShareEventForm(props: ShareEventFormProps) {
  const [draft, setDraft] = useState<TypedShareEvent>({ kind: 'cash', member: '', amount: '', on: '' })
  const preview = useAct(previewShareEvent, { quiet: true, invalidate: [] })
  const record = useAct(recordShareEvent, { quiet: true, done: '已登记', onDone: props.onDone })
  const change = (part: Partial<TypedShareEvent>) => {
    preview.reset()
    record.reset()
    setDraft({ ...draft, ...part })
  }
  const error = record.error ?? preview.error
  const send = { params: { body: props.body }, body: draft }
  return (
    <Form layout="vertical">
      <EventFields draft={draft} change={change} members={props.members} />
      {error !== null && <Alert type="error" title={<Problems problems={problemsOf(error)} />} />}
      {preview.data === undefined ? (
        <Button
          type="primary"
          loading={preview.isPending}
          onClick={() => preview.mutate(send)}
          style={{ marginTop: 12 }}
        >
          看看会变成什么样
        </Button>
      ) : (
        <div ref={intoView}>
          <ConfirmPanel
            title="登记前后对比"
            happens={sentencesOf(preview.data)}
            button="确认登记"
            busy={record.isPending}
            onConfirm={() => record.mutate(send)}
            onCancel={() => preview.reset()}
            cancel="再改改"
          >
            <ShareChanges changes={preview.data.changes} />
          </ConfirmPanel>
        </div>
      )}
    </Form>
  )
}

/** What was asked for is seen without looking for it. */
const intoView = (found: HTMLElement | null) => found?.scrollIntoView({ block: 'start' })

interface FieldsProps {
  draft: TypedShareEvent
  change: (part: Partial<TypedShareEvent>) => void
  members: ShareEventFormProps['members']
}

function EventFields(props: FieldsProps) {
  const { draft, change } = props
  const kind = shareKind(draft.kind)
  const people = props.members.map(({ id, name }) => ({ value: id, label: name }))
  const moves = kind?.effect === 'move'
  return (
    <>
      <Form.Item label="变动种类" htmlFor="share-kind">
        <Select
          id="share-kind"
          value={draft.kind}
          options={KINDS}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(value) => change({ kind: value, receiver: undefined })}
        />
      </Form.Item>
      <Form.Item label={moves ? '转出成员' : '成员'} htmlFor="share-member">
        <Select
          id="share-member"
          value={draft.member || null}
          options={people}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="从成员名册中选"
          onChange={(value) => change({ member: value ?? '' })}
        />
      </Form.Item>
      {moves && (
        <Form.Item label="受让成员" htmlFor="share-receiver">
          <Select
            id="share-receiver"
            value={draft.receiver ?? null}
            options={people}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="从成员名册中选"
            onChange={(value) => change({ receiver: value ?? undefined })}
          />
        </Form.Item>
      )}
      <Amounts draft={draft} change={change} />
      <Form.Item label="生效日期" htmlFor="share-day">
        <DayPicker
          id="share-day"
          value={draft.on === '' ? undefined : draft.on}
          onChange={(day) => change({ on: day ?? '' })}
        />
      </Form.Item>
      <GroundsFields {...props} />
    </>
  )
}

function Amounts({ draft, change }: Omit<FieldsProps, 'members'>) {
  return (
    <>
      <Form.Item label="金额（元）" htmlFor="share-amount">
        <Input
          id="share-amount"
          inputMode="decimal"
          value={draft.amount}
          onChange={(event) => change({ amount: event.target.value.trim() })}
        />
      </Form.Item>
      <Form.Item label="其中来源于到户类扶贫项目资产的（元，没有的不填）" htmlFor="share-project">
        <Input
          id="share-project"
          inputMode="decimal"
          value={draft.project ?? ''}
          onChange={(event) => change({ project: event.target.value.trim() })}
        />
      </Form.Item>
    </>
  )
}

function GroundsFields({ draft, change }: FieldsProps) {
  const kind = shareKind(draft.kind)
  const must = (needed: boolean | undefined) => (needed === true ? '（必填）' : '')
  return (
    <>
      <Form.Item label={`作价依据${must(kind?.valued)}`} htmlFor="share-basis">
        <Input
          id="share-basis"
          maxLength={200}
          placeholder="如：购置凭证、全体成员评估作价、评估报告编号"
          value={draft.basis ?? ''}
          onChange={(event) => change({ basis: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={`哪次会议的决议${must(kind?.approved)}`} htmlFor="share-resolution">
        <Input
          id="share-resolution"
          maxLength={200}
          placeholder="如：2023 年第一次成员大会决议第 2 号"
          value={draft.resolution ?? ''}
          onChange={(event) => change({ resolution: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={`决议日期${must(kind?.approved)}`} htmlFor="share-resolved">
        <DayPicker
          id="share-resolved"
          value={draft.resolvedOn === '' ? undefined : draft.resolvedOn}
          onChange={(day) => change({ resolvedOn: day })}
        />
      </Form.Item>
      <Form.Item label="决议、评估或协议的照片（可不传）">
        <FileUpload
          value={draft.file === undefined ? [] : [draft.file]}
          onChange={(files) => change({ file: files.at(-1) })}
          accept="image/*,.pdf"
        />
      </Form.Item>
      <Form.Item label="备注（持股超过上限时写明理由）" htmlFor="share-note">
        <Input
          id="share-note"
          maxLength={200}
          value={draft.note ?? ''}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Form.Item>
    </>
  )
}
