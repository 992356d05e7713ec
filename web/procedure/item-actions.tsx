import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { Item, OfferedAction } from '#contract/kernel/procedures.ts'
import { EmptyState } from '../ui/empty.tsx'
import { ItemActionForm } from './item-action-form.tsx'
import '../ui/items.css'

/** What the signed-in person may do with the item now; what is refused stands there with its reason. */
export function ItemActions(props: { item: Item }) {
  const { item } = props
  const [picked, setPicked] = useState<{ action: string; paperOnly: boolean } | null>(null)
  const action = item.actions.find((one) => one.action === picked?.action)
  if (action !== undefined && picked !== null)
    return (
      <ItemActionForm
        key={action.action}
        item={item}
        action={action}
        paperOnly={picked.paperOnly}
        onClose={() => setPicked(null)}
      />
    )
  if (item.actions.length === 0) return <EmptyState says="已经办结，没有要办的事" />
  const open = item.actions.filter((one) => one.refusedBecause === null)
  const refused = item.actions.filter((one) => one.refusedBecause !== null)
  return (
    <div className="item-actions">
      {open.map((one, index) => (
        <Flex key={one.action} wrap gap="small" align="center">
          <Button
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setPicked({ action: one.action, paperOnly: false })}
          >
            {one.label}
          </Button>
          {one.happens !== null && <span className="faint">{one.happens}</span>}
        </Flex>
      ))}
      {refused.map((one) => (
        <Flex key={one.action} wrap gap="small" align="center">
          <Button disabled>{one.label}</Button>
          <span className="faint">{one.refusedBecause}</span>
          {waitsForAnother(one) && (
            <Button onClick={() => setPicked({ action: one.action, paperOnly: true })}>
              另一人已纸质签批，由我代录
            </Button>
          )}
        </Flex>
      ))}
    </div>
  )
}

/** Refused only because a second person has to do it, and that person may do it on paper. */
function waitsForAnother(action: OfferedAction): boolean {
  return action.onPaper && action.refusedBecause?.includes('另一人') === true
}
