import { Input } from 'antd'
import { listShares } from '#contract/membership.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Money, NumberText } from '../ui/values.tsx'

/** 股金与持股: the cooperatives with what their ledgers say today. */
export function SharesPage() {
  const { get, set } = useAddress()
  const q = get('q')
  const page = Number(get('page') ?? '1')
  const found = useCall(listShares, { query: { page, ...(q !== undefined && { q }) } }, { keep: true })
  return (
    <Page
      title="股金与持股"
      views
      crumbs={[{ label: '成员与分配' }, { label: '股金与持股' }]}
      says="谁持有多少股金，由每一笔变动累加得出；点开合作社可以看任何一天的持股、登记出资和转让。"
      error={found.error}
      loading={found.isPending}
    >
      <div className="panel">
        <NameSearch q={q} onSearch={(text) => set({ q: text, page: undefined })} />
        <DataRows
          rows={found.data?.rows ?? []}
          rowKey={(row) => row.body}
          loading={found.isFetching}
          total={found.data?.total ?? 0}
          page={page}
          onPage={(next) => set({ page: next })}
          empty={<EmptyState says="没有找到有成员名册的合作社，请先导入成员（户）名册" />}
          columns={[
            {
              key: 'bodyName',
              title: '合作社',
              head: true,
              render: (row) => <Go to={`/shares/${row.body}`}>{row.bodyName}</Go>,
            },
            { key: 'areaName', title: '所在地', render: (row) => row.areaName },
            {
              key: 'holders',
              title: '持股成员',
              align: 'right',
              render: (row) => <NumberText value={row.holders} />,
            },
            {
              key: 'total',
              title: '股金合计（元）',
              align: 'right',
              render: (row) => <Money yuan={row.total} />,
            },
            {
              key: 'unopened',
              title: '出资额待登记的成员',
              align: 'right',
              render: (row) => <NumberText value={row.unopened} />,
            },
          ]}
        />
      </div>
    </Page>
  )
}

function NameSearch(props: { q: string | undefined; onSearch: (text: string | undefined) => void }) {
  return (
    <Input.Search
      aria-label="按名称找合作社"
      placeholder="合作社名称中的几个字"
      allowClear
      defaultValue={props.q ?? ''}
      onSearch={(text) => props.onSearch(text.trim() || undefined)}
      style={{ maxWidth: 360, marginBottom: 12 }}
    />
  )
}
