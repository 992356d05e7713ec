import { Input, Tag } from 'antd'
import type { z } from 'zod'
import { listDivisions } from '#contract/surplus/plans.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Money, Unknown } from '../ui/values.tsx'

type BodyRow = z.output<typeof listDivisions.response>['rows'][number]

/** 盈余分配: the cooperatives, how far each one's latest division is, and what is still owed. */
export function DivisionsPage() {
  const { get, set } = useAddress()
  const q = get('q')
  const page = Number(get('page') ?? '1')
  const found = useCall(listDivisions, { query: { page, ...(q !== undefined && { q }) } }, { keep: true })
  return (
    <Page
      title="盈余分配"
      views
      crumbs={[{ label: '成员与分配' }, { label: '盈余分配' }]}
      says="一年的盈余怎么分：拟方案、备查、开会、入账、兑付，每一步都在这里。"
      error={found.error}
      loading={found.isPending}
    >
      <div className="panel">
        <Input.Search
          aria-label="按名称找合作社"
          placeholder="合作社名称中的几个字"
          allowClear
          defaultValue={q ?? ''}
          onSearch={(text) => set({ q: text.trim() || undefined, page: undefined })}
          className="list-search gap-below"
        />
        <DataRows
          rows={found.data?.rows ?? []}
          rowKey={(row) => row.body}
          loading={found.isFetching}
          total={found.data?.total ?? 0}
          page={page}
          onPage={(next) => set({ page: next })}
          empty={<EmptyState says="没有找到有成员名册的合作社，请先导入成员（户）名册" />}
          columns={COLUMNS}
        />
      </div>
    </Page>
  )
}

const COLUMNS: readonly RowColumn<BodyRow>[] = [
  {
    key: 'bodyName',
    title: '合作社',
    head: true,
    render: (row) => <Go to={`/surplus/${row.body}`}>{row.bodyName}</Go>,
  },
  { key: 'areaName', title: '所在地', render: (row) => row.areaName },
  {
    key: 'state',
    title: '最近的方案',
    render: (row) =>
      row.plan === null ? (
        <span className="faint">还没有方案</span>
      ) : (
        <Go to={`/surplus/plans/${row.plan}`}>
          {row.year} 年 <Tag>{row.stateLabel}</Tag>
        </Go>
      ),
  },
  {
    key: 'law',
    title: '可分配盈余（元）',
    align: 'right',
    render: (row) => <Money yuan={row.law} />,
  },
  {
    key: 'patronage',
    title: '按交易返还（元）',
    align: 'right',
    render: (row) => <Money yuan={row.patronage} />,
  },
  {
    key: 'owed',
    title: '还没有付（元）',
    align: 'right',
    render: (row) => (row.owed === null ? <Unknown /> : <Money yuan={row.owed} />),
  },
]
