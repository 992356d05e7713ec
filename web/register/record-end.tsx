import { Form, Input } from 'antd'
import { useState } from 'react'
import { endRecord, type WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'

/** 终止: a member left, a term is over, a tag no longer holds. What follows stands there before the button. */
export function RecordEnd(props: { register: Register; record: WireRecord; onDone: () => void }) {
  const { register, record, onDone } = props
  const session = useSession()
  const [day, setDay] = useState<string | undefined>(session.today)
  const [reason, setReason] = useState('')
  const act = useAct(endRecord, { done: '已终止', onDone, quiet: true })
  const ready = day !== undefined && reason.trim().length >= 2
  const end = () => {
    if (!ready) return
    act.mutate({
      params: { register: register.id, id: record.id },
      body: { version: record.version, effectiveOn: day, reason: reason.trim() },
    })
  }
  return (
    <section className="panel">
      <Form layout="vertical" component={false}>
        <Form.Item label="终止日期" required htmlFor="end-day">
          <DayPicker
            id="end-day"
            label="终止日期"
            value={day}
            from={record.effectiveOn}
            until={session.today}
            onChange={setDay}
          />
        </Form.Item>
        <Form.Item label="终止原因" required htmlFor="end-reason">
          <Input
            id="end-reason"
            maxLength={500}
            value={reason}
            placeholder="如：退社、任期届满、已注销"
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {act.error !== null && <Problems problems={problemsOf(act.error)} />}
      <ConfirmPanel
        title={`终止这条“${register.label}”记录`}
        happens={[
          `从 ${day ?? '所选日期'} 起不再列入名册、档案和指标，有关的体检结果随即重算`,
          '以前的内容和变更经过都保留，这条记录的链接和操作日志里还能查到',
          ...(register.belongsTo === 'none' ? ['这是主体本身：它的全部台账以后都不再参加体检'] : []),
        ]}
        button="确定终止"
        blocked={ready ? null : '请先写明日期和原因'}
        busy={act.isPending}
        onConfirm={end}
        onCancel={onDone}
      />
    </section>
  )
}
