import { useState, type FormEvent } from 'react'
import type { Standing } from '#contract/membership/joining-doors.ts'
import { printReceipt, readReceipt } from '#core/membership/joining-door.ts'
import { call, Told, wordsOf } from './api.ts'
import { Field } from './field.tsx'
import { dayWords } from './format.ts'
import { rememberedReceipt, rememberReceipt } from './remembered.ts'

/** What is typed, what came of asking for it. */
function useAsking() {
  const [typed, setTyped] = useState(() => printReceipt(rememberedReceipt()))
  const [found, setFound] = useState<Standing>()
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)
  const ask = async (path: string) => {
    if (readReceipt(typed) === '') return setSays('回执号是 16 个数字和字母，请对照截图再输')
    setBusy(true)
    setSays('')
    try {
      setFound(await call<Standing>('POST', path, { receipt: readReceipt(typed) }))
      rememberReceipt(readReceipt(typed))
    } catch (error) {
      setFound(undefined)
      setSays(
        error instanceof Told && error.code === 'too-many-requests'
          ? '点得太快了，请过一分钟再试'
          : wordsOf(error),
      )
    }
    setBusy(false)
  }
  const forget = () => {
    rememberReceipt('')
    setTyped('')
    setFound(undefined)
  }
  return { typed, setTyped, found, says, busy, ask, forget }
}

/** How an application stands, by its receipt; and taking it back. */
export function ReceiptPage(props: { onBack?: () => void }) {
  const { typed, setTyped, found, says, busy, ask, forget } = useAsking()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void ask('/api/public/joining-receipts')
  }
  return (
    <main>
      {props.onBack !== undefined && (
        <button className="back" onClick={props.onBack}>
          ‹ 返回
        </button>
      )}
      <h1>查入社申请</h1>
      <form onSubmit={submit} noValidate>
        <Field label="回执号（16 个数字和字母）" value={typed} onChange={setTyped} max={24} words />
        <p role="alert" className="wrong">
          {says}
        </p>
        <button className="main" disabled={busy}>
          {busy ? '正在查…' : '查一查'}
        </button>
      </form>
      {found !== undefined && (
        <Stands
          found={found}
          busy={busy}
          onWithdraw={() => void ask('/api/public/joining-receipts/withdraw')}
        />
      )}
      {rememberedReceipt() !== '' && (
        <button className="quiet" onClick={forget}>
          让这台手机忘掉回执号
        </button>
      )}
    </main>
  )
}

function Stands(props: { found: Standing; busy: boolean; onWithdraw: () => void }) {
  const { found, busy } = props
  const [sure, setSure] = useState(false)
  return (
    <section className="stands" aria-label="办到哪一步" aria-live="polite">
      <p>
        {dayWords(found.appliedOn)} 申请加入 {found.bodyName}
      </p>
      <p className="figure">{found.label}</p>
      <p>{found.says}</p>
      {found.mayWithdraw && !sure && (
        <button disabled={busy} onClick={() => setSure(true)}>
          我不申请了，撤回
        </button>
      )}
      {found.mayWithdraw && sure && (
        <>
          <p>撤回以后要入社，得重新申请。确定撤回吗？</p>
          <button
            className="main"
            disabled={busy}
            onClick={() => {
              setSure(false)
              props.onWithdraw()
            }}
          >
            确定撤回
          </button>
          <button className="quiet" onClick={() => setSure(false)}>
            不撤回
          </button>
        </>
      )}
    </section>
  )
}
