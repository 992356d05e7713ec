import { Input } from 'antd'
import { useAddress } from '../shell/address.ts'
import { DataRows, type RowColumn } from './data-rows.tsx'
import { EmptyState } from './empty.tsx'
import { Go } from './go.tsx'

/** What narrows a list of cooperatives, as it stands in the address bar; `query` is what is asked of the server. */
export function useBodyList() {
  const { get, set } = useAddress()
  const q = get('q')
  const page = Number(get('page') ?? '1')
  return { q, page, set, query: { page, ...(q !== undefined && { q }) } }
}

interface BodyRow {
  body: string
  bodyName: string
  areaName: string
}

interface BodyListProps<Row extends BodyRow> {
  at: ReturnType<typeof useBodyList>
  found: { data: { rows: readonly Row[]; total: number } | undefined; isFetching: boolean }
  /** Where a cooperative leads, before its id. */
  to: string
  /** What follows name and place. */
  columns: readonly RowColumn<Row>[]
}

/** The cooperatives with a roll, found by a part of their name. */
export function BodyList<Row extends BodyRow>(props: BodyListProps<Row>) {
  const { at, found, to } = props
  return (
    <div className="panel">
      <Input.Search
        aria-label="按名称找合作社"
        placeholder="合作社名称中的几个字"
        allowClear
        defaultValue={at.q ?? ''}
        onSearch={(text) => at.set({ q: text.trim() || undefined, page: undefined })}
        className="list-search gap-below"
      />
      <DataRows
        rows={found.data?.rows ?? []}
        rowKey={(row) => row.body}
        loading={found.isFetching}
        total={found.data?.total ?? 0}
        page={at.page}
        onPage={(next) => at.set({ page: next })}
        empty={<EmptyState says="没有找到有成员名册的合作社，请先导入成员（户）名册" />}
        columns={[
          {
            key: 'bodyName',
            title: '合作社',
            head: true,
            render: (row) => <Go to={`${to}/${row.body}`}>{row.bodyName}</Go>,
          },
          { key: 'areaName', title: '所在地', render: (row) => row.areaName },
          ...props.columns,
        ]}
      />
    </div>
  )
}
