import { useEffect, useState } from 'react'
import type { Applied, Door } from '#contract/membership/joining-doors.ts'
import { RECEIPT_SIGNS, SIGNS } from '#core/membership/joining-door.ts'
import { call, Told, wordsOf } from './api.ts'
import { JoinForm } from './join-form.tsx'
import { ReceiptPage } from './join-receipt.tsx'
import { JoinSent } from './join-sent.tsx'

const DOOR = /^\/m\/join\/(\w{1,20})\/?$/

/** Whether this address is of who is no member yet: the door of a cooperative, or the page of a receipt. */
export const isJoining = (path: string): boolean => /^\/m\/(join|receipt)(\/|$)/.test(path)

/** The pages of who applies: without an account, nothing is asked of a session. */
export function JoinApp() {
  const [code] = useState(() => (DOOR.exec(location.pathname) || [])[1])
  const [asking, setAsking] = useState(false)
  const [turn, setTurn] = useState(0)
  if (code === undefined) return <ReceiptPage />
  // What is half typed stays while somebody looks for a receipt; what was sent makes room for the next one.
  const ask = (sent: boolean) => {
    setAsking(true)
    if (sent) setTurn(turn + 1)
  }
  return (
    <>
      {asking && <ReceiptPage onBack={() => setAsking(false)} />}
      <div hidden={asking}>
        <DoorPage key={turn} code={code} onAsk={ask} />
      </div>
    </>
  )
}

/** As many signs that nobody can guess; what is beyond the last whole round is drawn again, so that each is as likely. */
function newReceipt(): string {
  const whole = 256 - (256 % SIGNS.length)
  let signs = ''
  while (signs.length < RECEIPT_SIGNS) {
    const [drawn = whole] = crypto.getRandomValues(new Uint8Array(1))
    if (drawn < whole) signs += SIGNS.charAt(drawn % SIGNS.length)
  }
  return signs
}

/** What stands at the door, then the form, then the receipt. */
function DoorPage(props: { code: string; onAsk: (sent: boolean) => void }) {
  const path = `/api/public/joining/${props.code}`
  const [door, setDoor] = useState<Door>()
  const [says, setSays] = useState('')
  const [sent, setSent] = useState<Applied>()
  // Sent again on a bad network it is the same application: the receipt is made here, once.
  const [receipt] = useState(newReceipt)
  const load = () => {
    setSays('')
    call<Door>('GET', path).then(setDoor, (error: unknown) => setSays(wordsOf(error)))
  }
  useEffect(load, [path])
  if (says !== '')
    return (
      <main>
        <h1>入社申请</h1>
        <p role="alert" className="wrong">
          {says}
        </p>
        <button onClick={load}>再试一次</button>
        <button className="quiet" onClick={() => props.onAsk(false)}>
          我申请过，用回执号查进度
        </button>
      </main>
    )
  if (door === undefined) return <p className="wait">正在打开…</p>
  if (sent !== undefined)
    return <JoinSent bodyName={door.bodyName} sent={sent} onAsk={() => props.onAsk(true)} />
  return (
    <>
      <header>
        <b>{door.bodyName}</b>
        <span>{door.areaName}</span>
      </header>
      <JoinForm
        door={door}
        onAsk={() => props.onAsk(false)}
        onSend={async (body) => {
          try {
            setSent(await call<Applied>('POST', path, { ...body, receipt }))
            window.scrollTo(0, 0)
            return ''
          } catch (error) {
            return error instanceof Told && error.code === 'too-many-requests'
              ? '点得太快了，请过一分钟再试'
              : wordsOf(error)
          }
        }}
      />
    </>
  )
}
