import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { postVoucher } from '#contract/accounting.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import type { OpenedBook } from './book.ts'
import { PostedNote, Receipts } from './posted-note.tsx'
import { type DraftLine, emptyLine, LinesEditor, sumOf, wireLines } from './lines-editor.tsx'

/** A voucher whose lines an accountant writes himself. */
export function FreeVoucher(props: { book: OpenedBook; onBack: () => void }) {
  const { today } = useSession()
  const [lines, setLines] = useState<DraftLine[]>([emptyLine(), emptyLine()])
  const [on, setOn] = useState<string | undefined>(today)
  const [summary, setSummary] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const [posted, setPosted] = useState<{ id: string; code: string } | null>(null)
  const post = useAct(postVoucher, {
    onDone: (answer) => {
      setPosted(answer)
      setLines([emptyLine(), emptyLine()])
      setSummary('')
      setFiles([])
    },
  })
  const even = sumOf(lines, 'debit') === sumOf(lines, 'credit')
  return (
    <section className="panel" aria-label="自己写分录">
      <h3>自己写分录</h3>
      <PostedNote posted={posted} />
      <Form layout="vertical">
        <Flex wrap gap="middle">
          <Form.Item label="日期" htmlFor="free-day" required>
            <DayPicker id="free-day" value={on} onChange={setOn} until={today} label="日期" />
          </Form.Item>
          <Form.Item label="摘要" htmlFor="free-summary" required className="grows">
            <Input
              id="free-summary"
              value={summary}
              maxLength={200}
              onChange={(event) => setSummary(event.target.value)}
            />
          </Form.Item>
        </Flex>
        <LinesEditor lines={lines} onChange={setLines} book={props.book} />
        <Receipts value={files} onChange={setFiles} />
      </Form>
      <Flex gap="small" wrap>
        <Button
          type="primary"
          disabled={!even || lines.length < 2}
          loading={post.isPending}
          onClick={() =>
            post.mutate({
              params: { body: props.book.body },
              body: { on: on ?? '', summary, lines: wireLines(lines), files },
            })
          }
        >
          记入账簿
        </Button>
        <Button onClick={props.onBack}>返回选择业务</Button>
      </Flex>
    </section>
  )
}
