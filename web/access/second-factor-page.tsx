import { Alert, Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  beginSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '#contract/access/second-factor.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import './second-factor.css'

type State = z.output<typeof readSecondFactor.response>
type Begun = z.output<typeof beginSecondFactor.response>

/** 动态口令: one's own second factor, set up with a telephone in the hand. */
export function SecondFactorPage() {
  const session = useSession()
  const answer = useCall(readSecondFactor)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Page
      title="动态口令"
      says="登录时除密码外，再填手机上每 30 秒换一次的 6 位数字；密码被人知道了也进不来"
      crumbs={[{ label: '我的待办', to: '/' }, { label: '动态口令' }]}
      error={answer.error}
      loading={answer.isPending}
    >
      {session.mustAddSecondFactor && (
        <Alert
          type="warning"
          showIcon
          className="gap-below"
          title="您的岗位登录须用动态口令，设置好以后才能使用其他功能"
        />
      )}
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
      {answer.data &&
        (answer.data.onSince === null ? (
          <SetUp onCodes={setCodes} />
        ) : (
          <InForce state={answer.data} onCodes={setCodes} />
        ))}
    </Page>
  )
}

function SetUp(props: { onCodes: (codes: readonly string[]) => void }) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const begin = useAct(beginSecondFactor, { invalidate: [], onDone: setBegun })
  const go = useGo()
  const session = useSession()
  const turnOn = useAct(turnOnSecondFactor, {
    quiet: true,
    done: '动态口令已开启',
    onDone: (answer) => props.onCodes(answer.codes),
  })
  if (begun === null)
    return (
      <section className="panel narrow" aria-label="设置动态口令">
        <ol className="factor-steps">
          <li>手机上装一个动态口令应用：常见的身份验证器都可以，很多手机的密码管理里自带，小程序也有。</li>
          <li>按“开始设置”，用它扫一扫出现的二维码。</li>
          <li>把手机上显示的 6 位数字填进来，就开启了。</li>
        </ol>
        <p className="faint">手机不用联网，也不收短信；换手机以前先在这里关闭，再用新手机设置。</p>
        <Flex gap="small">
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({ body: {} })}>
            开始设置
          </Button>
          {!session.mustAddSecondFactor && <Button onClick={() => go('/')}>以后再说</Button>}
        </Flex>
      </section>
    )
  return (
    <section className="panel narrow" aria-label="设置动态口令">
      <div className="factor-code">
        <svg
          viewBox={`0 0 ${begun.drawing.size} ${begun.drawing.size}`}
          role="img"
          aria-label="二维码"
          shapeRendering="crispEdges"
        >
          <rect width={begun.drawing.size} height={begun.drawing.size} fill="#fff" />
          <path d={begun.drawing.path} />
        </svg>
        <div>
          <p>用手机上的动态口令应用扫这个二维码。</p>
          <p>
            正在手机上看本页的，<a href={begun.link}>点这里</a>直接加到应用里。
          </p>
          <p>扫不了的，在应用里选“手动输入密钥”，填：</p>
          <p className="factor-secret">{begun.secret}</p>
          <p className="faint">只显示这一次，不要拍照转给别人：有了它就能算出您的动态口令。</p>
        </div>
      </div>
      <CodeForm
        label="手机上现在显示的 6 位数字"
        button="开启"
        busy={turnOn.isPending}
        error={turnOn.isError ? turnOn.error : null}
        onCode={(code) => turnOn.mutate({ body: { code } })}
      />
    </section>
  )
}

function InForce(props: { state: State; onCodes: (codes: readonly string[]) => void }) {
  const { state } = props
  const renew = useAct(renewRecoveryCodes, {
    quiet: true,
    done: '已换新的恢复码',
    onDone: (answer) => props.onCodes(answer.codes),
  })
  const off = useAct(turnOffSecondFactor, { quiet: true, done: '动态口令已关闭' })
  return (
    <>
      <section className="panel narrow" aria-label="动态口令已开启">
        <Alert
          type="success"
          showIcon
          title={
            <>
              已开启（
              {state.onSince !== null && <DayText day={state.onSince} time />}
              ），恢复码还剩 {state.codesLeft} 个
            </>
          }
        />
        {state.codesLeft <= 2 && (
          <Alert
            type="warning"
            showIcon
            className="gap-above"
            title="恢复码快用完了，请换新的：手机丢了、恢复码也没有了，只能请安全管理员重置"
          />
        )}
      </section>
      <section className="panel narrow" aria-label="换新的恢复码">
        <h3>换新的恢复码</h3>
        <p>原来的全部作废，新的只显示一次。</p>
        <CodeForm
          label="动态口令"
          button="换新的恢复码"
          busy={renew.isPending}
          error={renew.isError ? renew.error : null}
          onCode={(code) => renew.mutate({ body: { code } })}
        />
      </section>
      {!state.required && (
        <section className="panel narrow" aria-label="关闭动态口令">
          <h3>关闭，或换手机</h3>
          <p>关闭以后登录只用密码；换手机的，关闭后接着用新手机设置。</p>
          <CodeForm
            label="动态口令或恢复码"
            button="关闭动态口令"
            danger
            busy={off.isPending}
            error={off.isError ? off.error : null}
            onCode={(code) => off.mutate({ body: { code } })}
          />
        </section>
      )}
    </>
  )
}

interface CodeFormProps {
  label: string
  button: string
  danger?: boolean
  busy: boolean
  error: Error | null
  onCode: (code: string) => void
}

function CodeForm(props: CodeFormProps) {
  const [code, setCode] = useState('')
  return (
    <Form layout="vertical" onFinish={() => props.onCode(code.trim())}>
      <Form.Item label={props.label} htmlFor={`code-${props.button}`}>
        <Input
          id={`code-${props.button}`}
          className="factor-input"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Form.Item>
      <Button
        type="primary"
        htmlType="submit"
        danger={props.danger === true}
        loading={props.busy}
        disabled={code.trim() === ''}
      >
        {props.button}
      </Button>
      {props.error !== null && <Problems problems={problemsOf(props.error)} />}
    </Form>
  )
}
