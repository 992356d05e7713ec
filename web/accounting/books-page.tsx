import { Input, Segmented, Tag } from 'antd'
import { listBooks, type WireBook } from '#contract/accounting.ts'
import { depthLabel } from '#core/accounting/depth.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, NumberText } from '../ui/values.tsx'

const PAGE_SIZE = 50

/** 账簿: whose books are kept here, how far they are; an accountant of several cooperatives changes between them here. */
export function BooksPage() {
  const address = useAddress()
  const { bodies } = useSession()
  const q = address.get('q')
  const opened = address.get('opened') ?? (bodies.length > 0 ? 'all' : '1')
  const page = Number(address.get('page') ?? 1)
  const query = {
    page,
    ...(q !== undefined && { q }),
    ...(opened !== 'all' && { opened: opened === '0' ? ('0' as const) : ('1' as const) }),
  }
  const answer = useCall(listBooks, { query }, { keep: true })
  return (
    <Page
      title="账簿"
      views
      says="每家合作社一本账：已记到哪一天、结到哪个月"
      error={answer.error}
      loading={answer.isPending}
    >
      <div className="panel book-filters no-print">
        <Labelled label="合作社名称">
          <Input.Search
            style={{ width: 260, maxWidth: '100%' }}
            defaultValue={q ?? ''}
            allowClear
            onSearch={(text) => address.set({ q: text.trim(), page: undefined })}
          />
        </Labelled>
        <Segmented
          value={opened}
          onChange={(value) => address.set({ opened: value, page: undefined })}
          options={[
            { value: '1', label: '已建账' },
            { value: '0', label: '未建账' },
            { value: 'all', label: '全部' },
          ]}
        />
      </div>
      <section className="panel">
        <DataRows
          rows={answer.data?.books ?? []}
          rowKey={(row) => row.body}
          columns={COLUMNS}
          loading={answer.isFetching}
          total={answer.data?.total ?? 0}
          page={page}
          size={PAGE_SIZE}
          onPage={(next) => address.set({ page: next })}
          empty={
            <EmptyState
              says="没有符合条件的账簿；还没有建账的合作社在“未建账”里"
              next={<Go to="/books?opened=0">看未建账的合作社</Go>}
            />
          }
        />
      </section>
    </Page>
  )
}

const COLUMNS: readonly RowColumn<WireBook>[] = [
  {
    key: 'name',
    title: '合作社',
    head: true,
    width: 300,
    render: (row) => (
      <>
        <Go to={`/books/${row.body}`}>{row.bodyName}</Go>
        <div className="faint">{row.areaName}</div>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    render: (row) =>
      row.depth === null ? <Tag>未建账</Tag> : <Tag color="green">{depthLabel(row.depth)}</Tag>,
  },
  { key: 'from', title: '启用', render: (row) => <DayText day={row.startedOn} /> },
  { key: 'last', title: '最近一笔', render: (row) => <DayText day={row.lastDay} /> },
  { key: 'closed', title: '已结账到', render: (row) => <DayText day={row.closedThrough} /> },
  {
    key: 'count',
    title: '凭证',
    align: 'right',
    render: (row) => <NumberText value={row.vouchers} unit="张" />,
  },
]
