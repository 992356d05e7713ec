import { useState, type FormEvent } from 'react'
import { call, wordsOf } from './api.ts'
import { draftOf, keepDraft } from './remembered.ts'

interface SayProps {
  about: 'shares' | 'trades' | 'money'
  year?: number
  /** Already confirmed: the first button is not offered again. */
  confirmed?: boolean
  /** Trades are confirmed month by month, not here. */
  noConfirm?: boolean
  onSaid: () => void
}

type Kind = 'object' | 'ask'
const WORDS = { object: '提出异议', ask: '问一问' } as const
const HINTS = {
  object: '哪里不对？例如：六月二十日少记了一筐',
  ask: '想问什么？例如：返还的钱什么时候发',
} as const

interface Saying {
  busy: boolean
  told: { says: string; wrong: boolean } | undefined
  send: (body: { kind: 'confirm' | Kind; text?: string }, done: string) => void
}

function useSaying(props: SayProps, sent: () => void): Saying {
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Saying['told']>()
  const { about, year, onSaid } = props
  return {
    busy,
    told,
    send: (body, done) => {
      setBusy(true)
      void keep(body).then((wrong) => {
        setBusy(false)
        setTold(wrong === '' ? { says: done, wrong: false } : { says: wrong, wrong: true })
        return wrong
      })
    },
  }

  /** The words of what went wrong; '' where nothing did. */
  async function keep(body: object): Promise<string> {
    try {
      await call('POST', '/api/household/entries', { about, ...(year !== undefined && { year }), ...body })
    } catch (error) {
      return wordsOf(error)
    }
    sent()
    onSaid()
    return ''
  }
}

/** 确认 · 提出异议 · 询问: what the household says to the figures above. */
export function Say(props: SayProps) {
  const { about, year, confirmed } = props
  const key = `${about}-${year ?? ''}`
  const [kind, setKind] = useState<Kind | undefined>(draftOf(key) === '' ? undefined : 'ask')
  const saying = useSaying(props, () => {
    keepDraft(key, '')
    setKind(undefined)
  })
  const { busy, told } = saying
  return (
    <section className="say" aria-label="对不对">
      <h2>这些数对不对？</h2>
      {told !== undefined && (
        <p role={told.wrong ? 'alert' : 'status'} className={told.wrong ? 'wrong' : 'note'}>
          {told.says}
        </p>
      )}
      {confirmed === true && told === undefined && <p className="note">您已经确认过，没有问题</p>}
      <div className="choice">
        {props.noConfirm !== true && confirmed !== true && (
          <button
            className="wide"
            disabled={busy}
            onClick={() => saying.send({ kind: 'confirm' }, '已记下：您看过，没有问题')}
          >
            没有问题，确认
          </button>
        )}
        {(['object', 'ask'] as const).map((one) => (
          <button
            key={one}
            aria-pressed={kind === one}
            onClick={() => setKind(kind === one ? undefined : one)}
          >
            {WORDS[one]}
          </button>
        ))}
      </div>
      {kind !== undefined && (
        <Words
          draft={key}
          hint={HINTS[kind]}
          busy={busy}
          onSend={(text) => saying.send({ kind, text }, SENT)}
        />
      )}
    </section>
  )
}

const SENT = '已经送到合作社，答复后您在“我问过的、说过的”里看得到'

function Words(props: { draft: string; hint: string; busy: boolean; onSend: (text: string) => void }) {
  const [text, setText] = useState(draftOf(props.draft))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSend(text.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <label className="field">
        <span>{props.hint}</span>
        <textarea
          rows={4}
          maxLength={500}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            keepDraft(props.draft, event.target.value)
          }}
        />
      </label>
      <button className="main" disabled={props.busy}>
        {props.busy ? '请稍等…' : '送给合作社'}
      </button>
    </form>
  )
}
