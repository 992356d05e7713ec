import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { completeTarget } from '#contract/targets/division.ts'
import type { TargetRow } from '#contract/targets.ts'
import { useAct } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { FactSelect } from './fact-select.tsx'

/** Records what the issuing office answered about a target that it left open; from then on the target is judged. */
export function CompleteTarget(props: { target: TargetRow }) {
  const { target } = props
  const may = useMay('setTargets')
  const [asking, setAsking] = useState(false)
  if (!may || target.clause === null || (target.missing.length === 0 && target.answered === null)) return null
  if (!asking)
    return (
      <Button onClick={() => setAsking(true)}>{target.answered === null ? '问明后补正' : '更改补正'}</Button>
    )
  return <CompleteForm target={target} onClose={() => setAsking(false)} />
}

function CompleteForm(props: { target: TargetRow; onClose: () => void }) {
  const { target } = props
  const [base, setBase] = useState(target.base ?? '')
  const [fact, setFact] = useState(target.fact)
  const [source, setSource] = useState('')
  const act = useAct(completeTarget, { done: '已补正，这项目标开始考核', onDone: props.onClose })
  const type = target.wanted.includes('%') ? 'ratio' : 'count'
  const send = () =>
    act.mutate({ body: { target: target.id, base: base.trim(), fact, source: source.trim() } })
  return (
    <Form layout="vertical" onFinish={send} style={{ maxWidth: 640 }}>
      <Form.Item label="基数：以哪些合作社为分母" required htmlFor="complete-base">
        <Input
          id="complete-base"
          value={base}
          maxLength={200}
          onChange={(event) => setBase(event.target.value)}
        />
      </Form.Item>
      <Form.Item label="用哪个指标算" htmlFor="complete-fact">
        <FactSelect id="complete-fact" type={type} value={fact} onChange={setFact} />
      </Form.Item>
      <Form.Item label="谁答复的（发文单位的复函、会议或电话记录）" required htmlFor="complete-source">
        <Input
          id="complete-source"
          value={source}
          maxLength={200}
          onChange={(event) => setSource(event.target.value)}
        />
      </Form.Item>
      <Flex gap="small">
        <Button
          type="primary"
          htmlType="submit"
          loading={act.isPending}
          disabled={base.trim().length < 2 || source.trim().length < 4}
        >
          补正并开始考核
        </Button>
        <Button onClick={props.onClose}>取消</Button>
      </Flex>
    </Form>
  )
}
