import { Alert, Form } from 'antd'
import { useRef, useState } from 'react'
import { type MeetingPlan, openMeeting, readMeetingSubjects } from '#contract/governance/meetings.ts'
import { LeaveGuard, NO_DRAFT } from '../register/leave-guard.tsx'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { MeetingFields, missingOfMeeting, type Offered, type Typed } from './meeting-form.tsx'

const TITLE = '筹备成员大会'

/** Prepares a meeting: the cooperative, when and where, what is decided. */
export function GeneralMeetingNewPage() {
  const address = useAddress()
  const session = useSession()
  const own = session.bodies.length === 1 ? session.bodies[0] : undefined
  const body = address.get('body') ?? own?.id
  const offered = useCall(
    readMeetingSubjects,
    { params: { body: body ?? '' } },
    { enabled: body !== undefined },
  )
  return (
    <Page
      title={TITLE}
      crumbs={[{ label: '成员大会', to: '/procedures/general_meeting' }, { label: TITLE }]}
      error={offered.error}
    >
      <section className="panel">
        <Form layout="vertical" component={false}>
          <Form.Item label="合作社" required htmlFor="meeting-body">
            <BodyPicker
              id="meeting-body"
              value={body}
              name={offered.data?.bodyName ?? own?.name}
              onChange={(picked) => address.set({ body: picked })}
              style={{ maxWidth: 420, width: '100%' }}
            />
          </Form.Item>
          {body !== undefined && offered.data !== undefined && (
            <MeetingForm key={body} body={body} offered={offered.data} />
          )}
        </Form>
      </section>
    </Page>
  )
}

function MeetingForm({ body, offered }: { body: string; offered: Offered }) {
  const go = useGo()
  const saved = useRef(false)
  const [start] = useState<Typed>({
    occasion: 'annual',
    by: 'members',
    heldOn: undefined,
    time: '09:00',
    place: '',
    convener: '理事会',
    agenda: [],
  })
  const [typed, setTyped] = useState(start)
  const open = useAct(openMeeting, {
    quiet: true,
    done: '已建立，请核对后通知成员',
    onDone: ({ id }) => {
      saved.current = true
      go(`/procedures/general_meeting/${id}`)
    },
  })
  const missing = missingOfMeeting(typed)
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  return (
    <>
      <LeaveGuard when={() => typed !== start && !saved.current} says={NO_DRAFT} />
      <MeetingFields offered={offered} typed={typed} change={change} />
      {open.error !== null && <Alert type="error" title={<Problems problems={problemsOf(open.error)} />} />}
      <ConfirmPanel
        title="建立以后"
        happens={[
          `今天名册上有成员 ${offered.members} 名；到会要达到开会当天成员的三分之二（社法第30条）`,
          '可以打印通知和签到表；发出通知以前，时间、地点和议题都能再改',
        ]}
        button="建立这次会议"
        busy={open.isPending}
        blocked={missing.length > 0 ? `还没有填：${missing.join('、')}` : null}
        onConfirm={() => open.mutate({ params: { body }, body: typed as MeetingPlan })}
      />
    </>
  )
}
