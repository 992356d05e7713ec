import type { Item } from '#contract/kernel/procedures.ts'
import { OfferedActions } from '../ui/offered-actions.tsx'
import { ItemActionForm } from './item-action-form.tsx'

/** What the signed-in person may do with the item now. */
export function ItemActions(props: { item: Item }) {
  const { item } = props
  return (
    <OfferedActions
      actions={item.actions}
      nothing="已经办结，没有要办的事"
      form={(picked) => <ItemActionForm key={picked.action.action} item={item} {...picked} />}
    />
  )
}
