import type { Item, OfferedAction } from '#contract/kernel/procedures.ts'
import { OfferedActions } from '../ui/offered-actions.tsx'
import { pagesOf } from './declared.ts'
import { ItemActionForm } from './item-action-form.tsx'

/** What the signed-in person may do with the item now. */
export function ItemActions(props: { item: Item }) {
  const { item } = props
  const pages = pagesOf(item.procedure)
  const places = pages?.places
  return (
    <OfferedActions
      actions={item.actions}
      {...(places !== undefined && { elsewhere: (action: OfferedAction) => places[action.action]?.(item) })}
      ends={({ action }) => pages?.ends?.includes(action) === true}
      nothing="已经办结，没有要办的事"
      form={(picked) => <ItemActionForm key={picked.action.action} item={item} {...picked} />}
    />
  )
}
