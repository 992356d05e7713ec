import { Button, Flex, Input, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { listUsers, resetPassword, unlockUser, updateUser, type user } from '#contract/access.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { NewUser } from './new-user.tsx'
import { OncePassword, type Issued } from './once-password.tsx'

type User = z.infer<typeof user>

/** 用户: who may sign in, for which area; passwords are shown once and never again. */
export function UsersPage() {
  const answer = useCall(listUsers)
  const [adding, setAdding] = useState(false)
  const [issued, setIssued] = useState<Issued | null>(null)
  const [q, setQ] = useState('')
  const users = (answer.data?.users ?? []).filter((one) =>
    [one.name, one.username, one.areaName, one.roleLabel].some((text) => text.includes(q.trim())),
  )
  return (
    <Page
      title="用户"
      says="每人一个账号，不共用；首次登录须改密码。自己的账号由另一位安全管理员办理"
      error={answer.error}
      loading={answer.isPending}
      actions={
        <>
          <Input.Search
            allowClear
            aria-label="查找用户"
            placeholder="姓名、账号、单位"
            style={{ width: 220 }}
            onChange={(event) => setQ(event.target.value)}
          />
          <Button type="primary" onClick={() => setAdding(true)}>
            新建用户
          </Button>
        </>
      }
    >
      <NewUser open={adding} onClose={() => setAdding(false)} onIssued={setIssued} />
      <OncePassword issued={issued} onClose={() => setIssued(null)} />
      <section className="panel">
        <DataRows
          rows={users}
          rowKey={(row) => row.id}
          columns={[
            ...COLUMNS,
            {
              key: 'acts',
              title: '操作',
              width: 230,
              render: (row) => <UserActs user={row} onIssued={setIssued} />,
            },
          ]}
          tone={(row) => (row.disabled ? 'quiet' : '')}
          empty={<EmptyState says={q === '' ? '还没有用户' : '没有找到，请换一个写法'} />}
        />
      </section>
    </Page>
  )
}

function UserActs(props: { user: User; onIssued: (issued: Issued) => void }) {
  const { user: one } = props
  const session = useSession()
  const update = useAct(updateUser, { done: one.disabled ? '已启用' : '已停用' })
  const unlock = useAct(unlockUser, { done: '已解锁' })
  const reset = useAct(resetPassword, {
    onDone: (answer) =>
      props.onIssued({ name: one.name, username: one.username, password: answer.oneTimePassword }),
  })
  if (one.id === session.user.id) return <span className="faint">本人</span>
  return (
    <Flex wrap gap="small">
      {one.lockedUntil !== null && (
        <Popconfirm
          title={`解锁 ${one.name} 的账号？`}
          description="请先向本人核实是自己输错了密码；原密码照旧可用"
          onConfirm={() => unlock.mutate({ params: { id: one.id } })}
        >
          <Button size="small">解锁</Button>
        </Popconfirm>
      )}
      <Popconfirm
        title={`重置 ${one.name} 的密码？`}
        description="原密码立即失效，新密码只显示一次"
        onConfirm={() => reset.mutate({ params: { id: one.id } })}
      >
        <Button size="small">重置密码</Button>
      </Popconfirm>
      <Popconfirm
        title={one.disabled ? `启用 ${one.name} 的账号？` : `停用 ${one.name} 的账号？`}
        description={one.disabled ? '启用后可用原密码登录' : '停用后立即退出，不能登录；经办记录照旧保留'}
        onConfirm={() => update.mutate({ params: { id: one.id }, body: { disabled: !one.disabled } })}
      >
        <Button size="small" danger={!one.disabled}>
          {one.disabled ? '启用' : '停用'}
        </Button>
      </Popconfirm>
    </Flex>
  )
}

const COLUMNS: readonly RowColumn<User>[] = [
  { key: 'name', title: '姓名', head: true, width: 120, render: (row) => row.name },
  { key: 'username', title: '账号', width: 140, render: (row) => row.username },
  { key: 'role', title: '角色', width: 120, render: (row) => row.roleLabel },
  {
    key: 'area',
    title: '辖区或主体',
    width: 240,
    render: (row) => (row.bodies.length > 0 ? row.bodies.map((one) => one.name).join('、') : row.areaName),
  },
  {
    key: 'state',
    title: '状态',
    width: 170,
    render: (row) =>
      row.disabled ? (
        <Tag>已停用</Tag>
      ) : row.lockedUntil !== null ? (
        <Tag color="red">
          锁定至 <DayText day={row.lockedUntil} time />
        </Tag>
      ) : (
        <Tag color="green">可登录</Tag>
      ),
  },
  {
    key: 'last',
    title: '最近登录',
    width: 150,
    render: (row) => (row.lastSignIn === null ? '从未登录' : <DayText day={row.lastSignIn} time />),
  },
]
