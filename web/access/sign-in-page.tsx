import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { type Session, signIn, welcome } from '#contract/access.ts'
import { useGo } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useKeepSession } from './session-source.ts'

/** Only addresses of this product are followed after the sign-in. */
function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/'
}

/** Sign-in; on the demonstration with its accounts to press. */
export function SignInPage() {
  const address = useAddress()
  const go = useGo()
  const keep = useKeepSession()
  const hello = useCall(welcome)
  const entered = (session: Session) => {
    keep(session)
    go(session.mustChangePassword ? '/password' : safeNext(address.get('next')))
  }
  const enter = useAct(signIn, { quiet: true, invalidate: [], onDone: entered })
  const problems = enter.isError ? problemsOf(enter.error) : []
  useEffect(() => {
    document.title = '登录 · 禾社'
  }, [])
  return (
    <main className="sign-in">
      {hello.data?.demo === true && <div className="demo-band">演示环境：县、主体、人员均为虚构</div>}
      <div className="sign-in-card">
        <h1>
          禾社 <small>{hello.data?.countyName ?? ''}</small>
        </h1>
        <p className="faint">农民专业合作社台账、体检与整治</p>
        <SignInForm
          busy={enter.isPending}
          asksCode={problems.some((one) => one.code.startsWith('second-factor-'))}
          onEnter={(body) => enter.mutate({ body })}
        />
        {enter.isError && <Problems problems={problems} />}
        {hello.isError && <Problems problems={problemsOf(hello.error)} />}
        {hello.data?.demo === true && (
          <DemoAccounts
            accounts={hello.data.signIns}
            onPick={(one) => enter.mutate({ body: { username: one.username, password: one.password } })}
          />
        )}
      </div>
    </main>
  )
}

interface FormProps {
  busy: boolean
  /** The password was right and the account has a second factor. */
  asksCode: boolean
  onEnter: (given: { username: string; password: string; code?: string }) => void
}

function SignInForm(props: FormProps) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false)
  if (props.asksCode && !asked) setAsked(true)
  const other = (set: (text: string) => void) => (text: string) => {
    set(text)
    setCode('')
    setAsked(false)
  }
  const enter = () =>
    props.onEnter({ username: username.trim(), password, ...(asked && { code: code.trim() }) })
  return (
    <Form layout="vertical" onFinish={enter}>
      <Form.Item label="用户名" htmlFor="username">
        <Input
          id="username"
          autoComplete="username"
          autoFocus
          size="large"
          value={username}
          onChange={(event) => other(setUsername)(event.target.value)}
        />
      </Form.Item>
      <Form.Item label="密码" htmlFor="password">
        <Input.Password
          id="password"
          autoComplete="current-password"
          size="large"
          value={password}
          onChange={(event) => other(setPassword)(event.target.value)}
        />
      </Form.Item>
      {asked && (
        <Form.Item label="动态口令" htmlFor="code">
          <Input
            id="code"
            autoComplete="one-time-code"
            autoFocus
            size="large"
            placeholder="手机上的 6 位数字"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Form.Item>
      )}
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        loading={props.busy}
        disabled={username.trim() === '' || password === '' || (asked && code.trim() === '')}
      >
        登录
      </Button>
    </Form>
  )
}

interface Account {
  username: string
  password: string
  role: string
  says: string
}

function DemoAccounts(props: { accounts: readonly Account[]; onPick: (account: Account) => void }) {
  return (
    <section className="demo-accounts" aria-label="演示账号">
      <h2>演示账号（点击即登录）</h2>
      {props.accounts.map((one) => (
        <button type="button" key={one.username} onClick={() => props.onPick(one)}>
          <strong>{one.role}</strong>
          <span>
            {one.username} / {one.password}
          </span>
          <span className="faint">{one.says}</span>
        </button>
      ))}
    </section>
  )
}
