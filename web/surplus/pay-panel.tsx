import { Alert, Button, Flex, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { makeBatch } from '#contract/surplus/payments.ts'
import type { WirePlan, WirePlanShare } from '#contract/surplus/plans.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Figure } from '../ui/figure.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import { PayBatch } from './pay-batch.tsx'

const sumOf = (rows: readonly WirePlanShare[], key: 'due' | 'paid' | 'pending' | 'owed'): string =>
  wireOfFen(rows.reduce((sum, one) => sum + (fenOfWire(one[key]) ?? 0n), 0n))

/** Paying: who is still owed, a list for the bank or for cash, what came back. */
export function PayPanel({ plan }: { plan: WirePlan }) {
  const owed = plan.shares.filter((one) => one.owed !== '0.00')
  return (
    <section className="panel" aria-label="兑付">
      <h3>兑付</h3>
      <div className="figures money-figures">
        <Figure label="应付" value={sumOf(plan.shares, 'due')} unit="元" formula="各成员合计减去转为出资的" />
        <Figure label="已付" value={sumOf(plan.shares, 'paid')} unit="元" formula="已登记付成、已记账的" />
        <Figure
          label="正在付"
          value={sumOf(plan.shares, 'pending')}
          unit="元"
          formula="已列入清单、结果还没有登记的"
        />
        <Figure
          label="尚欠"
          value={sumOf(plan.shares, 'owed')}
          unit="元"
          formula="没有付、付不成退回来的和没有人领的"
          tone={owed.length > 0 ? 'warning' : 'good'}
        />
      </div>
      <Unclaimed plan={plan} owed={owed} />
      {plan.batches.map((one) => (
        <PayBatch key={one.id} plan={plan} batch={one} />
      ))}
      {plan.mayWrite && owed.length > 0 && <NewBatch key={plan.batches.length} plan={plan} owed={owed} />}
      {owed.length === 0 && plan.batches.length > 0 && <Alert type="success" title="应付的都已列入清单" />}
    </section>
  )
}

/** Whose money lay on the table and was not fetched: how many, how much, since when. */
function Unclaimed({ plan, owed }: { plan: WirePlan; owed: readonly WirePlanShare[] }) {
  const since = new Map<string, string>()
  // The newest list comes first, so that the oldest of a member is kept last.
  for (const batch of plan.batches)
    for (const line of batch.lines)
      if (batch.way === 'cash' && line.outcome === 'failed') since.set(line.member, batch.day)
  const waiting = owed.filter((one) => since.has(one.member))
  if (waiting.length === 0) return null
  const oldest = waiting.map((one) => since.get(one.member) ?? '').toSorted()[0]
  return (
    <p>
      其中没有来领的 {waiting.length} 人，
      <Money yuan={sumOf(waiting, 'owed')} unit />
      ，最早的从 {oldest} 起；一直记在各人名下，继承、退社后仍要付
    </p>
  )
}

type Way = 'bank' | 'cash'

const WAYS = {
  bank: {
    label: '银行代发',
    says: '列好后下载代发清单交银行；银行回盘后登记结果，付不成的退回“尚欠”并写明原因',
  },
  cash: { label: '现金', says: '列好后打印现金领款表，签名或按手印后登记结果' },
} as const

function NewBatch({ plan, owed }: { plan: WirePlan; owed: readonly WirePlanShare[] }) {
  const { today } = useSession()
  const [way, setWay] = useState<Way>('bank')
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [amounts, setAmounts] = useState<Record<string, string>>({})
  const act = useAct(makeBatch, { quiet: true, done: '已列入清单' })
  const payable = owed.filter((one) => way === 'cash' || one.account !== null)
  const picked = payable.filter((one) => chosen === null || chosen.includes(one.member))
  const lines = picked.map((one) => ({ member: one.member, amount: amounts[one.member] ?? one.owed }))
  const total = lines.reduce((sum, one) => sum + (fenOfWire(one.amount) ?? 0n), 0n)
  const without = owed.length - payable.length
  return (
    <ConfirmPanel
      title="列一批兑付清单"
      happens={[
        <>
          {picked.length} 人，合计 <Money yuan={wireOfFen(total)} unit />
        </>,
        WAYS[way].says,
        ...(without > 0 ? [`${without} 人名册里没有银行账号，不能列入；请补录账号或改用现金`] : []),
      ]}
      button="列入清单"
      busy={act.isPending}
      blocked={picked.length === 0 ? '请选择要付的成员' : null}
      onConfirm={() => act.mutate({ params: { id: plan.id }, body: { way, day: today, lines } })}
    >
      <Segmented<Way>
        aria-label="怎样付"
        value={way}
        options={(['bank', 'cash'] as const).map((value) => ({ value, label: WAYS[value].label }))}
        onChange={(next) => {
          setWay(next)
          setChosen(null)
        }}
        className="gap-below"
      />
      <div className="pay-owed">
        <DataRows
          compact
          rows={payable}
          rowKey={(row) => row.member}
          chosen={picked.map((one) => one.member)}
          onChoose={setChosen}
          columns={columnsOf(amounts, setAmounts)}
        />
      </div>
      <Flex wrap gap="small" className="gap-above gap-below">
        <Button size="small" onClick={() => setChosen(null)}>
          全选
        </Button>
        <Button size="small" onClick={() => setChosen([])}>
          全不选
        </Button>
      </Flex>
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}

function columnsOf(
  amounts: Readonly<Record<string, string>>,
  keep: (amounts: Record<string, string>) => void,
): readonly RowColumn<WirePlanShare>[] {
  return [
    {
      key: 'name',
      title: '成员',
      head: true,
      render: (row) => (
        <>
          {row.number} {row.name} {row.failed !== null && <Tag color="red">上次没有付成：{row.failed}</Tag>}
        </>
      ),
    },
    { key: 'account', title: '账号尾号', render: (row) => row.account ?? '—' },
    { key: 'owed', title: '尚欠（元）', align: 'right', render: (row) => <Money yuan={row.owed} /> },
    {
      key: 'amount',
      title: '这次付（元）',
      align: 'right',
      render: (row) => (
        <Input
          size="small"
          aria-label={`${row.name}这次付`}
          inputMode="decimal"
          style={{ width: 110 }}
          value={amounts[row.member] ?? row.owed}
          onChange={(event) => keep({ ...amounts, [row.member]: event.target.value.trim() })}
        />
      ),
    },
  ]
}
