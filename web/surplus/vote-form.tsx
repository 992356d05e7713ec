import { Alert, Button, Checkbox, Flex, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { recordVote, type WirePlan } from '#contract/surplus/plans.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'

type Vote = z.input<typeof recordVote.body>
type Counts = 'extraVotes' | 'yes' | 'no' | 'abstained' | 'proxyLimit' | 'delegates' | 'delegatesPresent'

/** What the meeting decided: who came, who gave a written proxy, how the votes fell. */
export function VoteForm({ plan }: { plan: WirePlan }) {
  const { today } = useSession()
  const [vote, setVote] = useState<Vote>({
    day: today,
    present: plan.shares.map((one) => one.member),
    proxies: [],
    proxyLimit: 3,
    extraVotes: 0,
    yes: 0,
    no: 0,
    abstained: 0,
    resolution: '',
    files: [],
  })
  const act = useAct(recordVote, { quiet: true, done: '已登记表决' })
  const change = (part: Partial<Vote>) => setVote({ ...vote, ...part })
  const attending =
    vote.delegates === undefined ? vote.present.length + vote.proxies.length : (vote.delegatesPresent ?? 0)
  const all = vote.delegates ?? plan.shares.length
  return (
    <ConfirmPanel
      title="下一步：登记成员大会的表决"
      happens={[
        `出席（含书面委托）${attending} 人，全体 ${all} 人；出席要达到三分之二，赞成要超过全部表决权的一半（社法第30条）`,
        '通过的，方案锁定，按它入账；没有通过的，这个方案办结，重新拟定',
      ]}
      button="登记表决"
      busy={act.isPending}
      blocked={vote.files.length === 0 ? '请上传会议记录、签到表的照片' : null}
      onConfirm={() => act.mutate({ params: { id: plan.id }, body: vote })}
    >
      <Form layout="vertical">
        <Segmented
          aria-label="什么会"
          value={vote.delegates === undefined ? 'members' : 'delegates'}
          options={[
            { value: 'members', label: '成员大会' },
            { value: 'delegates', label: '成员代表大会' },
          ]}
          onChange={(kind) =>
            change(
              kind === 'members'
                ? { delegates: undefined, delegatesPresent: undefined }
                : { delegates: 51, delegatesPresent: 51 },
            )
          }
          className="gap-below"
        />
        <Figures vote={vote} change={change} />
        {vote.delegates === undefined && <Attendance plan={plan} vote={vote} change={change} />}
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
      </Form>
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}

interface PartProps {
  vote: Vote
  change: (part: Partial<Vote>) => void
}

function Figures({ vote, change }: PartProps) {
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
      {count('extraVotes', '附加表决权票数')}
      {vote.delegates === undefined && count('proxyLimit', '章程规定一人最多受托几人')}
    </div>
  )
}

function Attendance({ plan, vote, change }: PartProps & { plan: WirePlan }) {
  const present = new Set(vote.present)
  const options = plan.shares.map((one) => ({ value: one.member, label: `${one.number} ${one.name}` }))
  const absent = options.filter((one) => !present.has(one.value))
  const proxy = (at: number, part: Partial<Vote['proxies'][number]>) =>
    change({ proxies: vote.proxies.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  const pick = (of: {
    label: string
    value: string
    from: typeof options
    onChange: (value: string) => void
  }) => (
    <Select
      aria-label={of.label}
      placeholder={of.label}
      style={{ width: 180 }}
      value={of.value || null}
      showSearch={{ optionFilterProp: 'label' }}
      options={of.from}
      onChange={(value: string | null) => of.onChange(value ?? '')}
    />
  )
  return (
    <>
      <Flex wrap gap="small" align="center" className="gap-below">
        <span>到会的成员（{present.size} 人）</span>
        <Button size="small" onClick={() => change({ present: options.map((one) => one.value) })}>
          全选
        </Button>
        <Button size="small" onClick={() => change({ present: [] })}>
          全不选
        </Button>
      </Flex>
      <div className="attendance gap-below">
        {options.map((one) => (
          <Checkbox
            key={one.value}
            checked={present.has(one.value)}
            onChange={(event) =>
              change({
                present: event.target.checked
                  ? [...vote.present, one.value]
                  : vote.present.filter((member) => member !== one.value),
              })
            }
          >
            {one.label}
          </Checkbox>
        ))}
      </div>
      {vote.proxies.map((one, at) => (
        <Flex key={at} wrap gap="small" align="center" className="gap-below">
          {pick({
            label: `第 ${at + 1} 份委托人`,
            value: one.from,
            from: absent,
            onChange: (from) => proxy(at, { from }),
          })}
          书面委托
          {pick({
            label: `第 ${at + 1} 份受托人`,
            value: one.to,
            from: options.filter((other) => present.has(other.value)),
            onChange: (to) => proxy(at, { to }),
          })}
          <Button onClick={() => change({ proxies: vote.proxies.filter((_, index) => index !== at) })}>
            去掉
          </Button>
        </Flex>
      ))}
      <Button
        className="gap-below"
        disabled={absent.length === 0}
        onClick={() => change({ proxies: [...vote.proxies, { from: '', to: '' }] })}
      >
        加一份书面委托
      </Button>
    </>
  )
}
