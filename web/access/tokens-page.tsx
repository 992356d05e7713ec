import { Button, Flex, Tag } from 'antd'
import { useState } from 'react'
import { listTokens, revokeToken, type WireToken } from '#contract/access/tokens.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { NewToken } from './new-token.tsx'
import { OnceToken } from './once-token.tsx'

/** 接口令牌: by which other systems read and write here, in whose name and until when. */
export function TokensPage() {
  const answer = useCall(listTokens)
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [ending, setEnding] = useState<WireToken | null>(null)
  return (
    <Page
      title="接口令牌"
      says="其他系统凭令牌查询或写入；权限不超过所属账号，最长一年，可随时撤销"
      error={answer.error}
      loading={answer.isPending}
      actions={
        <Flex wrap gap="small">
          <Button href="/api/docs" target="_blank">
            接口文档
          </Button>
          <Button type="primary" onClick={() => setAdding(true)}>
            生成令牌
          </Button>
        </Flex>
      }
    >
      {answer.data !== undefined && (
        <NewToken open={adding} limits={answer.data} onClose={() => setAdding(false)} onMade={setSecret} />
      )}
      <OnceToken secret={secret} onClose={() => setSecret(null)} />
      {ending !== null && <Revoke token={ending} onClose={() => setEnding(null)} />}
      <section className="panel">
        <DataRows
          rows={answer.data?.tokens ?? []}
          rowKey={(row) => row.id}
          columns={[
            ...COLUMNS,
            {
              key: 'acts',
              title: '操作',
              width: 100,
              render: (row) =>
                row.state === '有效' && (
                  <Button size="small" danger onClick={() => setEnding(row)}>
                    撤销
                  </Button>
                ),
            },
          ]}
          tone={(row) => (row.state === '有效' ? '' : 'quiet')}
          empty={<EmptyState says="还没有令牌。省、市平台或财务软件要对接时，在这里生成一个" />}
        />
      </section>
    </Page>
  )
}

function Revoke(props: { token: WireToken; onClose: () => void }) {
  const { token, onClose } = props
  const revoke = useAct(revokeToken, { done: '已撤销', onDone: onClose })
  return (
    <ConfirmPanel
      danger
      title={`撤销令牌“${token.name}”？`}
      happens={[
        '使用这个令牌的系统立即不能再查询和写入',
        '撤销后不能恢复，需要时另行生成',
        '以往经这个令牌办理的记录照旧保留',
      ]}
      button="撤销令牌"
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ params: { id: token.id } })}
      onCancel={onClose}
    />
  )
}

const COLUMNS: readonly RowColumn<WireToken>[] = [
  { key: 'name', title: '用途', head: true, width: 180, render: (row) => row.name },
  {
    key: 'owner',
    title: '所属账号',
    width: 170,
    render: (row) => `${row.owner.name}（${row.owner.roleLabel}）`,
  },
  { key: 'area', title: '范围', width: 140, render: (row) => row.areaName },
  { key: 'writes', title: '可做', width: 110, render: (row) => (row.writes ? '查询和写入' : '只查询') },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: (row) => <Tag color={row.state === '有效' ? 'green' : 'default'}>{row.state}</Tag>,
  },
  { key: 'ends', title: '到期日', width: 120, render: (row) => <DayText day={row.endsOn} /> },
  {
    key: 'used',
    title: '最近使用',
    width: 150,
    render: (row) => (row.lastUsedAt === null ? '从未使用' : <DayText day={row.lastUsedAt} time />),
  },
  {
    key: 'made',
    title: '生成',
    width: 160,
    render: (row) => `${row.madeBy} ${row.madeOn}`,
  },
]
