import { Input } from 'antd'
import type { z } from 'zod'
import { listTradeBodies } from '#contract/membership/trades.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, Money, NumberText } from '../ui/values.tsx'

type BodyRow = z.output<typeof listTradeBodies.response>['rows'][number]

/** 成员交易: the cooperatives with a roll, and what their members traded this year. */
export function TradesPage() {
  const { get, set } = useAddress()
  const q = get('q')
  const page = Number(get('page') ?? '1')
  const found = useCall(listTradeBodies, { query: { page, ...(q !== undefined && { q }) } }, { keep: true })
  const year = found.data?.year ?? ''
  return (
    <Page
      title="成员交易"
      views
      crumbs={[{ label: '成员与分配' }, { label: '成员交易' }]}
      says="成员交售给本社和向本社购买的每一笔；盈余按交易量（额）返还就从这里算起。"
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
          columns={columnsOf(year)}
        />
      </div>
    </Page>
  )
}

const columnsOf = (year: number | string): readonly RowColumn<BodyRow>[] => [
  {
    key: 'bodyName',
    title: '合作社',
    head: true,
    render: (row) => <Go to={`/trades/${row.body}`}>{row.bodyName}</Go>,
  },
  { key: 'areaName', title: '所在地', render: (row) => row.areaName },
  { key: 'lastDay', title: '最近一笔', render: (row) => <DayText day={row.lastDay} /> },
  {
    key: 'members',
    title: '成员',
    align: 'right',
    render: (row) => <NumberText value={row.members} unit="名" />,
  },
  {
    key: 'traders',
    title: `${year} 年有交易的`,
    align: 'right',
    render: (row) => <NumberText value={row.traders} unit="名" />,
  },
  {
    key: 'delivered',
    title: '交售（元）',
    align: 'right',
    render: (row) => <Money yuan={row.delivered} />,
  },
  {
    key: 'supplied',
    title: '购买（元）',
    align: 'right',
    render: (row) => <Money yuan={row.supplied} />,
  },
]
