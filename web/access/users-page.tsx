import { Button, Checkbox, Flex, Input, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { listUsers, resetPassword, unlockUser, updateUser, type user } from '#contract/access.ts'
import { resetSecondFactor } from '#contract/access/second-factor.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { NewUser } from './new-user.tsx'
import { issuedTo, OncePassword, type Issued } from './once-password.tsx'

type User = z.infer<typeof user>

/** 用户: who may sign in, for which area; passwords are shown once and never again. */
export function UsersPage() {
  const answer = useCall(listUsers)
  const [adding, setAdding] = useState(false)
  const [issued, setIssued] = useState<Issued | null>(null)
  const [q, setQ] = useState('')
  const onlyUnused = useAddress().get('unused') === '1'
  const all = answer.data?.users ?? []
  const unused = all.filter((one) => one.unusedDays !== null)
  const users = (onlyUnused ? unused : all).filter((one) =>
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
          <Narrowing onWords={setQ} unused={unused.length} />
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
          empty={
            <EmptyState
              says={q !== '' ? '没有找到，请换一个写法' : onlyUnused ? '没有长期不用的账号' : '还没有用户'}
            />
          }
        />
      </section>
    </Page>
  )
}

/** What is left out of the list: by words, and by whether somebody uses the account. */
function Narrowing(props: { onWords: (words: string) => void; unused: number }) {
  const address = useAddress()
  const only = address.get('unused') === '1'
  return (
    <>
      <Input.Search
        allowClear
        aria-label="查找用户"
        placeholder="姓名、账号、单位"
        style={{ width: 220 }}
        onChange={(event) => props.onWords(event.target.value)}
      />
      {(props.unused > 0 || only) && (
        <Checkbox
          checked={only}
          onChange={(event) => address.set({ unused: event.target.checked ? '1' : undefined })}
        >
          只看长期不用的（{props.unused}）
        </Checkbox>
      )}
    </>
  )
}

function UserActs(props: { user: User; onIssued: (issued: Issued) => void }) {
  const { user: one } = props
  const session = useSession()
  const update = useAct(updateUser, { done: one.disabled ? '已启用' : '已停用' })
  const unlock = useAct(unlockUser, { done: '已解锁' })
  const reset = useAct(resetPassword, {
    onDone: (answer) => props.onIssued(issuedTo(one, answer)),
  })
  const factor = useAct(resetSecondFactor, { done: '动态口令已重置' })
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
      {one.secondFactor && (
        <Popconfirm
          title={`重置 ${one.name} 的动态口令？`}
          description="手机丢了、恢复码也没有了才重置，请先当面核实是本人；以后登录只用密码，到他重新设置为止"
          onConfirm={() => factor.mutate({ params: { id: one.id } })}
        >
          <Button size="small">重置动态口令</Button>
        </Popconfirm>
      )}
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
        <>
          <Tag color="green">可登录</Tag>
          {row.secondFactor && <Tag color="blue">动态口令</Tag>}
        </>
      ),
  },
  {
    key: 'last',
    title: '最近登录',
    width: 150,
    render: (row) => (
      <>
        {row.lastSignIn === null ? '从未登录' : <DayText day={row.lastSignIn} time />}
        {row.unusedDays !== null && <Tag color="orange">{row.unusedDays} 天没有用</Tag>}
      </>
    ),
  },
]
