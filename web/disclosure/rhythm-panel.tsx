import { Button, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { readBoard, setRhythm } from '#contract/disclosure/disclosures.ts'
import { periodOf, RHYTHMS, type Period, type Rhythm } from '#core/disclosure/period.ts'
import { addDays } from '#core/values/day.ts'
import { useAddress } from '../shell/address.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { Problems } from '../ui/problems.tsx'

type Board = z.output<typeof readBoard.response>

/** How often cooperatives show here, and the button of a township that asks for another rhythm. */
export function RhythmPanel(props: { data: Board }) {
  const { rhythm, others } = props.data
  const [setting, setSetting] = useState(false)
  const address = useAddress()
  return (
    <div className="gap-below no-print">
      <Flex wrap gap="small" align="center">
        <span>
          {rhythm.from === null
            ? '这里没有另作规定，按季公开'
            : `${rhythm.areaName}自 ${rhythm.from} 起${RHYTHMS[rhythm.every]}公开（${rhythm.ground}）`}
          {rhythm.coming !== null && `；${rhythm.coming.from} 起改为${RHYTHMS[rhythm.coming.every]}`}
        </span>
        {rhythm.maySet && !setting && <Button onClick={() => setSetting(true)}>规定公开的频次</Button>}
        {others.length > 0 && (
          <Button
            type="link"
            onClick={() =>
              address.set({
                every: props.data.every === 'month' ? 'quarter' : 'month',
                from: undefined,
                page: undefined,
              })
            }
          >
            {others.map((one) => one.name).join('、')}
            {props.data.every === 'month' ? '按季' : '按月'}公开，去看
          </Button>
        )}
      </Flex>
      {setting && (
        <div className="gap-above">
          <Setting data={props.data} onDone={() => setSetting(false)} />
        </div>
      )}
    </div>
  )
}

function Setting(props: { data: Board; onDone: () => void }) {
  const { today } = useSession()
  const now = periodOf(today, 'quarter')
  const next = periodOf(addDays(now.to, 1), 'quarter')
  const [typed, setTyped] = useState<Typed>({
    every: props.data.rhythm.every === 'month' ? 'quarter' : 'month',
    from: next.from,
    ground: '',
  })
  const act = useAct(setRhythm, {
    quiet: true,
    done: '已规定',
    invalidate: [readBoard],
    onDone: props.onDone,
  })
  return (
    <ConfirmPanel
      title="规定财务公开的频次"
      happens={[
        '从选定的季度起，本辖区的合作社按这个频次制作公开内容，逾期名单也按它算',
        '按月的，每结一个月的账自动制作一期；以前各期不变',
      ]}
      button="按此规定"
      busy={act.isPending}
      blocked={typed.ground.trim().length < 2 ? '请写明依据' : null}
      onConfirm={() => act.mutate({ body: typed })}
      onCancel={props.onDone}
    >
      <SettingForm typed={typed} onTyped={setTyped} quarters={[now, next]} />
      {act.error !== null && <Problems problems={problemsOf(act.error)} />}
    </ConfirmPanel>
  )
}

interface Typed {
  every: Rhythm
  from: string
  ground: string
}

interface FormProps {
  typed: Typed
  onTyped: (typed: Typed) => void
  quarters: readonly Period[]
}

function SettingForm(props: FormProps) {
  const { typed, onTyped } = props
  return (
    <Form layout="vertical">
      <Flex wrap gap="middle">
        <Form.Item label="频次" htmlFor="rhythm-every">
          <Select
            id="rhythm-every"
            value={typed.every}
            style={{ width: 120 }}
            options={Object.entries(RHYTHMS).map(([value, label]) => ({ value, label, title: label }))}
            onChange={(every) => onTyped({ ...typed, every })}
          />
        </Form.Item>
        <Form.Item label="从哪个季度起" htmlFor="rhythm-from">
          <Select
            id="rhythm-from"
            value={typed.from}
            style={{ width: 200 }}
            options={props.quarters.map((one) => ({ value: one.from, label: one.label, title: one.label }))}
            onChange={(from) => onTyped({ ...typed, from })}
          />
        </Form.Item>
        <Form.Item label="依据" htmlFor="rhythm-ground">
          <Input
            id="rhythm-ground"
            value={typed.ground}
            maxLength={200}
            style={{ width: 320 }}
            placeholder="如：镇财务公开办法及文号"
            onChange={(event) => onTyped({ ...typed, ground: event.target.value })}
          />
        </Form.Item>
      </Flex>
    </Form>
  )
}
