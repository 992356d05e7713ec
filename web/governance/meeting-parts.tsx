import { Flex, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import {
  type Attendance,
  itemBallot,
  meetingContent,
  readMeeting,
  readMeetingSubjects,
} from '#contract/governance/meetings.ts'
import { thresholdOf } from '#core/governance/agenda.ts'
import { votesAt } from '#core/governance/assembly.ts'
import type { z } from 'zod'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { AttendanceFields } from './attendance-fields.tsx'
import { ExtraVotes } from './extra-votes.tsx'
import type { Meeting } from './meeting-detail.tsx'
import { MeetingFields, type Typed } from './meeting-form.tsx'

const WIDTH = { maxWidth: 420, width: '100%' } as const

/** Keeps what was typed and hands it on. */
function useTyped<T extends object>(props: PartProps, first: T): [T, (part: Partial<T>) => void] {
  const [typed, setTyped] = useState<T>(first)
  const change = (part: Partial<T>): void => {
    const next = { ...typed, ...part }
    setTyped(next)
    props.onChange({ ...next } as Record<string, unknown>)
  }
  return [typed, change]
}

/** Another day, place or agenda, as long as nobody was told. */
export function RevisePart(props: PartProps) {
  const content = meetingContent.parse(props.item.payload)
  const offered = useCall(readMeetingSubjects, { params: { body: props.item.body ?? '' } })
  const { occasion, by, heldOn, time, place, convener, ground, agenda } = content
  const [typed, change] = useTyped<Typed>(props, {
    occasion,
    by,
    heldOn,
    time,
    place,
    convener,
    ...(ground && { ground }),
    agenda,
  })
  return offered.data === undefined ? null : (
    <MeetingFields offered={offered.data} typed={typed} change={change} />
  )
}

/** When and how the members were told. */
export function CallPart(props: PartProps) {
  const { today } = useSession()
  const { heldOn } = meetingContent.parse(props.item.payload)
  const [typed, change] = useTyped(props, { noticedOn: today <= heldOn ? today : '', noticeWay: '' })
  return (
    <>
      <Form.Item label="通知日期" required htmlFor="notice-day">
        <DayPicker
          id="notice-day"
          label="通知日期"
          value={typed.noticedOn}
          until={today <= heldOn ? today : heldOn}
          onChange={(noticedOn) => change({ noticedOn: noticedOn ?? '' })}
        />
      </Form.Item>
      <Form.Item
        label="怎样通知"
        required
        htmlFor="notice-way"
        extra="按章程规定的办法，如 张贴、电话、微信群；通知要写明议题"
      >
        <Input
          id="notice-way"
          style={WIDTH}
          value={typed.noticeWay}
          maxLength={100}
          onChange={(event) => change({ noticeWay: event.target.value })}
        />
      </Form.Item>
    </>
  )
}

/** Who came, by the signed list. */
export function AttendPart(props: PartProps) {
  const found = useCall(readMeeting, { params: { id: props.item.id } })
  return found.data === undefined ? null : <Attending {...props} meeting={found.data} />
}

function Attending(props: PartProps & { meeting: Meeting }) {
  const { content, roll, terms, federation } = props.meeting
  const before = content.attendance
  const [typed, change] = useTyped<Attendance>(props, {
    present: before?.present ?? [],
    proxies: before?.proxies ?? [],
    proxyLimit: before?.proxyLimit ?? terms.proxyLimit ?? 3,
    extras: before?.extras ?? [],
    chairedBy: before?.chairedBy ?? '',
    recordedBy: before?.recordedBy ?? '',
    ...(content.by === 'delegates' && {
      delegates: before?.delegates ?? 51,
      delegatesPresent: before?.delegatesPresent ?? 51,
    }),
  })
  const byMembers = content.by === 'members'
  return (
    <>
      {byMembers && (
        <AttendanceFields voters={roll} present={typed.present} proxies={typed.proxies} onChange={change} />
      )}
      <Flex wrap gap="middle">
        {byMembers ? (
          <CountField
            id="proxy-limit"
            label="章程规定一人最多受托几人"
            value={typed.proxyLimit}
            onChange={(proxyLimit) => change({ proxyLimit })}
          />
        ) : (
          <Delegates typed={typed} change={change} />
        )}
        <NameField
          id="chaired-by"
          label="主持人"
          value={typed.chairedBy}
          onChange={(chairedBy) => change({ chairedBy })}
        />
        <NameField
          id="recorded-by"
          label="记录人"
          value={typed.recordedBy}
          onChange={(recordedBy) => change({ recordedBy })}
        />
      </Flex>
      {byMembers && !federation && (
        <ExtraVotes
          options={roll.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
          value={typed.extras}
          onChange={(extras) => change({ extras })}
        />
      )}
    </>
  )
}

function Delegates({ typed, change }: { typed: Attendance; change: (part: Partial<Attendance>) => void }) {
  return (
    <>
      <CountField
        id="delegates"
        label="成员代表人数"
        value={typed.delegates ?? 0}
        onChange={(delegates) => change({ delegates })}
      />
      <CountField
        id="delegates-present"
        label="到会的代表人数"
        value={typed.delegatesPresent ?? 0}
        onChange={(delegatesPresent) => change({ delegatesPresent })}
      />
    </>
  )
}

type Ballot = z.output<typeof itemBallot>

/** The votes item by item: everybody who came is for it until said otherwise. */
export function BallotPart(props: PartProps) {
  const found = useCall(readMeeting, { params: { id: props.item.id } })
  return found.data === undefined ? null : <Balloting {...props} meeting={found.data} />
}

function Balloting(props: PartProps & { meeting: Meeting }) {
  const { content } = props.meeting
  const { votes, castable } = votesAt(content.attendance, content.by === 'delegates')
  const [typed, change] = useTyped<{ ballots: Ballot[] }>(props, {
    ballots: content.agenda.map(
      (_, at) => content.ballots?.[at] ?? { yes: 0, no: 0, abstained: 0, decided: '' },
    ),
  })
  const put = (at: number, part: Partial<Ballot>) =>
    change({ ballots: typed.ballots.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <>
      <p className="faint">
        到会 {content.attendance?.attending ?? 0} 人，可投 {castable} 票；全社表决权共 {votes} 票
      </p>
      {content.agenda.map((item, at) => {
        const ballot = typed.ballots[at]
        if (ballot === undefined) return null
        const { says, met } = thresholdOf(item.kind, item.charter)
        return (
          <div key={at} className="meeting-agenda">
            <strong>
              {at + 1}. {item.title}
            </strong>
            <Flex wrap gap="middle">
              {(['yes', 'no', 'abstained'] as const).map((key) => (
                <CountField
                  key={key}
                  id={`ballot-${at}-${key}`}
                  label={`第 ${at + 1} 项${BALLOT_WORDS[key]}`}
                  value={ballot[key]}
                  onChange={(value) => put(at, { [key]: value })}
                />
              ))}
            </Flex>
            <Recused
              number={at + 1}
              meeting={props.meeting}
              value={ballot.recused ?? []}
              onChange={(recused) => put(at, { recused })}
            />
            <Input
              aria-label={`第 ${at + 1} 项决议内容`}
              placeholder="决议内容，如 同意；选举某某为理事长（可不填）"
              value={ballot.decided}
              maxLength={500}
              onChange={(event) => put(at, { decided: event.target.value })}
            />
            <span>
              通过须{says}：{met(ballot.yes, votes) ? '照这样填，通过' : '照这样填，没有通过'}
            </span>
          </div>
        )
      })}
    </>
  )
}

interface RecusedProps {
  number: number
  meeting: Meeting
  value: string[]
  onChange: (value: string[]) => void
}

/** Who has an interest in the item and does not vote, where the charter says so. */
function Recused({ number, meeting, value, onChange }: RecusedProps) {
  if (meeting.terms.recusal !== true || meeting.content.by !== 'members') return null
  return (
    <Select
      mode="multiple"
      aria-label={`第 ${number} 项回避的成员`}
      placeholder="按章程回避、不参加这一项表决的成员（没有的不选）"
      optionFilterProp="label"
      value={value}
      options={meeting.roll.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
      onChange={onChange}
    />
  )
}

const BALLOT_WORDS = { yes: '赞成', no: '反对', abstained: '弃权' } as const

function CountField(props: { id: string; label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Form.Item label={props.label} htmlFor={props.id}>
      <InputNumber
        id={props.id}
        min={0}
        precision={0}
        value={props.value}
        onChange={(value) => props.onChange(value ?? 0)}
      />
    </Form.Item>
  )
}

function NameField(props: { id: string; label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Form.Item label={props.label} required htmlFor={props.id}>
      <Input
        id={props.id}
        style={{ width: 160 }}
        maxLength={50}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}
