import { Button, Dropdown } from 'antd'
import { signOut } from '#contract/access.ts'
import { readInbox } from '#contract/reporting.ts'
import { Go, useGo } from '../ui/go.tsx'
import { useAct, useCall } from './api.ts'
import { SearchBox } from './search-box.tsx'
import { useKeepSession, useSession } from './session.tsx'

/** 禾社, the area, the search box, what waits, and who is signed in. */
export function TopBar(props: { onMenu: () => void }) {
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
      <SearchBox />
      <Waiting />
      <Person />
    </header>
  )
}

const TWO_MINUTES = 120_000

function Waiting() {
  const inbox = useCall(readInbox, {}, { staleTime: TWO_MINUTES, refetchInterval: TWO_MINUTES })
  const waiting = inbox.data?.waiting ?? []
  const count = waiting.reduce((sum, one) => sum + one.count, 0)
  const late = waiting.some((one) => one.late)
  return (
    <Go to="/" className="waiting" title={late ? '有已逾期的事项' : '待办'}>
      待办
      {count > 0 && <span className={late ? 'waiting-count late' : 'waiting-count'}>{count}</span>}
    </Go>
  )
}

function Person() {
  const session = useSession()
  const go = useGo()
  const keep = useKeepSession()
  const leave = useAct(signOut, {
    invalidate: [],
    onDone: () => {
      keep(null)
      go('/sign-in')
    },
  })
  const items = [
    { key: 'who', label: `${session.user.roleLabel} · ${session.areaName}`, disabled: true },
    { key: 'password', label: '修改密码', onClick: () => go('/password') },
    { key: 'out', label: '退出登录', onClick: () => leave.mutate({}) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="person">
        {session.user.name} ▾
      </button>
    </Dropdown>
  )
}
