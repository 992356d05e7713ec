import { Alert, Button, Flex, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { adoptGlide, type readShares } from '#contract/membership.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'
import { ChoiceField, DayField, WordsField } from './case-fields.tsx'

type Ledger = z.output<typeof readShares.response>

/** The ways down of members above the cap, whether their steps are kept, and the form for a new one. */
export function Glides(props: { body: string; data: Ledger }) {
  const { data } = props
  const [writing, setWriting] = useState(false)
  return (
    <>
      <p className="faint">
        {data.cap === null
          ? '本地没有执行单个成员持股上限的规定，原来的计划仍然列出。'
          : `单个成员持股一般不超过 ${data.cap.says}；初期超过的，经成员大会订出逐步降低的计划，到期没有降到的会提示。`}
      </p>
      <DataRows
        compact
        rows={data.glides}
        rowKey={(row) => row.member}
        empty={<p className="faint">还没有订过计划</p>}
        tone={(row) => (row.kept ? '' : 'bad')}
        columns={[
          { key: 'name', title: '成员', head: true, render: (row) => row.name },
          { key: 'now', title: '现在', align: 'right', render: (row) => row.now },
          {
            key: 'steps',
            title: '到哪天降到多少',
            render: (row) => row.steps.map((one) => `${one.by} ${one.atMost}`).join('；'),
          },
          {
            key: 'kept',
            title: '进展',
            render: (row) => (row.kept ? <Tag color="green">按计划</Tag> : <Tag color="red">没有按计划</Tag>),
          },
          { key: 'resolution', title: '决议', render: (row) => row.resolution },
          { key: 'on', title: '决议日期', render: (row) => <DayText day={row.resolvedOn} /> },
        ]}
      />
      {data.mayWrite &&
        (writing ? (
          <GlideForm body={props.body} members={data.members} onDone={() => setWriting(false)} />
        ) : (
          <Button className="no-print" style={{ marginTop: 12 }} onClick={() => setWriting(true)}>
            登记一个计划
          </Button>
        ))}
    </>
  )
}

interface Step {
  by: string
  percent: string
}

function GlideForm(props: { body: string; members: Ledger['members']; onDone: () => void }) {
  const [member, setMember] = useState('')
  const [steps, setSteps] = useState<Step[]>([{ by: '', percent: '' }])
  const [resolution, setResolution] = useState('')
  const [resolvedOn, setResolvedOn] = useState('')
  const act = useAct(adoptGlide, { quiet: true, done: '计划已登记', onDone: props.onDone })
  const lacking =
    member === ''
      ? '请选择成员'
      : steps.some((one) => one.by === '' || one.percent.trim() === '')
        ? '请填写每一步的日期和比例'
        : resolution.trim() === '' || resolvedOn === ''
          ? '请填写哪次会议的决议和日期'
          : null
  return (
    <Form layout="vertical" component={false}>
      <ChoiceField
        id="glide-member"
        label="成员"
        value={member === '' ? undefined : member}
        onChange={setMember}
        options={props.members.map((one) => ({ value: one.id, label: one.name }))}
        required
      />
      <Steps steps={steps} onChange={setSteps} />
      <WordsField
        id="glide-resolution"
        label="哪次会议的决议"
        value={resolution}
        onChange={setResolution}
        required
      />
      <DayField id="glide-on" label="决议日期" value={resolvedOn} onChange={setResolvedOn} required />
      {act.error !== null && (
        <Alert type="error" className="gap-below" title={<Problems problems={problemsOf(act.error)} />} />
      )}
      <Button
        type="primary"
        loading={act.isPending}
        disabled={lacking !== null}
        onClick={() =>
          act.mutate({ params: { body: props.body }, body: { member, steps, resolution, resolvedOn } })
        }
      >
        登记计划
      </Button>{' '}
      <Button onClick={props.onDone}>取消</Button>
      {lacking !== null && <span className="faint">　{lacking}</span>}
    </Form>
  )
}

function Steps(props: { steps: readonly Step[]; onChange: (steps: Step[]) => void }) {
  const { steps, onChange } = props
  const change = (at: number, part: Partial<Step>) =>
    onChange(steps.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <Form.Item label="逐步降低" required>
      {steps.map((step, at) => (
        <Flex key={at} wrap gap="small" className="gap-below">
          <DayPicker
            label={`第 ${at + 1} 步日期`}
            value={step.by === '' ? undefined : step.by}
            onChange={(by) => change(at, { by: by ?? '' })}
          />
          <Input
            aria-label={`第 ${at + 1} 步降到`}
            placeholder="降到，如 25%"
            value={step.percent}
            maxLength={8}
            style={{ width: 140 }}
            onChange={(event) => change(at, { percent: event.target.value })}
          />
        </Flex>
      ))}
      <Button onClick={() => onChange([...steps, { by: '', percent: '' }])}>再加一步</Button>
    </Form.Item>
  )
}
