import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { changePassword } from '#contract/access.ts'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { useKeepSession } from './session-source.ts'

/** Changes one's own password; at the first sign-in nothing else is open until it is done. */
export function PasswordPage() {
  const session = useSession()
  const go = useGo()
  const keep = useKeepSession()
  const change = useAct(changePassword, {
    quiet: true,
    done: '密码已修改',
    invalidate: [],
    onDone: (next) => {
      keep(next)
      go('/')
    },
  })
  return (
    <Page title="修改密码" crumbs={[{ label: '我的待办', to: '/' }, { label: '修改密码' }]}>
      <div className="panel narrow">
        {session.mustChangePassword && (
          <Alert
            type="warning"
            showIcon
            title="首次登录或密码被重置后，须先修改密码，再使用其他功能"
            className="gap-below"
          />
        )}
        {session.demo && (
          <Alert
            type="info"
            showIcon
            title="演示账号的密码公开可见，修改后他人将无法用原密码登录"
            className="gap-below"
          />
        )}
        <PasswordForm
          busy={change.isPending}
          onChange={(current, next) => change.mutate({ body: { current, next } })}
        />
        {change.isError && <Problems problems={problemsOf(change.error)} />}
      </div>
    </Page>
  )
}

function PasswordForm(props: { busy: boolean; onChange: (current: string, next: string) => void }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== next
  return (
    <Form layout="vertical" onFinish={() => props.onChange(current, next)}>
      <Secret
        id="current"
        label="现在的密码"
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
      />
      <Secret id="next" label="新密码" value={next} onChange={setNext} autoComplete="new-password" />
      <Secret
        id="again"
        label="再输入一次新密码"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
        problem={differs ? '两次输入的新密码不一致' : undefined}
      />
      <Button
        type="primary"
        htmlType="submit"
        loading={props.busy}
        disabled={current === '' || next === '' || again !== next}
      >
        修改密码
      </Button>
    </Form>
  )
}

interface SecretProps {
  id: string
  label: string
  value: string
  onChange: (text: string) => void
  autoComplete: string
  problem?: string | undefined
}

function Secret(props: SecretProps) {
  return (
    <Form.Item
      label={props.label}
      htmlFor={props.id}
      {...(props.problem !== undefined && { validateStatus: 'error' as const, help: props.problem })}
    >
      <Input.Password
        id={props.id}
        autoComplete={props.autoComplete}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}
