import { useLocation } from '@tanstack/react-router'
import { Menu } from 'antd'
import { Go } from '../ui/go.tsx'
import { useStoredList } from '../ui/stored.ts'
import { entryOf, groupsAtFirst, menuFor } from './menu.ts'
import { useSession } from './session.tsx'

/** The menu at the side: groups that fold; the one of the page in view is always open. */
export function SideMenu(props: { onPick?: () => void }) {
  const session = useSession()
  const location = useLocation()
  const groups = menuFor(session)
  const entry = entryOf(location.pathname, groups)
  const current = groups.find((group) => group.entries.some((one) => one.to === entry))?.label
  const opened = useStoredList('heshe-menu', groupsAtFirst(groups))
  const open =
    current === undefined || opened.list.includes(current) ? opened.list : [...opened.list, current]
  return (
    <Menu
      mode="inline"
      forceSubMenuRender
      inlineIndent={14}
      selectedKeys={entry === undefined ? [] : [entry]}
      openKeys={open}
      onOpenChange={opened.keep}
      {...(props.onPick !== undefined && { onClick: props.onPick })}
      items={groups.map((group) => {
        const entries = group.entries.map((one) => ({ key: one.to, label: <Go to={one.to}>{one.label}</Go> }))
        // A group of one would cost a press for nothing.
        const [only] = entries
        if (entries.length === 1 && only !== undefined) return only
        return { key: group.label, label: group.label, children: entries }
      })}
    />
  )
}
