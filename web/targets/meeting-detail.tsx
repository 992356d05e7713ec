import { Button } from 'antd'
import { type Item, listItems } from '#contract/kernel/procedures.ts'
import { meetingContent, MINUTES_PATH } from '#contract/targets/tasks.ts'
import { jointMeeting } from '#core/targets/joint-meeting.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { DueText } from '../procedure/light.tsx'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'

/** Records another meeting; the progress that it looks at is one press away. */
export function MeetingButtons() {
  const go = useGo()
  const opens = jointMeeting.opens.includes(useSession().user.role)
  return (
    <>
      <Button onClick={() => go(`/procedures/${policyTask.id}`)}>全部任务进度</Button>
      {opens && (
        <Button type="primary" onClick={() => go('/meetings/new')}>
          记录一次会议
        </Button>
      )}
    </>
  )
}

/** What the meeting was, who came, and where its decisions stand today. */
export function MeetingDetail(props: { item: Item }) {
  const { item } = props
  const content = meetingContent.safeParse(item.payload)
  if (!content.success) return null
  const { heldOn, place, chair, agenda, attendees, said } = content.data
  return (
    <>
      <section className="panel">
        <h3>会议情况</h3>
        <p>
          <DayText day={heldOn} /> {place} {chair !== '' && `${chair}主持`}{' '}
          <a href={link(MINUTES_PATH, { id: item.id })}>打印会议纪要（.docx）</a>
        </p>
        {agenda.length > 0 && (
          <ol>
            {agenda.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
        )}
        {said !== '' && <p>{said}</p>}
        <DataRows
          compact
          rows={attendees}
          rowKey={(row) => `${row.unit}-${row.post}`}
          columns={[
            { key: 'unit', title: '参会单位', head: true, render: (row) => row.unit },
            { key: 'post', title: '职务', render: (row) => row.post || <Unknown /> },
            {
              key: 'present',
              title: '到会',
              render: (row) => <StatusTag status={row.present ? '到会' : '缺席'} />,
            },
          ]}
          empty={<p className="faint">没有记录参会单位</p>}
        />
      </section>
      <Decisions meeting={item.id} />
    </>
  )
}

/** The tasks that the meeting decided on, as they stand. */
function Decisions(props: { meeting: string }) {
  const params = { procedure: policyTask.id }
  const { data } = useCall(listItems, { params, query: { parent: props.meeting, size: 100 } })
  return (
    <section className="panel">
      <h3>议定事项</h3>
      <DataRows
        rows={data?.items ?? []}
        rowKey={(row) => row.id}
        tone={(row) => (row.light === 'red' ? 'bad' : '')}
        columns={[
          {
            key: 'title',
            title: '任务',
            head: true,
            render: (row) => <Go to={`/procedures/${row.procedure}/${row.id}`}>{row.title}</Go>,
          },
          { key: 'state', title: '状态', render: (row) => <StatusTag status={row.stateLabel} /> },
          { key: 'unit', title: '牵头单位', render: (row) => row.unit?.name ?? <Unknown /> },
          { key: 'due', title: '期限', render: (row) => <DueText item={row} /> },
        ]}
        empty={<EmptyState says="这次会议没有议定要办理的事项" />}
      />
    </section>
  )
}
