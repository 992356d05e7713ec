import { AutoComplete, Button, Flex, Input } from 'antd'
import type { WireBookedReward, WireTypedPlan } from '#contract/surplus/typed-plan.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Money } from '../ui/values.tsx'

type Typed = WireTypedPlan['rewards'][number]

interface RewardsProps {
  typed: WireTypedPlan
  booked: readonly WireBookedReward[]
  resolutions: readonly string[]
  onChange: (part: Partial<WireTypedPlan>) => void
}

/** Rewards for management, technique, brand …: by resolution, before there is a surplus. */
export function Rewards({ typed, booked, resolutions, onChange }: RewardsProps) {
  const change = (at: number, part: Partial<Typed>) =>
    onChange({ rewards: typed.rewards.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className="rewards">
      <legend>先列支的服务报酬（管理、技术、信息、商标等，经大会决议；没有就不填）</legend>
      {booked.length > 0 && <Booked rows={booked} />}
      {typed.rewards.map((one, at) => (
        <RewardRow
          key={at}
          at={at}
          reward={one}
          resolutions={resolutions}
          onChange={(part) => change(at, part)}
          onDrop={() => onChange({ rewards: typed.rewards.filter((_, index) => index !== at) })}
        />
      ))}
      <Button onClick={() => onChange({ rewards: [...typed.rewards, { payee: '', what: '', amount: '' }] })}>
        加一项{booked.length > 0 ? '还没有列支的' : ''}
      </Button>
    </fieldset>
  )
}

interface RowProps {
  at: number
  reward: Typed
  resolutions: readonly string[]
  onChange: (part: Partial<Typed>) => void
  onDrop: () => void
}

const WORDS = [
  ['payee', '付给谁'],
  ['what', '什么服务'],
  ['amount', '金额'],
] as const

function RewardRow({ at, reward, resolutions, onChange, onDrop }: RowProps) {
  const name = (what: string) => `第 ${at + 1} 项${what}`
  return (
    <Flex wrap gap="small" className="gap-below">
      {WORDS.map(([key, label]) => (
        <Input
          key={key}
          aria-label={name(label)}
          placeholder={key === 'amount' ? '金额（元）' : label}
          value={reward[key]}
          onChange={(event) => onChange({ [key]: event.target.value })}
        />
      ))}
      <AutoComplete
        aria-label={name('经哪次大会决议')}
        className="reward-resolution"
        placeholder="经哪次大会决议（不写的随本方案表决）"
        maxLength={200}
        value={reward.resolution ?? ''}
        options={resolutions.map((value) => ({ value }))}
        onChange={(resolution: string) => onChange({ resolution })}
      />
      <Button aria-label={`去掉第 ${at + 1} 项`} onClick={onDrop}>
        去掉
      </Button>
    </Flex>
  )
}

/** What the costs have already: the surplus of the year is what is left after it. */
function Booked({ rows }: { rows: readonly WireBookedReward[] }) {
  return (
    <>
      <p className="faint">账上已经列入费用的（本年盈余里已经减去，下面不要再填）：</p>
      <DataRows
        compact
        rows={rows}
        rowKey={(row) => row.voucher}
        columns={[
          {
            key: 'payee',
            title: '付给谁',
            head: true,
            render: (row) => `${row.payee}${row.post === null ? '' : `（${row.post}）`}`,
          },
          { key: 'what', title: '服务', render: (row) => row.what },
          {
            key: 'amount',
            title: '金额（元）',
            align: 'right',
            render: (row) => <Money yuan={row.amount} />,
          },
          { key: 'resolution', title: '经哪次大会决议', render: (row) => row.resolution ?? '没有写明' },
          { key: 'voucher', title: '凭证', render: (row) => `记-${row.voucher}` },
        ]}
      />
    </>
  )
}
