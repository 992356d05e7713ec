import { Alert, Button, Checkbox, Flex, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  readLogShipping,
  setLogShipping,
  tryLogShipping,
  type WireTarget,
} from '#contract/access/log-shipping.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { Problems } from '../ui/problems.tsx'
import { momentText } from '../ui/values.tsx'

type State = z.output<typeof readLogShipping.response>

/** 日志外送: where the logs go beside this machine, and whether they arrive. */
export function LogShipping() {
  const answer = useCall(readLogShipping)
  return (
    <section className="panel" aria-label="日志外送">
      <h3>日志外送</h3>
      <p>
        把登录日志、越权记录和操作日志的留痕链实时送到单位的日志服务器（RFC 5424
        格式）：这台机器被人动了手脚，那边还有一份。不送业务内容，只送何人、何时、对哪条记录、摘要。对方不在时先留着，恢复后接着送。
      </p>
      {answer.isError && <Problems problems={problemsOf(answer.error)} />}
      {answer.data && <Form state={answer.data} />}
    </section>
  )
}

function Form({ state }: { state: State }) {
  const [target, setTarget] = useState<WireTarget>(state.target)
  const [told, setTold] = useState<string | null | undefined>(undefined)
  const change = (wish: Partial<WireTarget>) => {
    setTold(undefined)
    setTarget({ ...target, ...wish })
  }
  const attempt = useAct(tryLogShipping, {
    quiet: true,
    invalidate: [],
    onDone: ({ problem }) => setTold(problem),
  })
  const save = useAct(setLogShipping, { quiet: true, done: '已保存' })
  const send = () => save.mutate({ body: { ...target, on: true } })
  // What is half typed must not keep it from stopping.
  const stop = () => save.mutate({ body: { ...state.target, on: false } })
  return (
    <>
      <Standing state={state} />
      <Fields target={target} onChange={change} />
      <Flex wrap gap="small" className="gap-above">
        <Button loading={attempt.isPending} onClick={() => attempt.mutate({ body: target })}>
          试送一条
        </Button>
        <Button type="primary" loading={save.isPending} onClick={send}>
          {state.target.on ? '保存，接着送' : '开始外送'}
        </Button>
        {state.target.on && (
          <Button danger loading={save.isPending} onClick={stop}>
            停止外送
          </Button>
        )}
      </Flex>
      {told === null && <Alert type="success" showIcon className="gap-above" title="对方收到了这一条" />}
      {typeof told === 'string' && <Alert type="error" showIcon className="gap-above" title={told} />}
      {attempt.isError && <Problems problems={problemsOf(attempt.error)} />}
      {save.isError && <Problems problems={problemsOf(save.error)} />}
    </>
  )
}

interface FieldsProps {
  target: WireTarget
  onChange: (wish: Partial<WireTarget>) => void
}

function Fields({ target, onChange: change }: FieldsProps) {
  return (
    <>
      <Flex wrap gap="middle" align="end" className="gap-above">
        <label>
          日志服务器的地址
          <Input
            aria-label="日志服务器的地址"
            style={{ width: 260, display: 'block' }}
            value={target.host}
            onChange={(event) => change({ host: event.target.value })}
          />
        </label>
        <label>
          端口
          <InputNumber
            aria-label="端口"
            style={{ width: 110, display: 'block' }}
            min={1}
            max={65_535}
            precision={0}
            value={target.port}
            onChange={(port) => port !== null && change({ port })}
          />
        </label>
        <Checkbox checked={target.tls} onChange={(event) => change({ tls: event.target.checked })}>
          用 TLS 加密
        </Checkbox>
      </Flex>
      {target.tls ? (
        <label className="gap-above" style={{ display: 'block' }}>
          签发对方证书的根证书（PEM；系统已信任的不用填）
          <Input.TextArea
            aria-label="根证书"
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={target.ca ?? ''}
            onChange={(event) => change({ ca: event.target.value || null })}
          />
        </label>
      ) : (
        <Alert
          type="warning"
          showIcon
          className="gap-above"
          title="不加密时日志以明文经过网络，只在专用的管理网里这样用"
        />
      )}
    </>
  )
}

function Standing({ state }: { state: State }) {
  const { target, waiting, sentAt, failedAt, failedSays } = state
  const sent = sentAt === null ? '还没有送过' : `上次送到 ${momentText(sentAt)}`
  if (!target.on)
    return <Alert type="info" showIcon title={`没有外送${sentAt === null ? '' : `；${sent}`}`} />
  if (failedAt !== null)
    return (
      <Alert
        type="error"
        showIcon
        title={`自 ${momentText(failedAt)} 送不出去：${failedSays}`}
        description={`${sent}；还有 ${waiting} 条留着，恢复后接着送`}
      />
    )
  return (
    <Alert
      type="success"
      showIcon
      title={`正在外送到 ${target.host}:${target.port}；${sent}${waiting > 0 ? `，还有 ${waiting} 条待送` : ''}`}
    />
  )
}
