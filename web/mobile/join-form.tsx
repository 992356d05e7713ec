import { useState, type FormEvent } from 'react'
import type { Door } from '#contract/membership/joining-doors.ts'
import { APPLICANTS, type Applicant, CONDITIONS, CONSENT, readPhone } from '#core/membership/joining-door.ts'
import { Field } from './field.tsx'

interface JoinFormProps {
  door: Door
  onAsk: () => void
  /** Gives what went wrong; '' where nothing did. */
  onSend: (body: object) => Promise<string>
}

const KINDS = Object.keys(APPLICANTS) as Applicant[]

/** What is told before, then what is asked; six lines and one tick. */
export function JoinForm(props: JoinFormProps) {
  const { door } = props
  const [typed, setTyped] = useState({ person: '', phone: '', village: '', grows: '', brings: '' })
  const [applicant, setApplicant] = useState<Applicant>()
  const [consent, setConsent] = useState(false)
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)
  const field = (key: keyof typeof typed) => ({
    value: typed[key],
    onChange: (text: string) => setTyped({ ...typed, [key]: text }),
  })
  const send = async () => {
    setBusy(true)
    const told = await props.onSend({ ...typed, applicant, consent })
    setBusy(false)
    setSays(told)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = firstWrong({ ...typed, applicant, consent })
    setSays(wrong)
    if (wrong === '' && !busy) void send()
  }
  return (
    <main>
      <h1>申请加入合作社</h1>
      {door.notice !== '' && <p className="said-by">{door.notice}</p>}
      <h2>先看一看</h2>
      <ul className="plain">
        {CONDITIONS.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h2>填一填</h2>
      <form onSubmit={submit} noValidate>
        <Field label="姓名（单位填名称）" max={100} words {...field('person')} />
        <Field label="电话" max={20} {...field('phone')} />
        <Field label="住在哪个村、哪个组" max={200} words {...field('village')} />
        <KindChoice value={applicant} onChange={setApplicant} />
        <Field label="种什么、养什么，多少（可不填）" max={200} words {...field('grows')} />
        <Field label="想带什么入社，如 3000 元、2 亩地（可不填）" max={100} words {...field('brings')} />
        <Consent value={consent} onChange={setConsent} />
        <p role="alert" className="wrong">
          {says}
        </p>
        <button className="main" disabled={busy}>
          {busy ? '正在送出…' : '送出申请'}
        </button>
      </form>
      <button className="quiet" onClick={props.onAsk}>
        我申请过，用回执号查进度
      </button>
    </main>
  )
}

function KindChoice(props: { value: Applicant | undefined; onChange: (one: Applicant) => void }) {
  return (
    <>
      <p id="join-kind">您是</p>
      <div className="choice" role="group" aria-labelledby="join-kind">
        {KINDS.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={props.value === one}
            onClick={() => props.onChange(one)}
          >
            {APPLICANTS[one].label}
          </button>
        ))}
      </div>
    </>
  )
}

/** How what was typed is used: read first, then agreed to; nothing is ticked beforehand. */
function Consent(props: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <>
      <h2>您填的内容怎样用</h2>
      <ul className="plain">
        {CONSENT.says.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <label className="tick">
        <input
          type="checkbox"
          checked={props.value}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <span>我看过了，同意这样用</span>
      </label>
    </>
  )
}

interface Filled {
  person: string
  phone: string
  village: string
  applicant: Applicant | undefined
  consent: boolean
}

/** The first thing that is missing, in words; the server asks again. */
function firstWrong(of: Filled): string {
  if (of.person.trim().length < 2) return '请填写姓名'
  if (readPhone(of.phone) === '') return '请填写能打通的电话号码'
  if (of.village.trim().length < 2) return '请填写住在哪个村、哪个组'
  if (of.applicant === undefined) return '请点一下您是哪一种'
  return of.consent ? '' : '请先看完您填的内容怎样用，再点“同意”'
}
