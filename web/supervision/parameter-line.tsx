import { Button, Flex, Form, Input, Tag } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import { confirmParameter, type policyClause } from '#contract/supervision.ts'
import { useAct } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { DayText } from '../ui/values.tsx'

type Parameter = z.infer<typeof policyClause>['parameters'][number]

/** A value of the document; one that nobody has verified says so and asks an administrator for its source. */
export function ParameterLine(props: { policy: string; parameter: Parameter }) {
  const { parameter } = props
  const mayConfirm = useMay('confirmParameter')
  const [asking, setAsking] = useState(false)
  return (
    <div className="clause-rule">
      <Flex wrap gap="small" align="center">
        <span>{parameter.label}</span>
        <strong className="number">{parameter.value}</strong>
        <span className="faint">
          <DayText day={parameter.from} /> 起
        </span>
        {!parameter.confirmed && <Tag color="gold">待确认</Tag>}
        {!parameter.confirmed && mayConfirm && !asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            核对并确认
          </Button>
        )}
      </Flex>
      {parameter.note !== null && <div className="faint">{parameter.note}</div>}
      {asking && <ConfirmForm policy={props.policy} parameter={parameter} onClose={() => setAsking(false)} />}
    </div>
  )
}

function ConfirmForm(props: { policy: string; parameter: Parameter; onClose: () => void }) {
  const id = useId()
  const [value, setValue] = useState(props.parameter.value)
  const [source, setSource] = useState('')
  const act = useAct(confirmParameter, { done: '已确认，相关规则开始使用这个数值', onDone: props.onClose })
  const send = () =>
    act.mutate({
      params: { id: props.policy, parameter: props.parameter.id },
      body: { value: value.trim(), source: source.trim() },
    })
  return (
    <Form layout="vertical" onFinish={send} style={{ marginTop: 8, maxWidth: 520 }}>
      <Form.Item label="核对后的数值" required htmlFor={`${id}-value`}>
        <Input id={`${id}-value`} value={value} onChange={(event) => setValue(event.target.value)} />
      </Form.Item>
      <Form.Item label="依据（文件名称、文号或正式文本出处）" required htmlFor={`${id}-source`}>
        <Input id={`${id}-source`} value={source} onChange={(event) => setSource(event.target.value)} />
      </Form.Item>
      <Flex gap="small">
        <Button
          type="primary"
          htmlType="submit"
          loading={act.isPending}
          disabled={source.trim().length < 4 || value.trim() === ''}
        >
          确认这个数值
        </Button>
        <Button onClick={props.onClose}>取消</Button>
      </Flex>
    </Form>
  )
}
