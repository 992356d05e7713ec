import { Alert, Button } from 'antd'
import type { z } from 'zod'
import { readMeeting, type Subject } from '#contract/governance/meetings.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import { AGENDA_KINDS } from '#core/governance/agenda.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { printDayLong } from '#core/values/day.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import './governance.css'

export type Meeting = z.output<typeof readMeeting.response>

/** Begins another meeting. */
export function MeetingButtons() {
  const go = useGo()
  const body = useAddress().get('body')
  if (!generalMeeting.opens.includes(useSession().user.role)) return null
  return (
    <Button
      type="primary"
      onClick={() => go(`/general-meetings/new${body === undefined ? '' : `?body=${body}`}`)}
    >
      筹备成员大会
    </Button>
  )
}

export const PAPERS = { notice: '通知', roll: '签到表', minutes: '会议记录' } as const
export type Paper = keyof typeof PAPERS

/** When and where, who came, what was decided item by item, the papers. */
export function MeetingDetail(props: { item: Item }) {
  const { item } = props
  const go = useGo()
  const found = useCall(readMeeting, { params: { id: item.id } })
  const meeting = found.data
  if (meeting === undefined) return null
  const { content } = meeting
  return (
    <section className="panel">
      <h3>会议</h3>
      <p>
        {printDayLong(content.heldOn)} {content.time}，{content.place}，{content.convener}召集
        {content.noticedOn !== undefined && `；${content.noticedOn} ${content.noticeWay ?? ''}通知`}
      </p>
      {typeof content.noticeMissed === 'number' && (
        <Alert type="warning" showIcon title={noticeSays(content.noticeMissed)} />
      )}
      <p>
        {attendanceSays(meeting)}
        {content.attendance && `；${content.attendance.chairedBy}主持，${content.attendance.recordedBy}记录`}
      </p>
      <ol className="meeting-items">
        {content.agenda.map((one, at) => (
          <li key={at}>
            <strong>{one.title}</strong>（{AGENDA_KINDS[one.kind].label}，须{meeting.thresholds[at]}）{' '}
            {resultOf(meeting, at)}
            <Replacement meeting={meeting} at={at} />
            {one.kind === 'charter' &&
              content.results?.[at]?.passed === true &&
              meeting.state === 'sealed' && (
                <>
                  {' '}
                  <Go to={`/charters?body=${meeting.body}`}>登记修改后的章程</Go>
                </>
              )}
            {one.subject !== undefined && (
              <>
                {' '}
                <Go to={placeOf(one.subject)}>查看所议的事</Go>
                {meeting.matters[at] && <span className="faint">（现在：{meeting.matters[at]}）</span>}
              </>
            )}
          </li>
        ))}
      </ol>
      <p className="no-print">
        {(Object.keys(PAPERS) as Paper[]).map((paper) => (
          <Button
            key={paper}
            style={{ marginInlineEnd: 8, marginBottom: 8 }}
            onClick={() => go(`/general-meetings/${item.id}/print/${paper}`)}
          >
            打印{PAPERS[paper]}
          </Button>
        ))}
      </p>
    </section>
  )
}

/** A meeting already held, whose members were told later than the charter says. */
export function noticeSays(days: number): string {
  return `通知不足章程规定的 ${days} 日：会议按实际日期登记，决议是否有效请按章程判断，成员有异议的应重新召开`
}

/** Who came, against what the law wants. */
export function attendanceSays({ content, roll }: Meeting): string {
  const { attendance, by } = content
  const whom = by === 'delegates' ? '成员代表' : '成员'
  if (attendance === null || attendance === undefined)
    return by === 'delegates'
      ? '到会的代表要达到三分之二'
      : `开会当天有成员 ${roll.length} 名，到会（含书面委托）要达到 ${Math.ceil((roll.length * 2) / 3)} 人`
  const { attending, members, proxies, quorum } = attendance
  const proxy = proxies.length > 0 ? `（其中书面委托 ${proxies.length} 人）` : ''
  return `${whom} ${members} 人，到会 ${attending} 人${proxy}，${quorum ? '达到' : '不足'}三分之二`
}

function resultOf({ content }: Meeting, at: number) {
  const ballot = content.ballots?.[at]
  const result = content.results?.[at]
  if (!ballot || !result) return null
  return (
    <>
      <StatusTag status={result.passed ? '通过' : '未通过'} /> 赞成 {ballot.yes}、反对 {ballot.no}、弃权{' '}
      {ballot.abstained}
      {(ballot.recused ?? []).length > 0 && `（${(ballot.recused ?? []).length} 人按章程回避，没有表决）`}
      {ballot.decided !== '' && `：${ballot.decided}`}
    </>
  )
}

function placeOf({ type, id }: Subject): string {
  return type === 'plan' ? `/surplus/plans/${id}` : `/procedures/${type}/${id}`
}

/** What the item replaces and by what it was replaced, with the way there. */
function Replacement({ meeting, at }: { meeting: Meeting; at: number }) {
  const [earlier, later] = [meeting.replaces[at], meeting.replacedBy[at]]
  return (
    <>
      {earlier && (
        <div>
          代替 <Go to={`/procedures/general_meeting/${earlier.meeting}`}>{earlier.says}</Go>
        </div>
      )}
      {later && (
        <div>
          已被后来的决议代替：
          <Go to={`/procedures/general_meeting/${later.meeting}`}>{later.says}</Go>
          ，不能再凭它办新的事
        </div>
      )}
    </>
  )
}

/** The same for the papers; nothing where there is neither. */
export function replacementSays({ replaces, replacedBy }: Meeting, at: number): string {
  const [earlier, later] = [replaces[at], replacedBy[at]]
  return [
    ...(earlier ? [`代替 ${earlier.says}`] : []),
    ...(later ? [`已被后来的决议代替：${later.says}`] : []),
  ].join('；')
}
