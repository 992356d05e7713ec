import { useEffect } from 'react'
import type { Applied } from '#contract/membership/joining-doors.ts'
import { printReceipt } from '#core/membership/joining-door.ts'
import { rememberReceipt } from './remembered.ts'
import { dayWords } from './format.ts'

/** The receipt, large: it is all that opens the application again. */
export function JoinSent(props: { bodyName: string; sent: Applied; onAsk: () => void }) {
  const { receipt, keptUntil } = props.sent
  useEffect(() => rememberReceipt(receipt), [receipt])
  return (
    <main>
      <h1>申请已送到{props.bodyName}</h1>
      <section className="owed" aria-label="回执号">
        <p>您的回执号</p>
        <p className="receipt">{printReceipt(receipt)}</p>
        <p>请现在截图，或抄下来</p>
      </section>
      <p>查进度、撤回申请，都凭这个号。这台手机会记住它；换手机要自己输。</p>
      <p>合作社会打电话找您。{dayWords(keptUntil)}以前没有人受理，您填的内容自动删除。</p>
      <button className="main" onClick={props.onAsk}>
        看看办到哪一步
      </button>
    </main>
  )
}
