import { Button, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { reverseShareEvent, type WireShareEvent } from '#contract/membership.ts'
import { useAct } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { FileLinks } from '../ui/files.tsx'
import { DayText, Money } from '../ui/values.tsx'
import { usePaged } from '../ui/paged.ts'

/** Every event, the newest first; a mistake is reversed, never changed. */
export function ShareEvents(props: { events: readonly WireShareEvent[]; mayWrite: boolean }) {
  const [reversing, setReversing] = useState<WireShareEvent | null>(null)
  return (
    <>
      <DataRows
        {...usePaged(props.events)}
        rowKey={(row) => row.id}
        empty={<EmptyState says="还没有变动记录" />}
        tone={(row) => (row.reversed || row.reverses !== null ? 'quiet' : '')}
        columns={[
          { key: 'day', title: '生效日期', render: (row) => <DayText day={row.day} /> },
          {
            key: 'kind',
            title: '种类',
            head: true,
            render: (row) => (
              <>
                {row.kindLabel} {row.reversed && <Tag>已冲销</Tag>}
                {row.reverses !== null && <Tag color="red">冲销</Tag>}
              </>
            ),
          },
          {
            key: 'member',
            title: '成员',
            render: (row) =>
              row.receiverName === null ? row.memberName : `${row.memberName} → ${row.receiverName}`,
          },
          {
            key: 'amount',
            title: '金额（元）',
            align: 'right',
            render: (row) => <Amount row={row} />,
          },
          {
            key: 'basis',
            title: '依据',
            render: (row) => (
              <>
                {groundsOf(row)} {row.file !== null && <FileLinks files={[row.file]} />}
              </>
            ),
          },
          { key: 'actor', title: '登记人', render: (row) => row.actor },
          ...(props.mayWrite
            ? [
                {
                  key: 'reverse',
                  title: '更正',
                  render: (row: WireShareEvent) => <ReverseButton row={row} onPress={setReversing} />,
                },
              ]
            : []),
        ]}
      />
      {reversing !== null && <Reverse event={reversing} onClose={() => setReversing(null)} />}
    </>
  )
}

function Amount({ row }: { row: WireShareEvent }) {
  return (
    <>
      <Money yuan={row.amount} />
      {row.project !== '0.00' && (
        <div className="faint">
          其中到户项目 <Money yuan={row.project} />
        </div>
      )}
    </>
  )
}

function ReverseButton(props: { row: WireShareEvent; onPress: (row: WireShareEvent) => void }) {
  const { row } = props
  if (row.reversed || row.reverses !== null) return null
  return (
    <Button
      aria-label={`冲销 ${row.day} ${row.memberName} ${row.kindLabel}`}
      onClick={() => props.onPress(row)}
    >
      冲销
    </Button>
  )
}

function groundsOf(row: WireShareEvent): string {
  const resolved = row.resolution === null ? null : `${row.resolution}（${row.resolvedOn ?? '日期未填'}）`
  return [row.basis, resolved, row.note].filter((one) => one !== null).join('；') || '—'
}

function Reverse(props: { event: WireShareEvent; onClose: () => void }) {
  const { event } = props
  const [reason, setReason] = useState('')
  const act = useAct(reverseShareEvent, { done: '已冲销', onDone: props.onClose })
  return (
    <Modal
      open
      title="冲销这笔变动"
      okText="冲销"
      cancelText="取消"
      onCancel={props.onClose}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: act.isPending }}
      onOk={() => act.mutate({ params: { id: event.id }, body: { reason } })}
    >
      <p>
        {event.memberName} {event.day} {event.kindLabel} <Money yuan={event.amount} unit />
        ：从当天起不再计入持股，原记录和冲销记录都保留。
      </p>
      <Input
        aria-label="冲销原因"
        placeholder="写明哪里记错了，如：金额应为 3000 元"
        maxLength={200}
        value={reason}
        onChange={(change) => setReason(change.target.value)}
      />
    </Modal>
  )
}
