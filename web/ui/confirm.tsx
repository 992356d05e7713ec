import { Alert, Button, Flex } from 'antd'
import type { ReactNode } from 'react'

interface ConfirmPanelProps {
  title: string
  /** What will happen: one sentence each. */
  happens: readonly ReactNode[]
  /** What the button says: exactly what it does. */
  button: string
  onConfirm: () => void
  onCancel?: () => void
  cancel?: string
  busy?: boolean
  /** Why it can not be done now; the button is then off and this is said beside it. */
  blocked?: string | null
  danger?: boolean
  children?: ReactNode
}

/** Look before you leap: what will happen, then the button. */
export function ConfirmPanel(props: ConfirmPanelProps) {
  const list = (
    <>
      <ul className="happens">
        {props.happens.map((one, index) => (
          <li key={index}>{one}</li>
        ))}
      </ul>
      {props.children}
      <Flex wrap gap="small" align="center">
        <Button
          type="primary"
          danger={props.danger === true}
          loading={props.busy === true}
          disabled={Boolean(props.blocked)}
          onClick={props.onConfirm}
        >
          {props.button}
        </Button>
        {props.onCancel !== undefined && <Button onClick={props.onCancel}>{props.cancel ?? '取消'}</Button>}
        {props.blocked && <span>{props.blocked}</span>}
      </Flex>
    </>
  )
  return <Alert type={props.danger === true ? 'warning' : 'info'} title={props.title} description={list} />
}
