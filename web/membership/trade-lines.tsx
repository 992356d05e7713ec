import { Alert, Button, Input, Modal, Select, Tag } from 'antd'
import { useState } from 'react'
import { reverseTrade, type WireTrade } from '#contract/membership/trades.ts'
import { DIRECTIONS } from '#core/membership/trade.ts'
import { useAddress } from '../shell/address.ts'
import { useAct } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { DayText, Money, NumberText } from '../ui/values.tsx'
import type { TradeBook } from './trade-grid.tsx'

const CONFIRMED = { signed: '签名确认', phone: '电话确认' } as const

/** Every line of the year, the newest first; a mistake is reversed, never changed. */
export function TradeLines(props: { book: TradeBook; page: number }) {
  const { book } = props
  const { get, set } = useAddress()
  const [reversing, setReversing] = useState<WireTrade | null>(null)
  return (
    <section className="panel">
      {book.unconfirmed > 0 && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          title={`${book.year} 年有 ${book.unconfirmed} 笔成员还没有确认`}
          description={
            <Button type="link" onClick={() => set({ tab: 'confirm', page: undefined, member: undefined })}>
              打印签名表，请成员核对
            </Button>
          }
        />
      )}
      <Labelled label="成员">
        <Select
          aria-label="成员"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部成员"
          style={{ width: 200 }}
          value={get('member') ?? null}
          options={book.members.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
          onChange={(value: string | null) => set({ member: value ?? undefined, page: undefined })}
        />
      </Labelled>
      <DataRows
        rows={book.rows}
        rowKey={(row) => row.id}
        total={book.total}
        page={props.page}
        onPage={(next) => set({ page: next })}
        empty={<EmptyState says={`${book.year} 年还没有成员交易；在“记交易”里登记，或在“导入表格”里带入`} />}
        tone={(row) => (row.reversed || row.reverses !== null ? 'quiet' : '')}
        columns={[...COLUMNS, ...(book.mayWrite ? [correction(setReversing)] : [])]}
      />
      {reversing !== null && <Reverse line={reversing} onClose={() => setReversing(null)} />}
    </section>
  )
}

const number = (
  key: 'gross' | 'tare' | 'deducted' | 'quantity' | 'price',
  title: string,
): RowColumn<WireTrade> => ({
  key,
  title,
  align: 'right',
  render: (row) => <NumberText value={row[key]} />,
})

const COLUMNS: readonly RowColumn<WireTrade>[] = [
  { key: 'day', title: '日期', render: (row) => <DayText day={row.day} /> },
  {
    key: 'member',
    title: '成员',
    head: true,
    render: (row) => (
      <>
        {row.number} {row.name} {row.reversed && <Tag>已冲销</Tag>}
        {row.reverses !== null && <Tag color="red">冲销</Tag>}
      </>
    ),
  },
  {
    key: 'product',
    title: '产品',
    render: (row) => (
      <>
        {row.product}
        {row.grade !== null && ` ${row.grade}`}
        <div className="faint">{DIRECTIONS[row.direction]}</div>
      </>
    ),
  },
  number('gross', '毛重'),
  number('tare', '皮重'),
  number('deducted', '扣重'),
  {
    key: 'quantity',
    title: '净重',
    align: 'right',
    render: (row) => <NumberText value={row.quantity} unit={row.unit} />,
  },
  number('price', '单价'),
  { key: 'amount', title: '金额（元）', align: 'right', render: (row) => <Money yuan={row.amount} /> },
  { key: 'rounding', title: '差额', align: 'right', render: (row) => <Money yuan={row.rounding} /> },
  {
    key: 'confirmed',
    title: '确认',
    render: (row) =>
      row.confirmed === null ? (
        <span className="faint">未确认</span>
      ) : (
        <Tag color="green">{CONFIRMED[row.confirmed]}</Tag>
      ),
  },
  {
    key: 'slip',
    title: '磅单、备注',
    render: (row) => [row.slip, row.note].filter(Boolean).join('；') || '—',
  },
]

function correction(press: (row: WireTrade) => void): RowColumn<WireTrade> {
  return {
    key: 'reverse',
    title: '更正',
    render: (row) =>
      row.reversed || row.reverses !== null ? null : (
        <Button
          size="small"
          aria-label={`冲销 ${row.day} ${row.name} ${row.product} ${row.amount}`}
          onClick={() => press(row)}
        >
          冲销
        </Button>
      ),
  }
}

function Reverse(props: { line: WireTrade; onClose: () => void }) {
  const { line } = props
  const [reason, setReason] = useState('')
  const act = useAct(reverseTrade, { done: '已冲销', onDone: props.onClose })
  return (
    <Modal
      open
      title="冲销这笔交易"
      okText="冲销"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: act.isPending }}
      onOk={() => act.mutate({ params: { id: line.id }, body: { reason } })}
      onCancel={props.onClose}
    >
      <p>
        {line.day} {line.name} {line.product} <Money yuan={line.amount} unit />
        ：将记一笔数量和金额相反的冲销，原来的一笔留着备查。要改正的，冲销后重新记一笔。
      </p>
      <Input
        aria-label="冲销原因"
        placeholder="如：重复登记、称错了"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  )
}
