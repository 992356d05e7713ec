import { Alert, Flex, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { recordVote, type WirePlan } from '#contract/surplus/plans.ts'
import { CHARTER_MAJORITIES, type CharterMajority, sumOfExtras } from '#core/governance/assembly.ts'
import { isMemberOn } from '#core/membership/after-leaving.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
import { AttendanceFields } from '../governance/attendance-fields.tsx'
import { ExtraVotes } from '../governance/extra-votes.tsx'

type Vote = z.input<typeof recordVote.body>
type Counts = 'extraVotes' | 'yes' | 'no' | 'abstained' | 'proxyLimit' | 'delegates' | 'delegatesPresent'

/** What the meeting decided: who came, who gave a written proxy, how the votes fell. */
export function VoteForm({ plan }: { plan: WirePlan }) {
  const { today } = useSession()
  const [typed, setVote] = useState<Vote>(() => ({
    ...EMPTY,
    day: plan.meetingOn !== null && plan.meetingOn <= today ? plan.meetingOn : today,
    present: plan.voters.map((one) => one.member),
  }))
  // Members of the day of the meeting: who left shares in the year and has no vote, who joined since has one.
  const voters = plan.voters.filter(
    (one) => (one.joinedOn ?? '') <= typed.day && isMemberOn(one.leftOn, typed.day),
  )
  const everyone = new Set(voters.map((one) => one.member))
  const vote = { ...typed, present: typed.present.filter((one) => everyone.has(one)) }
  const act = useAct(recordVote, { quiet: true, done: '已登记表决' })
  const change = (part: Partial<Vote>) => setVote({ ...typed, ...part })
  const ofMembers = vote.delegates === undefined
  const attending = ofMembers ? vote.present.length + vote.proxies.length : (vote.delegatesPresent ?? 0)
  return (
    <ConfirmPanel
      title="下一步：登记成员大会的表决"
      happens={[
        `出席（含书面委托）${attending} 人，全体 ${vote.delegates ?? everyone.size} 人，附加表决权 ${vote.extraVotes} 票；出席要达到三分之二，赞成要超过全部表决权的一半${vote.charter === undefined ? '' : `，并按章程达到${CHARTER_MAJORITIES[vote.charter].label}`}（社法第30条）`,
        '通过的，方案锁定，按它入账；没有通过的，这个方案办结，重新拟定',
      ]}
      button="登记表决"
      busy={act.isPending}
      blocked={vote.files.length === 0 ? '请上传会议记录、签到表的照片' : null}
      onConfirm={() => act.mutate({ params: { id: plan.id }, body: vote })}
    >
      <Form layout="vertical">
        {!plan.federation && <Whose ofMembers={ofMembers} change={change} />}
        <Figures vote={vote} change={change} federation={plan.federation} />
        {!plan.federation && (
          <ExtraVotes
            options={voters.map((one) => ({ value: one.member, label: `${one.number} ${one.name}` }))}
            value={vote.extras ?? []}
            onChange={(extras) => change({ extras, extraVotes: sumOfExtras(extras) })}
          />
        )}
        {ofMembers && (
          <AttendanceFields
            voters={voters.map((one) => ({ ...one, id: one.member }))}
            present={vote.present}
            proxies={vote.proxies}
            onChange={change}
          />
        )}
        <Resolution vote={vote} change={change} />
      </Form>
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}

function Whose({ ofMembers, change }: { ofMembers: boolean; change: (part: Partial<Vote>) => void }) {
  return (
    <Segmented
      aria-label="什么会"
      value={ofMembers ? 'members' : 'delegates'}
      options={[
        { value: 'members', label: '成员大会' },
        { value: 'delegates', label: '成员代表大会' },
      ]}
      onChange={(kind) => change(kind === 'members' ? BY_MEMBERS : BY_DELEGATES)}
      className="gap-below"
    />
  )
}

const EMPTY: Omit<Vote, 'day'> = {
  present: [],
  proxies: [],
  proxyLimit: 3,
  extraVotes: 0,
  yes: 0,
  no: 0,
  abstained: 0,
  resolution: '',
  files: [],
}
const MAJORITIES: { value: 'law' | CharterMajority; label: string }[] = [
  { value: 'law', label: '过半数（社法第30条）' },
  ...(Object.keys(CHARTER_MAJORITIES) as CharterMajority[]).map((value) => ({
    value,
    label: `章程：${CHARTER_MAJORITIES[value].label}`,
  })),
]
const BY_MEMBERS = { delegates: undefined, delegatesPresent: undefined }
const BY_DELEGATES = { delegates: 51, delegatesPresent: 51 }

function Resolution({ vote, change }: PartProps) {
  return (
    <Flex wrap gap="middle" align="center" className="gap-below">
      <Input
        aria-label="决议名称或文号"
        placeholder="决议名称或文号"
        style={{ width: 320 }}
        value={vote.resolution}
        onChange={(event) => change({ resolution: event.target.value })}
      />
      <FileUpload value={vote.files} onChange={(files) => change({ files })} button="上传会议记录照片" />
    </Flex>
  )
}

interface PartProps {
  vote: Vote
  change: (part: Partial<Vote>) => void
}

function Figures({ vote, change, federation }: PartProps & { federation: boolean }) {
  const { today } = useSession()
  const count = (key: Counts, label: string) => (
    <Form.Item label={label} htmlFor={`vote-${key}`}>
      <InputNumber
        id={`vote-${key}`}
        min={0}
        precision={0}
        value={vote[key] ?? 0}
        onChange={(value) => change({ [key]: value ?? 0 })}
      />
    </Form.Item>
  )
  return (
    <div className="form-grid">
      <Form.Item label="开会日期" htmlFor="vote-day">
        <DayPicker id="vote-day" value={vote.day} until={today} onChange={(day) => day && change({ day })} />
      </Form.Item>
      {vote.delegates !== undefined && count('delegates', '成员代表人数')}
      {vote.delegates !== undefined && count('delegatesPresent', '到会的代表人数')}
      {count('yes', '赞成票')}
      {count('no', '反对票')}
      {count('abstained', '弃权票')}
      {!federation && (vote.extras ?? []).length === 0 && count('extraVotes', '附加表决权票数')}
      {vote.delegates === undefined && count('proxyLimit', '章程规定一人最多受托几人')}
      <Form.Item label="赞成要达到" htmlFor="vote-charter">
        <Select<'law' | CharterMajority>
          id="vote-charter"
          value={vote.charter ?? 'law'}
          options={MAJORITIES}
          onChange={(value) => change({ charter: value === 'law' ? undefined : value })}
        />
      </Form.Item>
    </div>
  )
}
