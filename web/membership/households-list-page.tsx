import { Input } from 'antd'
import { listShares } from '#contract/membership.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'

/** 成员户入口: the cooperatives with a roll, each with the way to its households' codes. */
export function HouseholdsListPage() {
  const { get, set } = useAddress()
  const q = get('q')
  const page = Number(get('page') ?? '1')
  const found = useCall(listShares, { query: { page, ...(q !== undefined && { q }) } }, { keep: true })
  return (
    <Page
      title="成员户入口"
      crumbs={[{ label: '成员与分配' }, { label: '成员户入口' }]}
      says="为成员户打印入口码，看谁进来过、谁锁住了；村和乡镇也可以拿着本人签字的纸代为办理。"
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
          style={{ maxWidth: 360, marginBottom: 12 }}
        />
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
              render: (row) => <Go to={`/households/${row.body}`}>{row.bodyName}</Go>,
            },
            { key: 'areaName', title: '所在地', render: (row) => row.areaName },
          ]}
        />
      </div>
    </Page>
  )
}
