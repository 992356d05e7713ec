import { Flex, Select } from 'antd'
import { useState } from 'react'
import { bookTrades, listOpenTrades } from '#contract/accounting/book-trades.ts'
import { DELIVERED, SUPPLIED, type TradeWays } from '#core/accounting/trade-entry.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'

/** 成员交易: what members delivered and took, on its way into the books: a month in one act. */
export function TradesTab(props: { book: OpenedBook }) {
  const { book } = props
  const found = useCall(listOpenTrades, { params: { body: book.body } })
  const [chosen, setChosen] = useState<Partial<TradeWays>>({})
  const act = useAct(bookTrades, { done: '成员交易已记入账簿' })
  if (found.error !== null) return <Problems problems={problemsOf(found.error)} />
  const data = found.data
  if (data === undefined) return null
  const ways: TradeWays = { ...USUAL, ...data.ways, ...chosen }
  const [next] = data.months
  return (
    <>
      <section className="panel" aria-label="待入账的成员交易">
        <h3>待入账的成员交易</h3>
        <DataRows
          rows={data.months}
          rowKey={(row) => row.month}
          columns={COLUMNS}
          empty={
            <EmptyState
              says="没有还没入账的成员交易"
              next={<Go to={`/trades/${book.body}`}>记磅单、导入交易</Go>}
            />
          }
        />
      </section>
      {book.mayWrite && next !== undefined && (
        <ConfirmPanel
          title={`把 ${next.month} 的成员交易记入账簿`}
          happens={[
            <>
              {next.trades} 笔，每天一张凭证，交售 <Money yuan={next.delivered} unit />
              ，购买 <Money yuan={next.supplied} unit />
            </>,
            '交售的记社里欠成员，购买的记成员欠社里（114 成员往来），一笔不漏，不会重复',
            '已经结账的日子里补记的，记在结账后的第一天',
          ]}
          button={`记入 ${next.month} 的成员交易`}
          busy={act.isPending}
          onConfirm={() => act.mutate({ params: { body: book.body }, body: { month: next.month, ways } })}
        >
          <Flex wrap gap="middle" className="gap-below">
            <Way
              label="交售的"
              value={ways.delivered}
              of={DELIVERED}
              onChange={(delivered) => setChosen({ ...chosen, delivered })}
            />
            <Way
              label="购买的"
              value={ways.supplied}
              of={SUPPLIED}
              onChange={(supplied) => setChosen({ ...chosen, supplied })}
            />
          </Flex>
        </ConfirmPanel>
      )}
    </>
  )
}

const USUAL: TradeWays = { delivered: 'bought', supplied: 'sold' }

interface WayProps<Key extends string> {
  label: string
  value: Key
  of: Readonly<Record<Key, { label: string }>>
  onChange: (key: Key) => void
}

function Way<Key extends string>(props: WayProps<Key>) {
  const keys = Object.keys(props.of) as Key[]
  return (
    <Labelled label={props.label}>
      <Select<Key>
        aria-label={props.label}
        value={props.value}
        style={{ minWidth: 300 }}
        options={keys.map((value) => ({ value, label: props.of[value].label }))}
        onChange={props.onChange}
      />
    </Labelled>
  )
}

const COLUMNS: readonly RowColumn<{
  month: string
  trades: number
  vouchers: number
  delivered: string
  supplied: string
}>[] = [
  { key: 'month', title: '月份', head: true, render: (row) => row.month },
  { key: 'trades', title: '交易', align: 'right', render: (row) => `${row.trades} 笔` },
  { key: 'vouchers', title: '记成', align: 'right', render: (row) => `${row.vouchers} 张凭证` },
  { key: 'delivered', title: '交售（元）', align: 'right', render: (row) => <Money yuan={row.delivered} /> },
  { key: 'supplied', title: '购买（元）', align: 'right', render: (row) => <Money yuan={row.supplied} /> },
]
