import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { listReopenings, reopenMonth } from '#contract/accounting/assets.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { FileUpload } from '../ui/files.tsx'
import { momentText } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'

/** 反结账: opens a closed month by a decision on paper; every reopening stays to be read. */
export function Reopenings(props: { book: OpenedBook; closed: readonly string[] }) {
  const { book, closed } = props
  const [asks, setAsks] = useState(false)
  const answer = useCall(listReopenings, { params: { body: book.body } })
  const past = answer.data?.reopenings ?? []
  return (
    <>
      {book.mayWrite &&
        closed.length > 0 &&
        (asks ? (
          <Reopen book={book} closed={closed} onDone={() => setAsks(false)} />
        ) : (
          <Button onClick={() => setAsks(true)}>重新打开已结账的月份</Button>
        ))}
      {past.length > 0 && (
        <ul className="checks" aria-label="重新打开的记录">
          {past.map((one) => (
            <li key={one.at}>
              {momentText(one.at)} 重新打开 {one.month}：{one.reason}（{one.decidedBy}决定，{one.actor} 办理）{' '}
              <a href={`/api/files/${one.paper}`} target="_blank" rel="noreferrer">
                决定的书面件
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Reopen(props: { book: OpenedBook; closed: readonly string[]; onDone: () => void }) {
  const { book, closed } = props
  const [month, setMonth] = useState(closed[0]!)
  const [reason, setReason] = useState('')
  const [decidedBy, setDecidedBy] = useState('')
  const [paper, setPaper] = useState<string[]>([])
  const reopen = useAct(reopenMonth, { done: '已重新打开', onDone: props.onDone })
  const lacking = reason.trim().length < 2 || decidedBy.trim().length < 2 || paper.length === 0
  return (
    <ConfirmPanel
      title="重新打开已结账的月份"
      happens={[
        `${month} 及以后的月份重新可以记账，改好后要逐月再结一次`,
        '一般的更正用红字冲销记在以后的月份，不用重新打开',
        '谁决定、为什么、书面件长期留存，监管部门能看到',
      ]}
      button={`重新打开 ${month}`}
      danger
      busy={reopen.isPending}
      blocked={lacking ? '请写明原因、谁决定的，并上传书面件' : null}
      onConfirm={() =>
        reopen.mutate({
          params: { body: book.body },
          body: { month, reason, decidedBy, paper: paper[0]! },
        })
      }
      onCancel={props.onDone}
    >
      <Form layout="vertical">
        <Form.Item label="从哪个月起" htmlFor="reopen-month">
          <Select
            id="reopen-month"
            value={month}
            options={closed.map((value) => ({ value }))}
            onChange={setMonth}
          />
        </Form.Item>
        <Line id="reopen-reason" label="原因" max={200} value={reason} onChange={setReason} />
        <Line
          id="reopen-by"
          label="谁决定的（如理事会 3 月 5 日会议）"
          max={100}
          value={decidedBy}
          onChange={setDecidedBy}
        />
        <Form.Item label="书面件">
          <FileUpload
            value={paper}
            onChange={(files) => setPaper(files.slice(-1))}
            accept="image/*,.pdf"
            button="上传照片或扫描件"
          />
        </Form.Item>
      </Form>
    </ConfirmPanel>
  )
}

interface LineProps {
  id: string
  label: string
  max: number
  value: string
  onChange: (text: string) => void
}

function Line(props: LineProps) {
  return (
    <Form.Item label={props.label} htmlFor={props.id}>
      <Input
        id={props.id}
        maxLength={props.max}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}
