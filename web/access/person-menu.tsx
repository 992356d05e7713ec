import { Dropdown } from 'antd'
import { signOut } from '#contract/access.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { useKeepSession } from './session-source.ts'

/** Who is signed in, with the way to a new password and out. */
export function PersonMenu() {
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
