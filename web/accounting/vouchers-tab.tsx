import { Button, Flex, Input, Tag } from 'antd'
import { listVouchers, type WireVoucher } from '#contract/accounting.ts'
import { accountLabel } from '#core/accounting/chart.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText, Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'

const PAGE_SIZE = 50

/** 凭证: the journal, narrowed by day, account and words. */
export function VouchersTab(props: { book: OpenedBook }) {
  const address = useAddress()
  const asked = ['from', 'to', 'account', 'detail', 'q'] as const
  const filter = Object.fromEntries(
    asked.flatMap((key) => (address.get(key) === undefined ? [] : [[key, address.get(key)]])),
  )
  const page = Number(address.get('page') ?? 1)
  const answer = useCall(
    listVouchers,
    { params: { body: props.book.body }, query: { ...filter, page } },
    { keep: true },
  )
  const accounts = address.get('account')
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  return (
    <section className="panel" aria-label="凭证">
      <Flex wrap gap="middle" align="center" className="gap-below no-print">
        <Labelled label="从">
          <DayPicker
            label="从哪一天"
            value={address.get('from')}
            onChange={(from) => address.set({ from, page: undefined })}
          />
        </Labelled>
        <Labelled label="到">
          <DayPicker
            label="到哪一天"
            value={address.get('to')}
            onChange={(to) => address.set({ to, page: undefined })}
          />
        </Labelled>
        <Labelled label="摘要">
          <Input.Search
            allowClear
            defaultValue={address.get('q') ?? ''}
            onSearch={(text) => address.set({ q: text.trim(), page: undefined })}
          />
        </Labelled>
        {accounts !== undefined && (
          <Button onClick={() => address.set({ account: undefined, detail: undefined, page: undefined })}>
            只看 {accounts.split(',').map(accountLabel).join('、')} ✕
          </Button>
        )}
      </Flex>
      <DataRows
        rows={answer.data?.vouchers ?? []}
        rowKey={(row) => row.id}
        columns={COLUMNS}
        loading={answer.isFetching}
        total={answer.data?.total ?? 0}
        page={page}
        size={PAGE_SIZE}
        onPage={(next) => address.set({ page: next })}
        empty={<EmptyState says="没有符合条件的凭证" />}
      />
    </section>
  )
}

const COLUMNS: readonly RowColumn<WireVoucher>[] = [
  {
    key: 'summary',
    title: '摘要',
    head: true,
    width: 280,
    render: (row) => (
      <>
        <Go to={`/vouchers/${row.id}`}>{row.summary}</Go> <VoucherTags voucher={row} />
      </>
    ),
  },
  { key: 'day', title: '日期', render: (row) => <DayText day={row.day} /> },
  { key: 'code', title: '凭证号', render: (row) => <span className="number">记-{row.code}</span> },
  {
    key: 'lines',
    title: '分录',
    render: (row) => (
      <ul className="short-entry">
        {row.lines.slice(0, 6).map((line, index) => (
          <li key={index}>
            {Number(line.debit) === 0 ? '贷' : '借'} {accountLabel(line.account)}
            {line.memberName !== null && ` · ${line.memberName}`}
            {line.party !== null && ` · ${line.party}`}
          </li>
        ))}
        {row.lines.length > 6 && <li>…… 共 {row.lines.length} 行</li>}
      </ul>
    ),
  },
  { key: 'total', title: '金额（元）', align: 'right', render: (row) => <Money yuan={row.total} /> },
]

/** What kind of voucher it is, where it is not the usual one. */
export function VoucherTags(props: { voucher: Pick<WireVoucher, 'phase' | 'reverses' | 'reversedBy'> }) {
  const { phase, reverses, reversedBy } = props.voucher
  return (
    <>
      {phase === 'opening' && <Tag>期初</Tag>}
      {phase === 'closing' && <Tag>结转</Tag>}
      {reverses !== null && <Tag color="red">红字</Tag>}
      {reversedBy !== null && <Tag color="orange">已冲销</Tag>}
    </>
  )
}
