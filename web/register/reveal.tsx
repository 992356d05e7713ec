import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { revealSecret } from '#contract/kernel.ts'
import { useAct } from '../shell/api.ts'

interface RevealProps {
  register: string
  id: string
  field: string
  label: string
}

const LEAST_REASON = 2

/** Shows a covered number whole, for a reason that is written to the audit trail. */
export function Reveal(props: RevealProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const reveal = useAct(revealSecret, { invalidate: [] })
  const close = () => {
    setOpen(false)
    setReason('')
    reveal.reset()
  }
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        查看全号
      </Button>
      <Modal
        open={open}
        title={`查看完整${props.label}`}
        onCancel={close}
        onOk={
          reveal.isSuccess
            ? close
            : () =>
                reveal.mutate({
                  params: { register: props.register, id: props.id },
                  body: { field: props.field, reason: reason.trim() },
                })
        }
        okText={reveal.isSuccess ? '看完了' : '查看'}
        okButtonProps={{
          disabled: !reveal.isSuccess && reason.trim().length < LEAST_REASON,
          loading: reveal.isPending,
        }}
        cancelText="取消"
      >
        {reveal.isSuccess ? (
          <p className="number reveal-value">{reveal.data.value}</p>
        ) : (
          <Form layout="vertical">
            <Form.Item label="查看原因" htmlFor="reveal-reason" extra="谁、何时、为什么查看，会记入操作日志">
              <Input
                id="reveal-reason"
                autoFocus
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Form.Item>
          </Form>
        )}
      </Modal>
    </>
  )
}
