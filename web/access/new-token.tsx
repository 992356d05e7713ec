import { Alert, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { createToken, type listTokens } from '#contract/access/tokens.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'

type Limits = Pick<z.infer<(typeof listTokens)['response']>, 'endsOnMax' | 'forOthers' | 'mayWrite'>

interface NewTokenProps {
  open: boolean
  limits: Limits
  onClose: () => void
  onMade: (secret: string) => void
}

interface Draft {
  name: string
  owner: string
  writes: boolean
  area: string | undefined
  endsOn: string | undefined
}

const EMPTY: Draft = { name: '', owner: '', writes: false, area: undefined, endsOn: undefined }

/** Makes a token; it comes back with the answer, this one time. */
export function NewToken(props: NewTokenProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const close = () => {
    setDraft(EMPTY)
    act.reset()
    props.onClose()
  }
  const act = useAct(createToken, {
    quiet: true,
    onDone: (answer) => {
      props.onMade(answer.secret)
      close()
    },
  })
  const send = () =>
    act.mutate({
      body: {
        name: draft.name.trim(),
        writes: draft.writes,
        endsOn: draft.endsOn ?? '',
        ...(draft.owner.trim() !== '' && { owner: draft.owner.trim() }),
        ...(draft.area !== undefined && { area: draft.area }),
      },
    })
  return (
    <Modal
      open={props.open}
      title="生成接口令牌"
      okText="生成令牌"
      cancelText="取消"
      onCancel={close}
      onOk={send}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.endsOn === undefined,
        loading: act.isPending,
      }}
    >
      <Fields draft={draft} limits={props.limits} change={(part) => setDraft({ ...draft, ...part })} />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </Modal>
  )
}

function Fields(props: { draft: Draft; limits: Limits; change: (part: Partial<Draft>) => void }) {
  const { draft, limits, change } = props
  const session = useSession()
  return (
    <Form layout="vertical">
      <Form.Item
        label="用途"
        required
        htmlFor="token-name"
        extra="写明给哪个系统、做什么，如“市平台每日取数”"
      >
        <Input
          id="token-name"
          value={draft.name}
          maxLength={60}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Form.Item>
      <Form.Item
        label="到期日"
        required
        htmlFor="token-ends"
        extra={`最长到 ${limits.endsOnMax}；到期自动失效`}
      >
        <DayPicker
          id="token-ends"
          value={draft.endsOn}
          from={session.today}
          until={limits.endsOnMax}
          onChange={(endsOn) => change({ endsOn })}
        />
      </Form.Item>
      <Bounds {...props} />
    </Form>
  )
}

/** Whose rights it carries, where, and whether it writes. */
function Bounds(props: { draft: Draft; limits: Limits; change: (part: Partial<Draft>) => void }) {
  const { draft, limits, change } = props
  const session = useSession()
  return (
    <>
      {limits.forOthers && (
        <Form.Item label="所属账号" htmlFor="token-owner" extra="令牌的权限就是这个账号的权限；不填为本人">
          <Input
            id="token-owner"
            value={draft.owner}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => change({ owner: event.target.value })}
          />
        </Form.Item>
      )}
      {(limits.forOthers || session.area !== null) && (
        <Form.Item label="范围" htmlFor="token-area" extra="不选则与所属账号相同">
          <AreaPicker
            id="token-area"
            value={draft.area}
            onChange={(area) => change({ area })}
            style={{ width: '100%' }}
          />
        </Form.Item>
      )}
      {(limits.forOthers || limits.mayWrite) && (
        <Form.Item>
          <Checkbox checked={draft.writes} onChange={(event) => change({ writes: event.target.checked })}>
            允许写入（不勾选则只能查询）
          </Checkbox>
        </Form.Item>
      )}
    </>
  )
}
