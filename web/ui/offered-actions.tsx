import { Alert, Button, Flex } from 'antd'
import { type ReactNode, useState } from 'react'
import { problemsOf } from '../shell/refusal.ts'
import { EmptyState } from './empty.tsx'
import { useGo } from './go.tsx'
import { Problems } from './problems.tsx'
import './items.css'

interface Offered {
  action: string
  label: string
  /** What it will do, said before the button is pressed. */
  happens: string | null
  refusedBecause: string | null
  /** Whether it may be recorded from a signed sheet. */
  onPaper: boolean
}

interface OfferedActionsProps<A extends Offered> {
  actions: readonly A[]
  /** Said where nothing is left to do. */
  nothing: string
  /** Whether the action ends the matter without what it was begun for; such a one is not put forward. */
  ends?: (action: A) => boolean
  /** The address of the page on which the action is taken, where it has one of its own. */
  elsewhere?: (action: A) => string | undefined
  /** The form of the action that was picked; `paperOnly` where another person signed it. */
  form: (picked: { action: A; paperOnly: boolean; onClose: () => void }) => ReactNode
}

/** What the signed-in person may do now; what is refused stands there with its reason. */
export function OfferedActions<A extends Offered>(props: OfferedActionsProps<A>) {
  const { actions } = props
  const go = useGo()
  const [picked, setPicked] = useState<{ action: string; paperOnly: boolean } | null>(null)
  const action = actions.find((one) => one.action === picked?.action)
  if (action !== undefined && picked !== null)
    return props.form({ action, paperOnly: picked.paperOnly, onClose: () => setPicked(null) })
  if (actions.length === 0) return <EmptyState says={props.nothing} />
  const pick = (one: A, paperOnly: boolean) => () => {
    const place = props.elsewhere?.(one)
    if (place === undefined) setPicked({ action: one.action, paperOnly })
    else go(place)
  }
  return (
    <div className="item-actions">
      {actions
        .filter((one) => one.refusedBecause === null)
        .map((one, index) => (
          <Flex key={one.action} wrap gap="small" align="center">
            <Button
              type={index === 0 && props.ends?.(one) !== true ? 'primary' : 'default'}
              onClick={pick(one, false)}
            >
              {one.label}
            </Button>
            {one.happens !== null && <span className="faint">{one.happens}</span>}
          </Flex>
        ))}
      {actions
        .filter((one) => one.refusedBecause !== null)
        .map((one) => (
          <Flex key={one.action} wrap gap="small" align="center">
            <Button disabled>{one.label}</Button>
            <span className="faint">{one.refusedBecause}</span>
            {waitsForAnother(one) && <Button onClick={pick(one, true)}>另一人已纸质签批，由我代录</Button>}
          </Flex>
        ))}
    </div>
  )
}

/** Refused only because a second person has to do it, and that person may do it on paper. */
function waitsForAnother(action: Offered): boolean {
  return action.onPaper && action.refusedBecause?.includes('另一人') === true
}

interface ActionFootProps {
  label: string
  /** What is still to be filled in, once it was tried. */
  missing: readonly string[]
  error: unknown
  busy: boolean
  onSubmit: () => void
  onCancel: () => void
}

/** The foot of an action's form: what is missing, what was refused, and the two buttons. */
export function ActionFoot(props: ActionFootProps) {
  return (
    <>
      {props.missing.length > 0 && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={`还需填写：${props.missing.join('、')}`}
        />
      )}
      {props.error !== null && <Problems problems={problemsOf(props.error)} />}
      <Flex gap="small" wrap>
        <Button type="primary" loading={props.busy} onClick={props.onSubmit}>
          确定{props.label}
        </Button>
        <Button onClick={props.onCancel}>取消</Button>
      </Flex>
    </>
  )
}
