import { App, Button } from 'antd'
import { useState } from 'react'

/** Words for the chat group that ask somebody to do what waits for him, to be copied with one press. */
export function Reminder(props: { text: string }) {
  const { message } = App.useApp()
  const [shown, setShown] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text)
      void message.success('催办文字已复制，可直接粘贴到工作群')
    } catch {
      setShown(true)
      void message.info('请选中下面的文字复制')
    }
  }
  return (
    <section className="panel no-print">
      <h3>催办文字</h3>
      <p style={{ whiteSpace: 'pre-wrap', userSelect: shown ? 'all' : 'auto' }}>{props.text}</p>
      <Button onClick={() => void copy()}>复制催办文字</Button>
    </section>
  )
}
