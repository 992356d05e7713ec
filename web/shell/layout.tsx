import { Outlet, useLocation } from '@tanstack/react-router'
import { Drawer, Menu, Spin } from 'antd'
import { useEffect, useState } from 'react'
import { Go, useGo } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { whenSignedOut } from './api.ts'
import { entryOf, menuFor } from './menu.ts'
import { problemsOf } from './refusal.ts'
import { SessionProvider, useKeepSession, useSession, useSessionQuery } from './session.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every page behind the sign-in: bar above, menu at the side, the page. */
export function Layout() {
  const session = useSessionQuery()
  const go = useGo()
  const location = useLocation()
  const keep = useKeepSession()
  const here = location.href
  const away =
    session.data === null
      ? `/sign-in?next=${encodeURIComponent(here)}`
      : session.data?.mustChangePassword === true && location.pathname !== '/password'
        ? '/password'
        : undefined
  useEffect(() => whenSignedOut(() => keep(null)), [keep])
  useEffect(() => {
    if (away !== undefined) go(away)
  }, [away])
  if (session.isError) return <Problems problems={problemsOf(session.error)} />
  if (session.data === undefined || session.data === null || away !== undefined) {
    return (
      <div className="page-wait">
        <Spin />
      </div>
    )
  }
  return (
    <SessionProvider session={session.data}>
      <Frame />
    </SessionProvider>
  )
}

function Frame() {
  const session = useSession()
  const [open, setOpen] = useState(false)
  return (
    <div className="frame">
      <a className="skip" href="#content">
        跳到正文
      </a>
      {session.demo && <div className="demo-band">演示环境：禾丰县及其主体、人员均为虚构</div>}
      <TopBar onMenu={() => setOpen(true)} />
      <div className="below-bar">
        <nav className="side no-print" aria-label="主菜单">
          <SideMenu />
        </nav>
        <Drawer placement="left" size={260} open={open} onClose={() => setOpen(false)} title="禾社">
          <SideMenu onPick={() => setOpen(false)} />
        </Drawer>
        <main id="content" className="content">
          <Outlet />
        </main>
      </div>
    </div>
  )
}

function SideMenu(props: { onPick?: () => void }) {
  const session = useSession()
  const location = useLocation()
  const groups = menuFor(session)
  const entry = entryOf(location.pathname, groups)
  return (
    <Menu
      mode="inline"
      selectedKeys={entry === undefined ? [] : [entry]}
      defaultOpenKeys={groups.map((group) => group.label)}
      {...(props.onPick !== undefined && { onClick: props.onPick })}
      items={groups.map((group) => ({
        key: group.label,
        type: 'group' as const,
        label: group.label,
        children: group.entries.map((one) => ({ key: one.to, label: <Go to={one.to}>{one.label}</Go> })),
      }))}
    />
  )
}
