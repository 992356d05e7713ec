import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { adoptPolicy, type PolicyDocumentHead } from '#contract/supervision/policies.ts'
import { useAct } from '../shell/api.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { holdEnter } from '../ui/hold-enter.ts'
import { AreaPicker } from '../ui/pickers.tsx'
import { WhatIf } from './what-if.tsx'

type Policy = PolicyDocumentHead

/** Puts another place's plan in force here: the county's own document after a model. */
export function AdoptPolicy(props: { policy: Policy }) {
  const mayConfirm = useMay('confirmParameter')
  const [asking, setAsking] = useState(false)
  if (props.policy.inForce || props.policy.kind !== 'plan' || !mayConfirm) return null
  return (
    <section className="panel no-print">
      {asking ? (
        <AdoptForm policy={props.policy} onClose={() => setAsking(false)} />
      ) : (
        <Flex wrap gap="small" align="center">
          <span>本地还没有执行这份方案，它的规则不参加体检。</span>
          <Button onClick={() => setAsking(true)}>在本地执行</Button>
        </Flex>
      )}
    </section>
  )
}

function AdoptForm(props: { policy: Policy; onClose: () => void }) {
  const session = useSession()
  const [area, setArea] = useState<string | undefined>(session.area ?? undefined)
  const [from, setFrom] = useState<string | undefined>(session.today)
  const [to, setTo] = useState<string | undefined>(undefined)
  const [ground, setGround] = useState('')
  const [slots, setSlots] = useState<Record<string, string>>({})
  const act = useAct(adoptPolicy, { done: '已在本地执行，下次体检起按它的规则核对', onDone: props.onClose })
  const ready =
    area !== undefined &&
    from !== undefined &&
    ground.trim().length >= 2 &&
    props.policy.slots.every((slot) => (slots[slot.id] ?? '').trim() !== '')
  const send = () => {
    if (area === undefined || from === undefined) return
    act.mutate({
      params: { id: props.policy.id },
      body: { area, from, to: to ?? null, ground: ground.trim(), slots },
    })
  }
  return (
    <Form layout="vertical" onFinish={send} onKeyDown={holdEnter}>
      <p>执行后，这份方案的规则和标准对所选辖区生效；记录只增不改。</p>
      <Flex wrap gap="middle">
        <Form.Item label="执行范围" required htmlFor="adopt-area">
          <AreaPicker id="adopt-area" value={area} label={session.areaName} onChange={setArea} />
        </Form.Item>
        <Form.Item label="执行起始日" required htmlFor="adopt-from">
          <DayPicker label="执行起始日" value={from} onChange={setFrom} />
        </Form.Item>
        <Form.Item label="截止日（可不填）" htmlFor="adopt-to">
          <DayPicker label="截止日" value={to} onChange={setTo} />
        </Form.Item>
      </Flex>
      <Form.Item label="本地印发文件的名称和文号" required htmlFor="adopt-ground">
        <Input
          id="adopt-ground"
          value={ground}
          maxLength={200}
          onChange={(event) => setGround(event.target.value)}
        />
      </Form.Item>
      <Slots slots={props.policy.slots} filled={slots} onChange={setSlots} />
      <WhatIf
        thought={
          area === undefined || from === undefined
            ? null
            : { kind: 'adoption', document: props.policy.id, area, from, to: to ?? null, slots }
        }
      />
      <Flex gap="small">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={act.isPending}>
          在所选辖区执行
        </Button>
        <Button onClick={props.onClose}>取消</Button>
      </Flex>
    </Form>
  )
}

/** What a model document leaves open, one line each. */
function Slots(props: {
  slots: Policy['slots']
  filled: Readonly<Record<string, string>>
  onChange: (filled: Record<string, string>) => void
}) {
  if (props.slots.length === 0) return null
  return (
    <>
      <p>这份文件是范本，下面各项原文隐去了，填上本地的名称和数目才能执行：</p>
      {props.slots.map((slot) => (
        <Form.Item key={slot.id} label={slot.label} required htmlFor={`adopt-slot-${slot.id}`}>
          <Input
            id={`adopt-slot-${slot.id}`}
            value={props.filled[slot.id] ?? ''}
            maxLength={200}
            inputMode={slot.kind === 'count' ? 'numeric' : 'text'}
            onChange={(event) => props.onChange({ ...props.filled, [slot.id]: event.target.value })}
          />
        </Form.Item>
      ))}
    </>
  )
}
