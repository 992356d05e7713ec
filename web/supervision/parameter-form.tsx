import { Form, Input } from 'antd'
import { useId, useState } from 'react'
import { confirmParameter, withdrawParameter } from '#contract/supervision/policies.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { WhatIf } from './what-if.tsx'

interface ParameterFormProps {
  policy: string
  parameter: { id: string; value: string; confirmed: boolean }
  onClose: () => void
}

/** Confirms a value with its source, or sets the place's own; what it would change is seen before. */
export function ParameterForm(props: ParameterFormProps) {
  const { policy, parameter } = props
  const id = useId()
  const { today } = useSession()
  const [value, setValue] = useState(parameter.value)
  const [from, setFrom] = useState<string | undefined>(today)
  const [source, setSource] = useState('')
  const act = useAct(confirmParameter, {
    done: '已记录，相关规则从起始日起用这个数值',
    onDone: props.onClose,
  })
  const send = () =>
    act.mutate({
      params: { id: policy, parameter: parameter.id },
      body: { value: value.trim(), source: source.trim(), from },
    })
  const blocked =
    value.trim() === '' || from === undefined
      ? '请填数值和起始日'
      : source.trim().length < 4
        ? '请写明依据（文件名称、文号或正式文本出处）'
        : null
  return (
    <ConfirmPanel
      title={parameter.confirmed ? '本地另定数值' : '核对并确认数值'}
      happens={[
        '自起始日起本地按这个数值判定，下次体检起问题随之增减',
        '记录依据和操作人，只增不改；低于法律底线的不能保存',
      ]}
      button={parameter.confirmed ? '按这个数值执行' : '确认这个数值'}
      onConfirm={send}
      onCancel={props.onClose}
      busy={act.isPending}
      blocked={blocked}
    >
      <Form layout="vertical" style={{ maxWidth: 560 }}>
        <Form.Item label="数值" required htmlFor={`${id}-value`}>
          <Input id={`${id}-value`} value={value} onChange={(event) => setValue(event.target.value)} />
        </Form.Item>
        <Form.Item label="起始日" required>
          <DayPicker label="起始日" value={from} onChange={setFrom} />
        </Form.Item>
        <Form.Item label="依据" required htmlFor={`${id}-source`}>
          <Input id={`${id}-source`} value={source} onChange={(event) => setSource(event.target.value)} />
        </Form.Item>
      </Form>
      <WhatIf
        thought={
          value.trim() === '' || from === undefined
            ? null
            : { kind: 'parameter', document: policy, parameter: parameter.id, value: value.trim(), from }
        }
      />
    </ConfirmPanel>
  )
}

/** Takes the place's value back; what was confirmed is to be confirmed again. */
export function WithdrawForm(props: ParameterFormProps) {
  const id = useId()
  const [ground, setGround] = useState('')
  const act = useAct(withdrawParameter, { done: '已撤回本地数值', onDone: props.onClose })
  const params = { id: props.policy, parameter: props.parameter.id }
  return (
    <ConfirmPanel
      title="撤回本地确认或另定的数值"
      happens={[
        '从今天起回到文件写明的数值；原来待确认的重新停用，用到它的规则不再判定',
        '原来的记录保留，撤回也记一条',
      ]}
      button="撤回"
      danger
      onConfirm={() => act.mutate({ params, body: { ground: ground.trim() } })}
      onCancel={props.onClose}
      busy={act.isPending}
      blocked={ground.trim().length < 4 ? '请写明撤回的依据，至少四个字' : null}
    >
      <Form layout="vertical" style={{ maxWidth: 560 }}>
        <Form.Item label="撤回的依据" required htmlFor={`${id}-ground`}>
          <Input id={`${id}-ground`} value={ground} onChange={(event) => setGround(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmPanel>
  )
}
