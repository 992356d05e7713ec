import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Go } from '../ui/go.tsx'
import { useSession } from './session.tsx'

export interface BarParts {
  /** The one search box of every page. */
  search: ReactNode
  /** How much waits for me. */
  waiting: ReactNode
  /** Who is signed in. */
  person: ReactNode
  /** For whom one stands in, if so; below the bar. */
  standing: ReactNode
}

/** 禾社, the area, the search box, what waits, and who is signed in. */
export function TopBar(props: BarParts & { onMenu: () => void }) {
  const session = useSession()
  return (
    <header className="top-bar no-print">
      <Button className="menu-button" aria-label="打开菜单" onClick={props.onMenu}>
        ☰
      </Button>
      <Go to="/" className="brand">
        禾社
      </Go>
      <span className="top-area">{session.areaName}</span>
      {session.demo && <span className="demo-tag">演示</span>}
      {props.search}
      {props.waiting}
      {props.person}
    </header>
  )
}
