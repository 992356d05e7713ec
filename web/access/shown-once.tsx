import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'

/** A secret that is shown this one time: it goes by its own button and by nothing else. */
export function ShownOnce(props: {
  title: string
  button?: string
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Modal
      open
      title={props.title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {props.button ?? '已抄下，关闭'}
        </Button>
      }
    >
      {props.children}
    </Modal>
  )
}
