import { useState, type FormEvent } from 'react'
import { checkPin } from '#core/access/household.ts'
import { call, Told, wordsOf } from './api.ts'
import { Field } from './field.tsx'

/** 改密码: the old number once, the new one twice. */
export function PinPage(props: { onOut: () => void }) {
  const [old, setOld] = useState('')
  const [pin, setPin] = useState('')
  const [repeat, setRepeat] = useState('')
  const [says, setSays] = useState('')
  const [stand, setStand] = useState<'open' | 'busy' | 'done'>('open')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [wrong] = checkPin(pin, '')
    if (old === '') return setSays('请填写原来的密码')
    if (wrong) return setSays(wrong.says)
    if (pin !== repeat) return setSays('两次输的新密码不一样，请再输一次')
    setStand('busy')
    setSays('')
    call('POST', '/api/household/pin', { old, pin }).then(
      () => setStand('done'),
      (error: unknown) => {
        if (error instanceof Told && error.status === 401) return props.onOut()
        setStand('open')
        setOld('')
        setSays(error instanceof Told && error.status === 429 ? '点得太快了，请过一分钟再试' : wordsOf(error))
      },
    )
  }
  if (stand === 'done')
    return (
      <>
        <h1>改密码</h1>
        <p role="status" className="note">
          已经改好。以后进来用入口码和新密码；别的手机要用新密码重新进入。
        </p>
      </>
    )
  return (
    <>
      <h1>改密码</h1>
      <form onSubmit={submit} noValidate>
        <Field label="原来的密码" value={old} onChange={setOld} max={6} secret="current" />
        <Field label="新密码（6 位数字）" value={pin} onChange={setPin} max={6} secret="new" />
        <Field label="新密码再输一次" value={repeat} onChange={setRepeat} max={6} secret="new" />
        <p role="alert" className="wrong">
          {says}
        </p>
        <button className="main" disabled={stand === 'busy'}>
          {stand === 'busy' ? '请稍等…' : '改密码'}
        </button>
      </form>
      <p className="faint">
        不要用生日，不要告诉别人。忘了原来的密码，请带身份证到合作社或村委会重新打印明白纸。
      </p>
    </>
  )
}
