import { useState, type FormEvent } from 'react'
import type { HouseholdSession } from '#contract/access/household.ts'
import { checkPin, printCode, readCode } from '#core/access/household.ts'
import { call, Told, wordsOf } from './api.ts'
import { Field } from './field.tsx'
import { rememberCode, rememberedCode } from './remembered.ts'

interface EnterProps {
  given: { code: string; number: string } | undefined
  says: string | undefined
  onEntered: (session: HouseholdSession) => void
}

/** The door: the first time with the slip's code and the number, ever after with the code and the PIN. */
export function Enter(props: EnterProps) {
  const { given } = props
  const known = rememberedCode()
  const [first, setFirst] = useState(given === undefined ? known === '' : given.code !== known)
  return (
    <main>
      <h1>我的合作社</h1>
      {props.says !== undefined && <p className="note">{props.says}</p>}
      <div className="choice" role="group" aria-label="怎样进入">
        <button type="button" aria-pressed={first} onClick={() => setFirst(true)}>
          第一次进入
        </button>
        <button type="button" aria-pressed={!first} onClick={() => setFirst(false)}>
          设过密码了
        </button>
      </div>
      {first ? (
        <First given={given} onEntered={props.onEntered} />
      ) : (
        <Again code={given?.code ?? known} onEntered={props.onEntered} />
      )}
      <p className="faint">
        入口码印在合作社发的明白纸上。没有明白纸、忘了密码，请带身份证到合作社或村委会，让他们给您重新打印一张。
      </p>
      <p className="faint">
        <a href="/m/receipt">还不是成员？用回执号查入社申请</a>
      </p>
    </main>
  )
}

function First(props: Pick<EnterProps, 'given' | 'onEntered'>) {
  const [code, setCode] = useState(props.given ? printCode(props.given.code) : '')
  const [number, setNumber] = useState(props.given?.number ?? '')
  const [pin, setPin] = useState('')
  const [repeat, setRepeat] = useState('')
  const entering = useEntering(props.onEntered)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [wrong] = checkPin(pin, readCode(code))
    if (readCode(code) === '') return entering.tell('入口码是 8 位数字，请对照明白纸再输')
    if (number.trim() === '') return entering.tell('请填写成员编号，就在明白纸上姓名的后面')
    if (wrong) return entering.tell(wrong.says)
    if (pin !== repeat) return entering.tell('两次输的密码不一样，请再输一次')
    void entering.enter('/api/household/first', { code: readCode(code), number, pin })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Field label="入口码（8 位数字）" value={code} onChange={setCode} max={12} />
      <Field label="成员编号（在明白纸的姓名后面）" value={number} onChange={setNumber} max={20} words />
      <Field label="给自己设一个 6 位数字的密码" value={pin} onChange={setPin} max={6} secret="new" />
      <Field label="密码再输一次" value={repeat} onChange={setRepeat} max={6} secret="new" />
      <p className="faint">以后进来就用入口码和这个密码。不要用生日，不要告诉别人。</p>
      <Submit entering={entering} says="设好密码，进入" />
    </form>
  )
}

function Again(props: { code: string; onEntered: EnterProps['onEntered'] }) {
  const [code, setCode] = useState(props.code === '' ? '' : printCode(props.code))
  const [pin, setPin] = useState('')
  const entering = useEntering(props.onEntered)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (readCode(code) === '') return entering.tell('入口码是 8 位数字，请对照明白纸再输')
    if (pin === '') return entering.tell('请填写密码，是您自己设的 6 位数字')
    void entering.enter('/api/household/session', { code: readCode(code), pin }).then(() => setPin(''))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Field label="入口码（8 位数字）" value={code} onChange={setCode} max={12} />
      <Field label="密码（6 位数字）" value={pin} onChange={setPin} max={6} secret="current" />
      <Submit entering={entering} says="进入" />
    </form>
  )
}

interface Entering {
  busy: boolean
  says: string
  tell: (says: string) => void
  enter: (path: string, body: { code: string; pin: string; number?: string }) => Promise<void>
}

function useEntering(onEntered: EnterProps['onEntered']): Entering {
  const [busy, setBusy] = useState(false)
  const [says, setSays] = useState('')
  return {
    busy,
    says,
    tell: setSays,
    enter: async (path, body) => {
      setBusy(true)
      setSays('')
      try {
        const session = await call<HouseholdSession>('POST', path, body)
        rememberCode(body.code)
        onEntered(session)
      } catch (error) {
        setBusy(false)
        setSays(error instanceof Told && error.status === 429 ? '点得太快了，请过一分钟再试' : wordsOf(error))
      }
    },
  }
}

function Submit(props: { entering: Entering; says: string }) {
  return (
    <>
      <p role="alert" className="wrong">
        {props.entering.says}
      </p>
      <button className="main" disabled={props.entering.busy}>
        {props.entering.busy ? '请稍等…' : props.says}
      </button>
    </>
  )
}
