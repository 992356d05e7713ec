import { Button, Flex } from 'antd'
import type { z } from 'zod'
import {
  readTradeSheet,
  recordTrades,
  TRADE_TEMPLATE_PATH,
  UPLOAD_TRADES_PATH,
} from '#contract/membership/trades.ts'
import { link, useAct } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DropFiles } from '../ui/files.tsx'
import { usePaged } from '../ui/paged.ts'
import { SheetFaults, useSheetRead } from './sheet-import.tsx'

type Read = z.output<typeof readTradeSheet>

/** The cooperative's own sheet of trades: read, shown line by line, entered when it looks right. */
export function TradeImport(props: { body: string }) {
  const { body } = props
  const { read, busy, take, clear } = useSheetRead(link(UPLOAD_TRADES_PATH, { body }), readTradeSheet)
  return (
    <section className="panel">
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Button href={link(TRADE_TEMPLATE_PATH, { body })}>下载模板（.xlsx）</Button>
        <span className="faint">
          也可以直接用自己的表：有日期，有成员编号或姓名，有产品、重量和单价或金额就能认
        </span>
      </Flex>
      <DropFiles busy={busy} onFiles={(files) => void take(files)} />
      {read !== null && <Preview body={body} read={read} onDone={clear} />}
    </section>
  )
}

function Preview(props: { body: string; read: Read; onDone: () => void }) {
  const { body, read, onDone } = props
  const known = read.rows.filter((row) => row.member !== '')
  const record = useAct(recordTrades, { quiet: true, done: `已记入 ${known.length} 笔`, onDone })
  return (
    <div className="gap-above">
      <SheetFaults
        title="有不对的行；认不出成员的不会记入，改好后可以再导入这几行"
        problems={read.problems}
        sent={known}
        error={record.error}
      />
      <DataRows
        {...usePaged(read.rows)}
        rowKey={(row) => String(row.row)}
        tone={(row) => (row.member === '' ? 'bad' : '')}
        columns={COLUMNS}
      />
      <ConfirmPanel
        title="核对后记入"
        happens={[
          `记入 ${known.length} 笔，全部记入或一笔也不记`,
          ...(known.length < read.rows.length
            ? [`${read.rows.length - known.length} 行认不出成员，不记入`]
            : []),
          '记入后不能修改，记错了在明细里冲销；同一张表不要记两次',
        ]}
        button={`记入 ${known.length} 笔`}
        busy={record.isPending}
        blocked={known.length === 0 ? '没有可以记入的行' : null}
        onConfirm={() =>
          record.mutate({
            params: { body },
            body: { rows: known },
          })
        }
        onCancel={onDone}
      />
    </div>
  )
}

const COLUMNS: readonly RowColumn<Read['rows'][number]>[] = [
  { key: 'row', title: '表中行', render: (row) => row.row },
  { key: 'who', title: '成员', head: true, render: (row) => row.who || '（没有写）' },
  { key: 'day', title: '日期', render: (row) => row.day },
  {
    key: 'product',
    title: '产品',
    render: (row) => [row.product, row.grade].filter(Boolean).join(' '),
  },
  { key: 'gross', title: '毛重', align: 'right', render: (row) => row.gross },
  {
    key: 'off',
    title: '皮重、扣重',
    align: 'right',
    render: (row) => [row.tare, row.deducted].filter(Boolean).join('、'),
  },
  { key: 'quantity', title: '净重', align: 'right', render: (row) => row.quantity },
  { key: 'price', title: '单价', align: 'right', render: (row) => row.price },
  { key: 'amount', title: '金额', align: 'right', render: (row) => row.amount },
]
