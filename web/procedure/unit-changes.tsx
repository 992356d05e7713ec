import { Button, Flex, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { endUnit, openOfUnit, renameUnit, type Unit } from '#contract/kernel/procedures.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { LeadPicker } from './unit-picker.tsx'

interface ChangeProps {
  unit: Unit
  onClose: () => void
}

/** 更名: the old name stays with its days; a slip of the pen is corrected and leaves none. */
export function RenameUnit({ unit, onClose }: ChangeProps) {
  const { today } = useSession()
  const [name, setName] = useState(unit.name)
  const [kind, setKind] = useState<'rename' | 'correct'>('rename')
  const [onDay, setDay] = useState(today)
  const [ground, setGround] = useState('')
  const open = useCall(openOfUnit, { params: { id: unit.id } })
  const act = useAct(renameUnit, { quiet: true, done: '已更名', onDone: onClose })
  const count = open.data?.items.length ?? 0
  return (
    <section className="panel" aria-label={`${unit.name}更名`}>
      <h3>{unit.name} 更名</h3>
      <Form layout="vertical" className="form-grid">
        <Form.Item label="新名称" required htmlFor="unit-new-name">
          <Input
            id="unit-new-name"
            value={name}
            maxLength={50}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
        <Form.Item label="为什么改">
          <Radio.Group
            value={kind}
            onChange={(event) => setKind(event.target.value as typeof kind)}
            options={[
              { value: 'rename', label: '单位更名' },
              { value: 'correct', label: '原来写错了' },
            ]}
          />
        </Form.Item>
        {kind === 'rename' && <DayField value={onDay} onChange={setDay} />}
        <GroundField value={ground} onChange={setGround} />
      </Form>
      <ConfirmPanel
        title="更名后"
        happens={[
          `${count} 件未办结的事项改写新名称`,
          kind === 'rename'
            ? `办结的事项、办理记录和已出的文书仍是“${unit.name}”，名单里列为原名`
            : '不列为原名；已经写下的办理记录不改',
        ]}
        button={kind === 'rename' ? '更名' : '更正'}
        busy={act.isPending}
        blocked={name.trim().length < 2 || name.trim() === unit.name ? '请填写新的名称' : needsGround(ground)}
        onConfirm={() => act.mutate({ params: { id: unit.id }, body: { name, kind, onDay, ground } })}
        onCancel={onClose}
      />
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </section>
  )
}

/** 撤并: another unit goes on with what is open; the list of it is shown before. */
export function EndUnit({ unit, onClose }: ChangeProps) {
  const { today } = useSession()
  const [successor, setSuccessor] = useState<string>()
  const [onDay, setDay] = useState(today)
  const [ground, setGround] = useState('')
  const open = useCall(openOfUnit, { params: { id: unit.id } })
  const act = useAct(endUnit, { quiet: true, done: '已撤并', onDone: onClose })
  const items = open.data?.items ?? []
  return (
    <section className="panel" aria-label={`${unit.name}撤并`}>
      <h3>{unit.name} 撤并</h3>
      <Form layout="vertical" className="form-grid">
        <Form.Item label="接续的单位" required htmlFor="unit-successor">
          <LeadPicker
            id="unit-successor"
            label="接续的单位"
            value={successor}
            onChange={setSuccessor}
            without={unit.id}
          />
        </Form.Item>
        <DayField value={onDay} onChange={setDay} />
        <GroundField value={ground} onChange={setGround} />
      </Form>
      {items.length > 0 && (
        <Flex vertical gap={4} className="gap-below">
          {items.map((one) => (
            <span key={one.id}>
              <Go to={one.to}>{one.title}</Go>{' '}
              <span className="faint">{`${one.code} ${one.stateLabel}`}</span>
            </span>
          ))}
        </Flex>
      )}
      <ConfirmPanel
        title="撤并后"
        happens={[
          items.length > 0 ? `上面 ${items.length} 件未办结的事项由接续的单位牵头或配合` : '没有未办结的事项',
          '登记的人员并入接续的单位，待办随之转过去',
          `办结的事项和办理记录仍是“${unit.name}”；这个单位不能再派任务，撤并不能撤销`,
        ]}
        button="撤并"
        danger
        busy={act.isPending}
        blocked={successor === undefined ? '请先选接续的单位' : needsGround(ground)}
        onConfirm={() =>
          act.mutate({ params: { id: unit.id }, body: { successor: successor ?? '', onDay, ground } })
        }
        onCancel={onClose}
      />
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </section>
  )
}

const needsGround = (ground: string): string | null => (ground.trim().length < 2 ? '请写明依据' : null)

function DayField(props: { value: string; onChange: (day: string) => void }) {
  const { today } = useSession()
  return (
    <Form.Item label="从哪天起" required>
      <DayPicker
        value={props.value}
        until={today}
        onChange={(day) => props.onChange(day ?? today)}
        label="从哪天起"
      />
    </Form.Item>
  )
}

function GroundField(props: { value: string; onChange: (ground: string) => void }) {
  return (
    <Form.Item label="依据" required htmlFor="unit-ground">
      <Input
        id="unit-ground"
        maxLength={200}
        placeholder="例如：机构改革方案的名称、文号"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}

/** What may be done with a unit of the list. */
export function UnitActs(props: { unit: Unit; onPick: (act: 'edit' | 'rename' | 'end') => void }) {
  if (props.unit.ended !== null) return <span className="faint">只供查阅</span>
  return (
    <Flex wrap gap="small">
      <Button size="small" onClick={() => props.onPick('edit')}>
        修改
      </Button>
      <Button size="small" onClick={() => props.onPick('rename')}>
        更名
      </Button>
      <Button size="small" danger onClick={() => props.onPick('end')}>
        撤并
      </Button>
    </Flex>
  )
}
