import { Button, Flex, Input, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { listVouchers, type WireVoucher } from '#contract/accounting.ts'
import { readKeys } from '#core/accounting/behind.ts'
import { accountLabel } from '#core/accounting/chart.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText, Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { isOwn, ReviewMany } from './review-many.tsx'

const PAGE_SIZE = 50

/** 凭证: the journal, narrowed by day, account and words, or to what waits for a review. */
export function VouchersTab(props: { book: OpenedBook }) {
  const { book } = props
  const address = useAddress()
  const { user } = useSession()
  const asked = ['from', 'to', 'account', 'detail', 'q', 'behind', 'until', 'review'] as const
  const filter = Object.fromEntries(
    asked.flatMap((key) => (address.get(key) === undefined ? [] : [[key, address.get(key)]])),
  )
  const page = Number(address.get('page') ?? 1)
  const input = { params: { body: book.body }, query: { ...filter, page } }
  const answer = useCall(listVouchers, input, { keep: true })
  const [chosen, setChosen] = useState<string[] | null>(null)
  const rows = answer.data?.vouchers ?? []
  const reviewing = address.get('review') === 'open'
  const open = rows.filter((row) => !isOwn(row, user)).map((row) => row.id)
  const picked = open.filter((id) => chosen === null || chosen.includes(id))
  const choosing = reviewing && book.mayWrite
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  return (
    <section className="panel" aria-label="凭证">
      <Filters />
      <BehindFigure sums={answer.data?.sums ?? null} />
      {choosing && (
        <ReviewMany
          body={book.body}
          chosen={picked}
          own={rows.length - open.length}
          onDone={() => setChosen(null)}
        />
      )}
      <DataRows
        rows={rows}
        rowKey={(row) => row.id}
        columns={COLUMNS}
        {...(choosing && {
          chosen: picked,
          onChoose: setChosen,
          choosable: (row: WireVoucher) => !isOwn(row, user),
        })}
        loading={answer.isFetching}
        total={answer.data?.total ?? 0}
        page={page}
        size={PAGE_SIZE}
        onPage={(next) => address.set({ page: next })}
        empty={<EmptyState says={reviewing ? '没有待审核的凭证' : '没有符合条件的凭证'} />}
      />
    </section>
  )
}

/** Day, words, what waits for a review, the account that was opened elsewhere. */
function Filters() {
  const address = useAddress()
  const accounts = address.get('account')
  const reviewing = address.get('review') === 'open'
  return (
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
      <Button
        type={reviewing ? 'primary' : 'default'}
        aria-pressed={reviewing}
        onClick={() => address.set({ review: reviewing ? undefined : 'open', page: undefined })}
      >
        待审核
      </Button>
      {accounts !== undefined && (
        <Button onClick={() => address.set({ account: undefined, detail: undefined, page: undefined })}>
          只看 {accounts.split(',').map(accountLabel).join('、')} ✕
        </Button>
      )}
    </Flex>
  )
}

const TIMES = { begin: '年初以前', year: '本年', end: '' } as const

/** Which figure was opened, and what its lines come to: that is the figure. */
function BehindFigure(props: { sums: z.output<typeof listVouchers.response>['sums'] }) {
  const { get, set } = useAddress()
  const keys = readKeys(get('behind') ?? '')
  const { sums } = props
  if (keys === null || sums === null) return null
  const [debit, credit] = [fenOfWire(sums.debit) ?? 0n, fenOfWire(sums.credit) ?? 0n]
  const labels = keys.map(({ time, account, item }) =>
    [TIMES[time], accountLabel(account), item].filter(Boolean).join(' '),
  )
  const shown =
    labels.length > 4 ? `${labels.slice(0, 4).join('、')} 等 ${labels.length} 项` : labels.join('、')
  return (
    <p className="posted" role="status">
      <span title={labels.join('、')}>报表上的这个数由这些凭证构成：{shown}</span>；借方{' '}
      <Money yuan={sums.debit} unit />
      ，贷方 <Money yuan={sums.credit} unit />
      ，相减 <Money yuan={wireOfFen(debit > credit ? debit - credit : credit - debit)} unit />
      {'　'}
      <Button
        size="small"
        className="no-print"
        onClick={() => set({ behind: undefined, until: undefined, page: undefined })}
      >
        看全部凭证
      </Button>
    </p>
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
            {line.party !== null && ` · ${line.party}`}{' '}
            <Money yuan={Number(line.debit) === 0 ? line.credit : line.debit} />
          </li>
        ))}
        {row.lines.length > 6 && <li>…… 共 {row.lines.length} 行</li>}
      </ul>
    ),
  },
  {
    key: 'hands',
    title: '制单 · 审核',
    render: (row) => (
      <>
        {row.maker} · {row.reviewer ?? <span className="faint">未审核</span>}
      </>
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
