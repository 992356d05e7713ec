import { Outlet, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useSession } from './session.tsx'
import { SideMenu } from './side-menu.tsx'
import { type BarParts, TopBar } from './top-bar.tsx'

/** The frame of every page behind the sign-in: bar above, menu at the side, the page. */
export function Frame(props: BarParts) {
  const session = useSession()
  const [open, setOpen] = useState(false)
  const coming = useRouterState({ select: (state) => state.isLoading })
  return (
    <div className="frame">
      <a className="skip" href="#content">
        跳到正文
      </a>
      {session.demo && <div className="demo-band">演示环境：禾丰县及其主体、人员均为虚构</div>}
      <TopBar {...props} onMenu={() => setOpen(true)} />
      {props.standing}
      <div className="below-bar">
        <nav className="side no-print" aria-label="主菜单">
          <SideMenu />
        </nav>
        <Drawer placement="left" size={260} open={open} onClose={() => setOpen(false)} title="禾社">
          <SideMenu onPick={() => setOpen(false)} />
        </Drawer>
        {/* On a weak line a page takes a while: whoever pressed sees that it is on its way. */}
        <main id="content" className="content" aria-busy={coming}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}
