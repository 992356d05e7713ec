import { Alert, Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { actOnPlan, postPlan, previewPosting, type WirePlan } from '#contract/surplus/plans.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money, NumberText } from '../ui/values.tsx'
import { VoteForm } from './vote-form.tsx'

/** What comes next for the plan, and the way back while there is one. */
export function PlanStep({ plan }: { plan: WirePlan }) {
  const { state } = plan
  return (
    <>
      {state === 'frozen' && <LayOpen plan={plan} />}
      {state === 'laid' && <CallMeeting plan={plan} />}
      {state === 'called' && <VoteForm plan={plan} />}
      {state === 'resolved' && <Posting plan={plan} />}
      <Flex wrap gap="small" className="gap-above gap-below">
        {BACK.filter(({ action }) => plan.offered.some((one) => one.action === action)).map((way) => (
          <StepBack key={way.action} plan={plan} way={way} />
        ))}
      </Flex>
    </>
  )
}

function Refused({ error }: { error: unknown }) {
  return error === null ? null : <Alert type="error" title={<Problems problems={problemsOf(error)} />} />
}

function LayOpen({ plan }: { plan: WirePlan }) {
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [place, setPlace] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const act = useAct(actOnPlan, { quiet: true, done: '已登记备查' })
  return (
    <ConfirmPanel
      title="下一步：放在办公地点备查"
      happens={[
        '年度业务报告、盈余分配方案、财务会计报告要在成员大会 15 日前置备于办公地点，供成员查阅（社法第40条）',
        '登记后，满十五日才能开会',
      ]}
      button="登记备查"
      busy={act.isPending}
      onConfirm={() =>
        act.mutate({
          params: { id: plan.id },
          body: {
            action: 'layOpen',
            day,
            files,
            ...(place.trim() !== '' && { note: `备查地点：${place.trim()}` }),
          },
        })
      }
    >
      <Flex wrap gap="middle" className="gap-below">
        <Labelled label="从哪天起备查">
          <DayPicker
            value={day}
            label="从哪天起备查"
            until={today}
            onChange={(next) => next && setDay(next)}
          />
        </Labelled>
        <Input
          aria-label="备查地点"
          placeholder="备查地点"
          value={place}
          style={{ width: 220 }}
          onChange={(event) => setPlace(event.target.value)}
        />
        <FileUpload value={files} onChange={setFiles} button="上传备查的照片" />
      </Flex>
      <Refused error={act.error} />
    </ConfirmPanel>
  )
}

function CallMeeting({ plan }: { plan: WirePlan }) {
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [meetingOn, setMeetingOn] = useState(plan.meetingFrom ?? today)
  const [note, setNote] = useState('')
  const act = useAct(actOnPlan, { quiet: true, done: '已登记通知' })
  return (
    <ConfirmPanel
      title="下一步：按章程通知开会"
      happens={[
        `备查满十五日，最早 ${plan.meetingFrom ?? '—'} 可以开会`,
        '按章程规定的方式和日期通知每个成员（或成员代表）',
      ]}
      button="登记通知"
      busy={act.isPending}
      onConfirm={() =>
        act.mutate({
          params: { id: plan.id },
          body: { action: 'call', day, meetingOn, ...(note.trim() !== '' && { note: note.trim() }) },
        })
      }
    >
      <Flex wrap gap="middle" className="gap-below">
        <Labelled label="通知日期">
          <DayPicker value={day} label="通知日期" until={today} onChange={(next) => next && setDay(next)} />
        </Labelled>
        <Labelled label="开会日期">
          <DayPicker value={meetingOn} label="开会日期" onChange={(next) => next && setMeetingOn(next)} />
        </Labelled>
        <Input
          aria-label="怎样通知、在哪里开"
          placeholder="怎样通知、在哪里开"
          value={note}
          style={{ width: 260 }}
          onChange={(event) => setNote(event.target.value)}
        />
      </Flex>
      <Refused error={act.error} />
    </ConfirmPanel>
  )
}

function Posting({ plan }: { plan: WirePlan }) {
  const { today } = useSession()
  const [on, setOn] = useState(today)
  const entry = useCall(previewPosting, { params: { id: plan.id } })
  const act = useAct(postPlan, { quiet: true, done: '已入账' })
  return (
    <ConfirmPanel
      title="下一步：入账"
      happens={[
        '一次记成一张凭证，每名成员应得的记到他名下（221 应付盈余返还、222 应付剩余盈余），全部记入或一笔也不记',
        '转为出资的同时登记到股金台账；入账后方案锁定，可以开始兑付',
      ]}
      button="入账"
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { id: plan.id }, body: { on } })}
    >
      <Labelled label="凭证日期">
        <DayPicker value={on} label="凭证日期" until={today} onChange={(next) => next && setOn(next)} />
      </Labelled>
      <div className="posting-entry">
        <DataRows
          compact
          rows={entry.data?.rows ?? []}
          rowKey={(row) => `${row.account}${row.item ?? ''}${row.debit}`}
          loading={entry.isPending}
          columns={[
            {
              key: 'account',
              title: '科目',
              head: true,
              render: (row) => [row.account, row.item].filter(Boolean).join('：'),
            },
            {
              key: 'lines',
              title: '笔数',
              align: 'right',
              render: (row) => <NumberText value={row.lines} />,
            },
            { key: 'debit', title: '借方', align: 'right', render: (row) => <Money yuan={row.debit} /> },
            { key: 'credit', title: '贷方', align: 'right', render: (row) => <Money yuan={row.credit} /> },
          ]}
        />
      </div>
      <Refused error={act.error} />
    </ConfirmPanel>
  )
}

interface WayBack {
  action: 'recall' | 'withdraw'
  button: string
  title: string
  happens: string
  why: string
  done: string
}

const BACK: readonly WayBack[] = [
  {
    action: 'recall',
    button: '撤回开会通知',
    title: '撤回开会通知',
    happens: '方案回到备查中，备查的日子照算；改期以后重新通知开会',
    why: '撤回通知的原因',
    done: '通知已撤回',
  },
  {
    action: 'withdraw',
    button: '撤回重拟',
    title: '撤回这个方案',
    happens: '撤回后不再办理，记录保留；可以重新拟一个方案',
    why: '撤回原因',
    done: '方案已撤回',
  },
]

function StepBack({ plan, way }: { plan: WirePlan; way: WayBack }) {
  const { today } = useSession()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const act = useAct(actOnPlan, { quiet: true, done: way.done, onDone: () => setOpen(false) })
  if (!open) return <Button onClick={() => setOpen(true)}>{way.button}</Button>
  return (
    <ConfirmPanel
      danger
      title={way.title}
      happens={[way.happens]}
      button="撤回"
      busy={act.isPending}
      onConfirm={() =>
        act.mutate({ params: { id: plan.id }, body: { action: way.action, day: today, note } })
      }
      onCancel={() => setOpen(false)}
    >
      <Input
        aria-label={way.why}
        placeholder={way.why}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Refused error={act.error} />
    </ConfirmPanel>
  )
}
