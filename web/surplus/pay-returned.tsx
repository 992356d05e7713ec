import { Alert, Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { tellReturned } from '#contract/surplus/payments.ts'
import type { WireBatch } from '#contract/surplus/plans.ts'
import { fenOfWire, printYuan, wireOfFen } from '#core/values/money.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import { CheckList } from '../governance/check-list.tsx'

/** Money that was paid and came back later: owed again, with a receipt in the books. */
export function Returned({ batch, paid }: { batch: WireBatch; paid: WireBatch['lines'] }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button size="small" className="gap-above gap-below" onClick={() => setOpen(true)}>
        登记退回
      </Button>
    )
  return <ReturnForm batch={batch} paid={paid} onClose={() => setOpen(false)} />
}

interface ReturnFormProps {
  batch: WireBatch
  paid: WireBatch['lines']
  onClose: () => void
}

function ReturnForm({ batch, paid, onClose }: ReturnFormProps) {
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [members, setMembers] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const act = useAct(tellReturned, { quiet: true, done: '已登记退回，重新算作尚欠', onDone: onClose })
  const total = paid
    .filter((one) => members.includes(one.member))
    .reduce((sum, one) => sum + (fenOfWire(one.amount) ?? 0n), 0n)
  return (
    <ConfirmPanel
      title="登记付成以后的退回"
      happens={[
        <>
          {members.length} 人，合计 <Money yuan={wireOfFen(total)} unit /> 退回本社
          {batch.way === 'bank' ? '账户' : '现金'}，记一张收款凭证
        </>,
        '这些钱重新算作“尚欠”，可以再列入清单；原来的付款和退回都留在记录里',
      ]}
      button="确认退回"
      busy={act.isPending}
      blocked={members.length === 0 ? '请选择退回的成员' : reason.trim() === '' ? '请写明为什么退回' : null}
      onConfirm={() => act.mutate({ params: { id: batch.id }, body: { day, members, reason } })}
      onCancel={onClose}
    >
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Labelled label="退回到账的日期">
          <DayPicker
            value={day}
            label="退回到账的日期"
            until={today}
            onChange={(next) => next && setDay(next)}
          />
        </Labelled>
        <Input
          aria-label="退回的原因"
          placeholder="退回的原因，如账户已注销"
          style={{ width: 260 }}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Flex>
      <CheckList
        options={paid.map((one) => ({
          value: one.member,
          label: `${one.number} ${one.name} ${printYuan(fenOfWire(one.amount) ?? 0n)}`,
        }))}
        value={members}
        onChange={setMembers}
      />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}
