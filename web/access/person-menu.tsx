import { Dropdown } from 'antd'
import { signOut } from '#contract/access.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { useKeepSession } from './session-source.ts'
import { useStandIn } from './standing-in.tsx'

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
  const take = useStandIn()
  const items = [
    { key: 'who', label: `${session.user.roleLabel} · ${session.areaName}`, disabled: true },
    ...(session.standsInFor === null
      ? session.placesToTake.map((one) => ({
          key: one.id,
          label: `代 ${one.name} 办理（${one.roleLabel}，到 ${one.until}）`,
          onClick: () => take.mutate({ body: { substitution: one.id } }),
        }))
      : [
          {
            key: 'back',
            label: '回到本人',
            onClick: () => take.mutate({ body: { substitution: null } }),
          },
        ]),
    { key: 'places', label: '我的登录', onClick: () => go('/my-sign-ins') },
    { key: 'factor', label: '动态口令', onClick: () => go('/second-factor') },
    { key: 'password', label: '修改密码', onClick: () => go('/password') },
    { key: 'out', label: '退出登录', onClick: () => leave.mutate({}) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="person">
        {session.user.name}
        {session.standsInFor !== null && (
          <span className="standing-name">（代{session.standsInFor.name}）</span>
        )}{' '}
        ▾
      </button>
    </Dropdown>
  )
}
