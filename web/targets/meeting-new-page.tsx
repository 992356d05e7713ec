import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { recordMeeting } from '#contract/targets/tasks.ts'
import { useUnits } from '../procedure/unit-picker.tsx'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { givenOut, type TaskLine, TaskLines, tasksOf } from './task-lines.tsx'
import './tasks.css'

interface Attendee {
  unit: string
  post: string
  present: boolean
}

interface Typed {
  title: string
  heldOn: string | undefined
  place: string
  chair: string
  agenda: string
  said: string
}

/** 记录一次会议: attendance by unit, the agenda, decisions that become tasks at once. */
export function MeetingNewPage() {
  const session = useSession()
  const units = useUnits()
  const [typed, setTyped] = useState<Typed>({
    title: '联席会议',
    heldOn: session.today,
    place: '',
    chair: '',
    agenda: '',
    said: '',
  })
  const [named, setAttendees] = useState<Attendee[] | null>(null)
  const [decisions, setDecisions] = useState<TaskLine[]>([])
  const attendees = named ?? units.map((one) => ({ unit: one.name, post: '', present: false }))
  const tasks = tasksOf(decisions)
  const content = {
    place: typed.place,
    chair: typed.chair,
    said: typed.said,
    agenda: typed.agenda
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean),
    attendees: attendees.filter((one) => one.unit.trim() !== ''),
  }
  return (
    <Page
      title="记录一次会议"
      crumbs={[{ label: '联席会议', to: '/procedures/joint_meeting' }, { label: '记录一次会议' }]}
      says="只写单位和职务；议定事项写明牵头单位和期限的，记录后立即下达"
    >
      <MeetingFields typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
      <section className="panel">
        <h3>参会单位</h3>
        <Attendees attendees={attendees} onChange={setAttendees} />
      </section>
      <section className="panel">
        <h3>议定事项</h3>
        <TaskLines lines={decisions} onChange={setDecisions} word="事项" />
      </section>
      <RecordPanel
        title={typed.title}
        heldOn={typed.heldOn}
        present={attendees.filter((one) => one.present).length}
        tasks={tasks}
        out={givenOut(decisions)}
        content={content}
      />
    </Page>
  )
}

function MeetingFields(props: { typed: Typed; onChange: (part: Partial<Typed>) => void }) {
  const session = useSession()
  const { typed, onChange } = props
  return (
    <section className="panel">
      <Form layout="vertical" component={false}>
        <Form.Item label="会议名称" required htmlFor="meeting-title">
          <Input
            id="meeting-title"
            value={typed.title}
            maxLength={200}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Form.Item>
        <Form.Item label="召开日期" required htmlFor="meeting-day">
          <DayPicker
            id="meeting-day"
            label="召开日期"
            value={typed.heldOn}
            until={session.today}
            onChange={(heldOn) => onChange({ heldOn })}
          />
        </Form.Item>
        <Words label="地点" value={typed.place} onChange={(place) => onChange({ place })} />
        <Words label="主持（职务）" value={typed.chair} onChange={(chair) => onChange({ chair })} />
        <Words
          label="议题（一行一个）"
          value={typed.agenda}
          onChange={(agenda) => onChange({ agenda })}
          lines={3}
        />
        <Words label="会议情况" value={typed.said} onChange={(said) => onChange({ said })} lines={3} />
      </Form>
    </section>
  )
}

function Words(props: { label: string; value: string; onChange: (text: string) => void; lines?: number }) {
  return (
    <Form.Item label={props.label}>
      <Input.TextArea
        aria-label={props.label}
        value={props.value}
        maxLength={2000}
        autoSize={{ minRows: props.lines ?? 1, maxRows: 10 }}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}

function Attendees(props: { attendees: readonly Attendee[]; onChange: (attendees: Attendee[]) => void }) {
  const change = (at: number, part: Partial<Attendee>) =>
    props.onChange(props.attendees.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      {props.attendees.map((one, index) => (
        <div key={index} className="attendee">
          <Input
            aria-label={`参会单位 ${index + 1}`}
            placeholder="单位"
            value={one.unit}
            maxLength={50}
            onChange={(event) => change(index, { unit: event.target.value })}
          />
          <Input
            aria-label={`参会职务 ${index + 1}`}
            placeholder="参会人职务"
            value={one.post}
            maxLength={50}
            onChange={(event) => change(index, { post: event.target.value })}
          />
          <Checkbox
            checked={one.present}
            aria-label={`${one.unit}到会`}
            onChange={(event) => change(index, { present: event.target.checked })}
          >
            到会
          </Checkbox>
          <Button type="link" onClick={() => props.onChange(props.attendees.filter((_, at) => at !== index))}>
            去掉
          </Button>
        </div>
      ))}
      <Button onClick={() => props.onChange([...props.attendees, { unit: '', post: '', present: true }])}>
        再加一个单位
      </Button>
    </>
  )
}

interface RecordProps {
  title: string
  heldOn: string | undefined
  present: number
  tasks: ReturnType<typeof tasksOf>
  out: number
  content: { place: string; chair: string; said: string; agenda: string[]; attendees: Attendee[] }
}

function RecordPanel(props: RecordProps) {
  const go = useGo()
  const { heldOn, tasks } = props
  const record = useAct(recordMeeting, {
    done: '会议已记录',
    onDone: ({ id }) => go(`/procedures/joint_meeting/${id}`),
  })
  const blocked =
    props.title.trim().length < 2 ? '请填会议名称' : heldOn === undefined ? '请填召开日期' : null
  return (
    <ConfirmPanel
      title="记录前请核对"
      happens={[
        `到会 ${props.present} 个单位，记录后内容不能再改；有误的另记一次说明`,
        `议定 ${tasks.length} 项，成为 ${tasks.length} 项任务，其中 ${props.out} 项立即下达`,
      ]}
      button="记录会议"
      blocked={blocked}
      busy={record.isPending}
      onConfirm={() =>
        heldOn !== undefined &&
        record.mutate({ body: { ...props.content, title: props.title, heldOn, decisions: tasks } })
      }
    />
  )
}
