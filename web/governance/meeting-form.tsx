import { Button, Flex, Form, Input, Radio, Select } from 'antd'
import type { z } from 'zod'
import type { AgendaItem, MeetingPlan, readMeetingSubjects } from '#contract/governance/meetings.ts'
import { AGENDA_KINDS, type AgendaKindId, thresholdOf } from '#core/governance/agenda.ts'
import { CHARTER_MAJORITIES, type CharterMajority, DELEGATES_ABOVE } from '#core/governance/assembly.ts'
import { WordsField } from '../membership/case-fields.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import './governance.css'

export type Offered = z.output<typeof readMeetingSubjects.response>
export type Typed = Omit<MeetingPlan, 'heldOn'> & { heldOn: string | undefined }

/** What of it is not filled in yet, in the words of the form. */
export function missingOfMeeting(typed: Typed): string[] {
  const wants: readonly [string, boolean][] = [
    ['开会日期', typed.heldOn === undefined],
    ['地点', typed.place.trim().length < 2],
    ['由谁召集', typed.convener.trim().length < 2],
    ['由谁提议', typed.occasion === 'interim' && (typed.ground ?? '').trim() === ''],
    ['至少一项议题', typed.agenda.length === 0],
    ...typed.agenda.map((one, at): [string, boolean] => [`第 ${at + 1} 项议题`, one.title.trim().length < 2]),
  ]
  return wants.filter(([, missing]) => missing).map(([word]) => word)
}

const KINDS = (Object.keys(AGENDA_KINDS) as AgendaKindId[]).map((value) => ({
  value,
  label: AGENDA_KINDS[value].label,
}))
const MAJORITIES = (Object.keys(CHARTER_MAJORITIES) as CharterMajority[]).map((value) => ({
  value,
  label: `章程：${CHARTER_MAJORITIES[value].label}`,
}))

interface MeetingFieldsProps {
  offered: Offered
  typed: Typed
  change: (part: Partial<Typed>) => void
}

/** When, where, by whom, and what is decided. */
export function MeetingFields({ offered, typed, change }: MeetingFieldsProps) {
  const words = (key: 'place' | 'convener', label: string, placeholder: string) => (
    <WordsField
      required
      max={100}
      id={`meeting-${key}`}
      label={label}
      value={typed[key]}
      placeholder={placeholder}
      onChange={(value) => change({ [key]: value })}
    />
  )
  return (
    <>
      <KindFields offered={offered} typed={typed} change={change} />
      <Flex wrap gap="middle">
        <Form.Item label="开会日期" required htmlFor="meeting-day">
          <DayPicker
            id="meeting-day"
            label="开会日期"
            value={typed.heldOn}
            onChange={(heldOn) => change({ heldOn })}
          />
        </Form.Item>
        <Form.Item label="时间" required htmlFor="meeting-time">
          <Input
            id="meeting-time"
            style={{ width: 100 }}
            value={typed.time}
            maxLength={5}
            placeholder="09:00"
            onChange={(event) => change({ time: event.target.value.replace('：', ':') })}
          />
        </Form.Item>
      </Flex>
      {words('place', '地点', '如 本社会议室')}
      {words('convener', '由谁召集', '如 理事会')}
      <Agenda offered={offered} agenda={typed.agenda} onChange={(agenda) => change({ agenda })} />
    </>
  )
}

/** The yearly meeting or another one, of all members or of delegates. */
function KindFields({ offered, typed, change }: MeetingFieldsProps) {
  return (
    <>
      <Form.Item label="什么会">
        <Radio.Group
          value={typed.occasion}
          options={[
            { value: 'annual', label: '年度大会（每年至少一次）' },
            { value: 'interim', label: '临时大会' },
          ]}
          onChange={(event) => change({ occasion: event.target.value as Typed['occasion'] })}
        />
      </Form.Item>
      {typed.occasion === 'interim' && (
        <WordsField
          required
          max={100}
          id="meeting-ground"
          label="由谁提议"
          value={typed.ground ?? ''}
          extra="百分之三十以上的成员、监事（会）或章程规定的情形；应在二十日内召开（社法第31条）"
          onChange={(ground) => change({ ground })}
        />
      )}
      {!offered.federation && offered.members > DELEGATES_ABOVE && (
        <Form.Item label="谁来表决">
          <Radio.Group
            value={typed.by}
            options={[
              { value: 'members', label: '全体成员' },
              { value: 'delegates', label: '成员代表（不少于 51 人，社法第32条）' },
            ]}
            onChange={(event) => change({ by: event.target.value as Typed['by'] })}
          />
        </Form.Item>
      )}
    </>
  )
}

