import { Alert, Button, Drawer, Flex, Segmented, Select, Tag } from 'antd'
import { useState } from 'react'
import {
  listMoneyAccounts,
  listMoneyLines,
  type WireMoneyAccount,
  type WireMoneyLine,
} from '#contract/accounting/cash-book.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { DayText, Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { LineGroups } from './line-groups.tsx'
import { KIND_LABELS } from './money-kinds.ts'
import { MoneyLineForm } from './money-line.tsx'
import { ReconciliationPanel } from './reconciliation.tsx'
import { MoneyUpload } from './money-upload.tsx'

const STATES = [
  { value: 'open', label: '待记账' },
  { value: 'posted', label: '已记账' },
  { value: 'aside', label: '不入账' },
] as const
type State = (typeof STATES)[number]['value']

/** 流水: statements of banks and payment services, line by line until each one stands in the books. */
export function MoneyTab(props: { book: OpenedBook }) {
  const { book } = props
  const [adding, setAdding] = useState(false)
  const answer = useCall(listMoneyAccounts, { params: { body: book.body } })
  const accounts = answer.data?.accounts ?? []
  const banks = accounts.filter((one) => one.kind === 'bank')
  return (
    <>
      <section className="panel" aria-label="资金账户">
        <Flex justify="space-between" wrap gap="small" className="gap-below">
          <h3>资金账户</h3>
          {book.mayWrite && (
            <Button type="primary" disabled={answer.data === undefined} onClick={() => setAdding(true)}>
              导入流水
            </Button>
          )}
        </Flex>
        <DataRows
          rows={accounts}
          rowKey={(row) => row.id}
          columns={ACCOUNT_COLUMNS}
          empty={
            <EmptyState says="还没有导入过流水。银行网点或手机银行导出的对账单，微信、支付宝“账单”里导出的文件，都可以直接传上来" />
          }
        />
        {accounts.some((one) => one.kind === 'person') && (
          <Alert
            type="warning"
            showIcon
            title="有社里的钱经个人的卡、微信收付"
            description="这些钱记在该成员的“成员往来”名下，交回或报销后结清。公款应走社里的账户，监管部门会看到这一情况。"
          />
        )}
      </section>
      {accounts.length > 0 && <Lines book={book} accounts={accounts} />}
      {banks.length > 0 && <ReconciliationPanel book={book} lastDays={banks.map((one) => one.lastDay)} />}
      <Drawer open={adding} size={820} title="导入流水" onClose={() => setAdding(false)} destroyOnHidden>
        <MoneyUpload book={book} accounts={accounts} />
      </Drawer>
    </>
  )
}

const ACCOUNT_COLUMNS: readonly RowColumn<WireMoneyAccount>[] = [
  { key: 'name', title: '账户', head: true, render: (row) => row.name },
  {
    key: 'kind',
    title: '类别',
    render: (row) => (row.memberName === null ? KIND_LABELS[row.kind] : `${row.memberName}的卡、微信`),
  },
  { key: 'lines', title: '流水', align: 'right', render: (row) => `${row.lines} 笔` },
  {
    key: 'open',
    title: '待记账',
    align: 'right',
    render: (row) => (row.open === 0 ? '无' : <Tag color="orange">{row.open} 笔</Tag>),
  },
  { key: 'day', title: '到哪一天', render: (row) => <DayText day={row.lastDay} /> },
  {
    key: 'balance',
    title: '账单余额（元）',
    align: 'right',
    render: (row) => <Money yuan={row.lastBalance} />,
  },
]

function Lines(props: { book: OpenedBook; accounts: readonly WireMoneyAccount[] }) {
  const { book, accounts } = props
  const address = useAddress()
  const state = (address.get('state') ?? 'open') as State
  const source = address.get('source')
  const page = Number(address.get('page') ?? 1)
  const [open, setOpen] = useState<WireMoneyLine | null>(null)
  const query = { page, state, ...(source !== undefined && { source }) }
  const answer = useCall(listMoneyLines, { params: { body: book.body }, query }, { keep: true })
  const lines = answer.data?.lines ?? []
  return (
    <section className="panel" aria-label="流水">
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Segmented
          value={state}
          options={[...STATES]}
          onChange={(next) => address.set({ state: next, page: undefined })}
          aria-label="流水的状态"
        />
        <SourceSelect accounts={accounts} />
      </Flex>
      {state === 'open' && book.mayWrite && <LineGroups book={book} source={source} />}
      <DataRows
        rows={lines}
        rowKey={(row) => row.id}
        columns={columnsOf(book.mayWrite ? setOpen : undefined)}
        loading={answer.isFetching}
        total={answer.data?.total ?? 0}
        page={page}
        onPage={(next) => address.set({ page: next })}
        empty={<EmptyState says={EMPTY[state]} />}
      />
      <Drawer
        open={open !== null}
        size={640}
        title="说明这笔流水"
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open !== null && (
          <MoneyLineForm key={open.id} line={open} book={book} onDone={() => setOpen(null)} />
        )}
      </Drawer>
    </section>
  )
}

function SourceSelect(props: { accounts: readonly WireMoneyAccount[] }) {
  const address = useAddress()
  return (
    <Labelled label="账户">
      <Select
        aria-label="账户"
        value={address.get('source') ?? ''}
        style={{ minWidth: 160 }}
        options={[
          { value: '', label: '全部账户' },
          ...props.accounts.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={(value) => address.set({ source: value === '' ? undefined : value, page: undefined })}
      />
    </Labelled>
  )
}

const EMPTY: Record<State, string> = {
  open: '流水都已记账',
  posted: '还没有记过账的流水；在“待记账”里逐笔说明是什么收支',
  aside: '没有标为不入账的流水',
}

const columnsOf = (onOpen?: (line: WireMoneyLine) => void): readonly RowColumn<WireMoneyLine>[] => [
  { key: 'day', title: '日期', render: (row) => <DayText day={row.day} /> },
  {
    key: 'party',
    title: '对方与摘要',
    head: true,
    render: (row) => (
      <>
        {row.party === '' ? '（没有写对方）' : row.party}
        <div className="faint">{row.memo}</div>
      </>
    ),
  },
  { key: 'amount', title: '金额（元）', align: 'right', render: (row) => <Money yuan={row.amount} /> },
  { key: 'account', title: '账户', render: (row) => row.accountName },
  {
    key: 'what',
    title: '是什么',
    render: (row) =>
      row.voucher !== null ? (
        <Go to={`/vouchers/${row.voucher.id}`}>记-{row.voucher.code}</Go>
      ) : row.aside !== null ? (
        row.aside
      ) : row.suggestion === null ? (
        <span className="faint">还没有说明</span>
      ) : (
        <>
          {templateOf(row.suggestion.template)?.label}{' '}
          <Tag>{row.suggestion.from === 'rule' ? '上次这样记' : '按摘要猜的'}</Tag>
        </>
      ),
  },
  ...(onOpen === undefined
    ? []
    : [
        {
          key: 'do',
          title: '操作',
          render: (row: WireMoneyLine) =>
            row.voucher === null ? <Button onClick={() => onOpen(row)}>说明这笔钱</Button> : null,
        },
      ]),
]
