import { Button, Drawer, Flex, Tag } from 'antd'
import { useState } from 'react'
import { listLineGroups, settleLines, type WireLineGroup } from '#contract/accounting/cash-book.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { useAct, useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { ManyLinesForm } from './many-lines.tsx'

interface LineGroupsProps {
  book: OpenedBook
  source: string | undefined
}

/** Open lines by kind: each kind is answered once, and all that was answered is posted with one press. */
export function LineGroups(props: LineGroupsProps) {
  const { book, source } = props
  const query = source === undefined ? {} : { source }
  const found = useCall(listLineGroups, { params: { body: book.body }, query }, { keep: true })
  const [dropped, setDropped] = useState<readonly string[]>([])
  const [open, setOpen] = useState<WireLineGroup | null>(null)
  const post = useAct(settleLines, { done: '已记入账簿' })
  const groups = found.data?.groups ?? []
  if (groups.length === 0) return null
  const answered = groups.filter((one) => one.suggestion !== null)
  const chosen = answered.filter((one) => !dropped.includes(one.key))
  const lines = chosen.flatMap((one) => one.lines)
  return (
    <section aria-label="按种类一起记" className="gap-below">
      <Flex wrap gap="small" align="center" justify="space-between" className="gap-below">
        <h4>按种类一起记：同一种的只说明一次</h4>
        <Button
          type="primary"
          disabled={lines.length === 0}
          loading={post.isPending}
          onClick={() => post.mutate({ params: { body: book.body }, body: { lines } })}
        >
          记入勾选的 {chosen.length} 种 {lines.length} 笔
        </Button>
      </Flex>
      <DataRows
        compact
        rows={groups}
        rowKey={(row) => row.key}
        columns={columnsOf(setOpen)}
        chosen={chosen.map((one) => one.key)}
        onChoose={(keys) => setDropped(answered.map((one) => one.key).filter((one) => !keys.includes(one)))}
        choosable={(row) => row.suggestion !== null}
      />
      <Drawer open={open !== null} size={640} title="一起说明" onClose={() => setOpen(null)} destroyOnHidden>
        {open !== null && (
          <ManyLinesForm key={open.key} group={open} book={book} onDone={() => setOpen(null)} />
        )}
      </Drawer>
    </section>
  )
}

const columnsOf = (onOpen: (group: WireLineGroup) => void): readonly RowColumn<WireLineGroup>[] => [
  {
    key: 'what',
    title: '是什么',
    head: true,
    render: (row) =>
      row.suggestion === null ? (
        <span className="faint">还没有说明</span>
      ) : (
        <>
          {templateOf(row.suggestion.template)?.label}{' '}
          <Tag>{row.suggestion.from === 'rule' ? '上次这样记' : '按摘要猜的'}</Tag>
        </>
      ),
  },
  {
    key: 'who',
    title: '摘要与对方',
    render: (row) => (
      <>
        {row.memo === '' ? '（没有摘要）' : row.memo}
        <div className="faint">{row.parties.join('、')}</div>
      </>
    ),
  },
  { key: 'side', title: '收支', render: (row) => (row.direction === 'in' ? '收' : '支') },
  { key: 'count', title: '笔数', align: 'right', render: (row) => `${row.lines.length} 笔` },
  { key: 'total', title: '合计（元）', align: 'right', render: (row) => <Money yuan={row.total} /> },
  {
    key: 'do',
    title: '操作',
    render: (row) => (
      <Button size="small" onClick={() => onOpen(row)}>
        {row.suggestion === null ? `说明这 ${row.lines.length} 笔` : '改说明'}
      </Button>
    ),
  },
]
