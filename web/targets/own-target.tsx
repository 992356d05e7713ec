import { Button, Flex, Form, Input, Segmented, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { writeOwnTarget } from '#contract/targets/division.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { holdEnter } from '../ui/hold-enter.ts'
import { FactSelect } from './fact-select.tsx'

type Own = z.input<typeof writeOwnTarget.body>

const TYPES = [
  { value: 'count', label: '数目' },
  { value: 'ratio', label: '比例' },
  { value: 'money', label: '金额' },
] as const
const HINTS = { count: '如 30', ratio: '如 60%', money: '如 300万元' }

/** A target that the place sets for itself: what, how much, by when, on what ground. */
export function OwnTargetForm(props: { onClose: () => void }) {
  const year = useSession().today.slice(0, 4)
  const [own, setOwn] = useState<Own>(() => blank(year))
  const act = useAct(writeOwnTarget, { done: '目标已加入，可以接着分解到下级', onDone: props.onClose })
  const set = (part: Partial<Own>) => setOwn((before) => ({ ...before, ...part }))
  const ready = own.label.trim().length > 1 && own.value.trim() !== '' && own.ground.trim().length > 1
  return (
    <section className="panel" aria-label="自定目标">
      <h3>自定一项目标</h3>
      <Form layout="vertical" onFinish={() => act.mutate({ body: own })} onKeyDown={holdEnter}>
        <Line id="own-label" label="目标名称">
          <Input
            id="own-label"
            value={own.label}
            maxLength={60}
            placeholder="如 新培育县级以上示范社"
            onChange={(event) => set({ label: event.target.value })}
          />
        </Line>
        <Wanted own={own} set={set} />
        <Line id="own-fact" label="用哪个指标算">
          <FactSelect id="own-fact" type={own.type} value={own.fact} onChange={(fact) => set({ fact })} />
        </Line>
        {own.type === 'ratio' && (
          <Line id="own-base" label="基数：以哪些合作社为分母">
            <Input
              id="own-base"
              value={own.base ?? ''}
              maxLength={200}
              onChange={(event) => set({ base: event.target.value })}
            />
          </Line>
        )}
        <Period own={own} set={set} />
        <Line id="own-ground" label="依据（文件名称、文号或会议）">
          <Input
            id="own-ground"
            value={own.ground}
            maxLength={200}
            onChange={(event) => set({ ground: event.target.value })}
          />
        </Line>
        <Flex gap="small">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={act.isPending}>
            加入这项目标
          </Button>
          <Button onClick={props.onClose}>取消</Button>
        </Flex>
      </Form>
    </section>
  )
}

function blank(year: string): Own {
  return {
    id: null,
    version: 0,
    label: '',
    type: 'count',
    comparator: 'at_least',
    value: '',
    kind: 'stock',
    fact: null,
    base: null,
    from: `${year}-01-01`,
    by: `${year}-12-31`,
    ground: '',
  }
}

interface Part {
  own: Own
  set: (part: Partial<Own>) => void
}

/** What kind of figure, how much, standing or new. */
function Wanted({ own, set }: Part) {
  return (
    <Flex wrap gap="middle">
      <Form.Item label="是什么数">
        <Segmented options={[...TYPES]} value={own.type} onChange={(type) => set({ type, fact: null })} />
      </Form.Item>
      <Form.Item label="要求" required htmlFor="own-value">
        <Flex gap="small">
          <Select
            aria-label="不低于或不高于"
            value={own.comparator}
            options={[
              { value: 'at_least', label: '不低于' },
              { value: 'at_most', label: '不高于' },
            ]}
            onChange={(comparator) => set({ comparator })}
          />
          <Input
            id="own-value"
            value={own.value}
            maxLength={40}
            placeholder={HINTS[own.type]}
            onChange={(event) => set({ value: event.target.value })}
          />
        </Flex>
      </Form.Item>
      <Form.Item label="口径">
        <Segmented
          options={[
            { value: 'stock' as const, label: '存量（到期有多少）' },
            { value: 'flow' as const, label: '流量（期间新增多少）' },
          ]}
          value={own.kind}
          onChange={(kind) => set({ kind })}
        />
      </Form.Item>
    </Flex>
  )
}

/** From when until when. */
function Period({ own, set }: Part) {
  return (
    <Flex wrap gap="middle">
      <Form.Item label="起始日" required>
        <DayPicker label="起始日" value={own.from} onChange={(from) => set({ from: from ?? own.from })} />
      </Form.Item>
      <Form.Item label="期限" required>
        <DayPicker label="期限" value={own.by} onChange={(by) => set({ by: by ?? own.by })} />
      </Form.Item>
    </Flex>
  )
}

function Line(props: { id: string; label: string; children: ReactNode }) {
  return (
    <Form.Item label={props.label} required htmlFor={props.id} style={{ maxWidth: 640 }}>
      {props.children}
    </Form.Item>
  )
}
