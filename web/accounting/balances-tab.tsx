import { Flex, Table, type TableColumnsType } from 'antd'
import type { z } from 'zod'
import { accountDetails, trialBalance } from '#contract/accounting.ts'
import { accountLabel, accountOf } from '#core/accounting/chart.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { MonthSelect, useMonth, vouchersOf } from './month-select.tsx'

type Row = z.infer<typeof trialBalance.response>['rows'][number]

/** 余额表: opening, turnover and balance of every account of a month; each account opens its details and vouchers. */
export function BalancesTab(props: { book: OpenedBook }) {
  const { book } = props
  const month = useMonth(book)
  const answer = useCall(trialBalance, { params: { body: book.body }, query: { month } }, { keep: true })
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  const rows = answer.data?.rows ?? []
  return (
    <section className="panel" aria-label="余额表">
      <Flex wrap gap="middle" className="gap-below no-print">
        <MonthSelect book={book} />
      </Flex>
      {rows.length === 0 && !answer.isFetching ? (
        <EmptyState
          says="到这个月为止还没有记账"
          next={<Go to={`/books/${book.body}?tab=opening`}>录入期初余额</Go>}
        />
      ) : (
        <Table<Row>
          size="small"
          rowKey={(row) => row.account}
          dataSource={rows}
          columns={columnsOf(book, month)}
          pagination={false}
          loading={answer.isFetching}
          scroll={{ x: 'max-content' }}
          expandable={{
            rowExpandable: (row) => hasDetails(row.account),
            expandedRowRender: (row) => <Details book={book} month={month} account={row.account} />,
          }}
          summary={() => <Totals rows={rows} />}
        />
      )}
    </section>
  )
}

function hasDetails(code: string): boolean {
  const account = accountOf(code)
  return account !== undefined && (account.needs !== '' || account.items.length > 0)
}

const side = (yuan: string, of: 'debit' | 'credit'): string => {
  const fen = fenOfWire(yuan) ?? 0n
  const shown = of === 'debit' ? fen : -fen
  return shown > 0n ? wireOfFen(shown) : ''
}
const amount = (yuan: string) => (yuan === '' || yuan === '0.00' ? '' : <Money yuan={yuan} />)

function columnsOf(book: OpenedBook, month: string): TableColumnsType<Row> {
  const money = (title: string, of: (row: Row) => string) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Row) => amount(of(row)),
  })
  return [
    {
      title: '科目',
      fixed: 'start' as const,
      render: (_: unknown, row: Row) => (
        <Go to={vouchersOf(book, { accounts: [row.account], month })} title="打开它的凭证">
          {accountLabel(row.account)}
        </Go>
      ),
    },
    money('期初借方', (row) => side(row.begin, 'debit')),
    money('期初贷方', (row) => side(row.begin, 'credit')),
    money('本月借方', (row) => row.debit),
    money('本月贷方', (row) => row.credit),
    money('本年借方', (row) => row.yearDebit),
    money('本年贷方', (row) => row.yearCredit),
    money('期末借方', (row) => side(row.end, 'debit')),
    money('期末贷方', (row) => side(row.end, 'credit')),
  ]
}

function Totals(props: { rows: readonly Row[] }) {
  const sum = (of: (row: Row) => string) =>
    wireOfFen(props.rows.reduce((total, row) => total + (fenOfWire(of(row)) ?? 0n), 0n))
  const cells = [
    sum((row) => side(row.begin, 'debit')),
    sum((row) => side(row.begin, 'credit')),
    sum((row) => row.debit),
    sum((row) => row.credit),
    sum((row) => row.yearDebit),
    sum((row) => row.yearCredit),
    sum((row) => side(row.end, 'debit')),
    sum((row) => side(row.end, 'credit')),
  ]
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} />
      <Table.Summary.Cell index={1}>
        <strong>合计</strong>
      </Table.Summary.Cell>
      {cells.map((yuan, index) => (
        <Table.Summary.Cell key={index} index={index + 2} align="right">
          <strong>
            <Money yuan={yuan} />
          </strong>
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
}

function Details(props: { book: OpenedBook; month: string; account: string }) {
  const { book, month, account } = props
  const answer = useCall(accountDetails, { params: { body: book.body, account }, query: { month } })
  return (
    <ul className="short-entry">
      {(answer.data?.rows ?? []).map((row) => (
        <li key={`${row.detail}-${row.label}`}>
          <Go to={vouchersOf(book, { accounts: [account], month, detail: row.detail })}>{row.label}</Go>：期末{' '}
          {row.end.startsWith('-') ? '贷方' : '借方'} <Money yuan={row.end.replace('-', '')} unit />
        </li>
      ))}
    </ul>
  )
}
