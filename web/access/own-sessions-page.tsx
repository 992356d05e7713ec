import { Button, Tag } from 'antd'
import type { z } from 'zod'
import { endOwnSessions, readOwnSessions } from '#contract/access/sign-ins.ts'
import { useAct, useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { momentText, Unknown } from '../ui/values.tsx'
import { browserText, SIGN_IN_COLUMNS } from './sign-in-columns.tsx'

type Place = z.output<typeof readOwnSessions.response>['sessions'][number]

/** 我的登录: where one is signed in now, and what was tried in one's name. */
export function OwnSessionsPage() {
  const answer = useCall(readOwnSessions)
  const end = useAct(endOwnSessions, { done: '已退出' })
  const sessions = answer.data?.sessions ?? []
  const others = sessions.filter((one) => !one.here)
  return (
    <Page
      title="我的登录"
      says="不是自己登录的，先让它退出，再修改密码"
      error={answer.error}
      loading={answer.isPending}
      actions={
        others.length > 0 && (
          <Button danger loading={end.isPending} onClick={() => end.mutate({ body: { id: null } })}>
            其他 {others.length} 处全部退出
          </Button>
        )
      }
    >
      <section className="panel">
        <h3>现在登录着的</h3>
        <DataRows
          rows={sessions}
          rowKey={(row) => row.id}
          columns={[
            ...PLACE_COLUMNS,
            {
              key: 'acts',
              title: '操作',
              width: 120,
              render: (row) =>
                row.here ? (
                  <Tag color="green">就是这里</Tag>
                ) : (
                  <Button
                    size="small"
                    danger
                    loading={end.isPending}
                    onClick={() => end.mutate({ body: { id: row.id } })}
                  >
                    退出
                  </Button>
                ),
            },
          ]}
          empty={<EmptyState says="没有登录" />}
        />
      </section>
      <section className="panel">
        <h3>最近用我的用户名登录的</h3>
        <DataRows
          rows={answer.data?.lately ?? []}
          rowKey={(row) => row.id}
          columns={SIGN_IN_COLUMNS.filter((one) => one.key !== 'who')}
          empty={<EmptyState says="还没有记录" />}
        />
      </section>
    </Page>
  )
}

const PLACE_COLUMNS: RowColumn<Place>[] = [
  {
    key: 'since',
    title: '登录时间',
    width: 170,
    render: (row) => <span className="number">{momentText(row.createdAt)}</span>,
  },
  {
    key: 'seen',
    title: '最后操作',
    width: 170,
    render: (row) => <span className="number">{momentText(row.lastSeenAt)}</span>,
  },
  { key: 'address', title: '地址', width: 160, render: (row) => row.address ?? <Unknown /> },
  { key: 'agent', title: '浏览器', render: (row) => browserText(row.agent) },
]