interface AgendaProps {
  offered: Offered
  agenda: readonly AgendaItem[]
  onChange: (agenda: AgendaItem[]) => void
}

/** Item by item; what waits for a meeting is added by a press. */
function Agenda({ offered, agenda, onChange }: AgendaProps) {
  const listed = new Set(agenda.flatMap((one) => (one.subject ? [one.subject.id] : [])))
  const waiting = offered.subjects.filter((one) => !listed.has(one.subject.id))
  const put = (at: number, part: Partial<AgendaItem>) =>
    onChange(agenda.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      <h3>议题</h3>
      {agenda.map((item, at) => (
        <AgendaFields
          key={at}
          at={at}
          item={item}
          replaceable={offered.replaceable}
          says={offered.subjects.find((one) => one.subject.id === item.subject?.id)?.says ?? null}
          onChange={(part) => put(at, part)}
          onDrop={() => onChange(agenda.filter((_, index) => index !== at))}
        />
      ))}
      {waiting.length > 0 && <p className="faint">等着表决的，按一下列为议题：</p>}
      <Flex wrap gap="small" className="gap-below">
        {waiting.map((one) => (
          <Button
            key={one.subject.id}
            onClick={() =>
              onChange([
                ...agenda,
                { kind: one.kind as AgendaKindId, title: one.title, subject: one.subject },
              ])
            }
          >
            ＋ {one.title}
          </Button>
        ))}
        <Button onClick={() => onChange([...agenda, { kind: 'report', title: '' }])}>＋ 另加一项议题</Button>
      </Flex>
    </>
  )
}

interface AgendaFieldsProps {
  at: number
  item: AgendaItem
  says: string | null
  replaceable: Offered['replaceable']
  onChange: (part: Partial<AgendaItem>) => void
  onDrop: () => void
}

function AgendaFields({ at, item, says, replaceable, onChange, onDrop }: AgendaFieldsProps) {
  const number = at + 1
  return (
    <div className="meeting-agenda">
      <Flex wrap gap="small" align="center">
        <strong>{number}</strong>
        <Select<AgendaKindId>
          aria-label={`第 ${number} 项种类`}
          style={{ width: 240 }}
          value={item.kind}
          disabled={item.subject !== undefined}
          options={KINDS}
          onChange={(kind) => onChange({ kind })}
        />
        <Button onClick={onDrop}>去掉</Button>
      </Flex>
      <Input
        aria-label={`第 ${number} 项议题`}
        placeholder="议题，如 2025 年度业务报告"
        value={item.title}
        maxLength={100}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Flex wrap gap="small" align="center">
        <span className="faint">通过须{thresholdOf(item.kind, item.charter).says}</span>
        <Select<CharterMajority | ''>
          aria-label={`第 ${number} 项章程的要求`}
          style={{ width: 200 }}
          value={item.charter ?? ''}
          options={[{ value: '', label: '章程没有更高要求' }, ...MAJORITIES]}
          onChange={(charter) => onChange({ charter: charter === '' ? undefined : charter })}
        />
      </Flex>
      <Replaces number={number} item={item} offered={replaceable} onChange={onChange} />
      {says !== null && <span className="faint">{says}</span>}
    </div>
  )
}

interface ReplacesProps {
  number: number
  item: AgendaItem
  offered: Offered['replaceable']
  onChange: (part: Partial<AgendaItem>) => void
}

/** The earlier resolution that this item takes the place of; hidden where there is none to name. */
function Replaces({ number, item, offered, onChange }: ReplacesProps) {
  if (offered.length === 0 && item.replaces === undefined) return null
  const keyOf = (one: { meeting: string; number: number }) => `${one.meeting}/${one.number}`
  return (
    <Select
      allowClear
      aria-label={`第 ${number} 项代替以前的决议`}
      style={{ maxWidth: 560, width: '100%' }}
      placeholder="代替以前的决议（没有的不选）"
      value={item.replaces && keyOf(item.replaces)}
      options={offered.map((one) => ({ value: keyOf(one), label: one.says }))}
      onChange={(key?: string) => {
        const found = offered.find((one) => keyOf(one) === key)
        onChange({ replaces: found && { meeting: found.meeting, number: found.number } })
      }}
    />
  )
}
