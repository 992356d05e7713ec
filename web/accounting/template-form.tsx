import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { postVoucher } from '#contract/accounting.ts'
import { entryOf, type Template } from '#core/accounting/template.ts'
import { checkVoucher } from '#core/accounting/voucher.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { answersOf, AskInput, firstChoices, isAsked } from './ask-input.tsx'
import type { OpenedBook } from './book.ts'
import { PostedNote, Receipts } from './posted-note.tsx'
import { EntryPreview } from './entry-preview.tsx'

interface TemplateFormProps {
  template: Template
  book: OpenedBook
  onBack: () => void
}

/** The few questions of one kind of business, and beside them the entry that the answers make. */
export function TemplateForm(props: TemplateFormProps) {
  const { template, book } = props
  const { today } = useSession()
  const [typed, setTyped] = useState<Record<string, string>>(firstChoices(template))
  const [on, setOn] = useState<string | undefined>(today)
  const [summary, setSummary] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const [posted, setPosted] = useState<{ id: string; code: string } | null>(null)
  const post = useAct(postVoucher, {
    onDone: (answer) => {
      setPosted(answer)
      setTyped(firstChoices(template))
      setSummary('')
      setFiles([])
    },
  })
  const answers = answersOf(template, typed)
  const words = summary.trim() === '' ? summaryOf(template, typed, book) : summary
  const change = (key: string, value: string) => setTyped((before) => ({ ...before, [key]: value }))
  return (
    <div className="record">
      <section className="panel" aria-label={template.label}>
        <h3>{template.label}</h3>
        <p className="faint">{template.says}</p>
        <PostedNote posted={posted} />
        <Form layout="vertical">
          {template.asks
            .filter((ask) => isAsked(ask, template, typed))
            .map((ask) => (
              <AskInput key={ask.key} ask={ask} value={typed[ask.key] ?? ''} book={book} onChange={change} />
            ))}
          <Form.Item label="日期" htmlFor="voucher-day" required>
            <DayPicker id="voucher-day" value={on} onChange={setOn} until={today} label="日期" />
          </Form.Item>
          <SummaryInput value={summary} usual={words} onChange={setSummary} />
          <Receipts value={files} onChange={setFiles} />
        </Form>
      </section>
      <Preview
        template={template}
        answers={answers}
        book={book}
        busy={post.isPending}
        onBack={props.onBack}
        onPost={() =>
          post.mutate({
            params: { body: book.body },
            body: { on: on ?? '', summary: words, template: template.id, answers, files },
          })
        }
      />
    </div>
  )
}

function SummaryInput(props: { value: string; usual: string; onChange: (text: string) => void }) {
  return (
    <Form.Item label="摘要" htmlFor="voucher-summary">
      <Input
        id="voucher-summary"
        value={props.value}
        maxLength={200}
        placeholder={props.usual}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}

function summaryOf(template: Template, typed: Readonly<Record<string, string>>, book: OpenedBook): string {
  const member = book.members.find((one) => one.id === typed['member'])?.name
  return [template.label, member, typed['party']].filter(Boolean).join('：')
}

interface PreviewProps {
  template: Template
  answers: Readonly<Record<string, string>>
  book: OpenedBook
  busy: boolean
  onPost: () => void
  onBack: () => void
}

/** What will be posted, before it is. */
function Preview(props: PreviewProps) {
  const { template, answers, book } = props
  const entry = entryOf(template, answers)
  const ready = entry.ok && checkVoucher({ summary: template.label, lines: entry.value }).ok
  const nothing = Object.keys(answers).length <= template.asks.filter((ask) => ask.options).length
  return (
    <section className="panel" aria-label="将要记入的分录">
      <h3>将要记入的分录</h3>
      {!ready && nothing ? (
        <p className="faint">填好前面几项，这里就会给出借贷分录。</p>
      ) : (
        <EntryPreview entry={entry} book={book} />
      )}
      <p className="faint">
        依据：{template.basis}（37号 = 财会〔2021〕37号）。记入后不能修改，记错了用红字冲销。
      </p>
      <Flex gap="small" wrap>
        <Button type="primary" disabled={!ready} loading={props.busy} onClick={props.onPost}>
          记入账簿
        </Button>
        <Button onClick={props.onBack}>换一种业务</Button>
      </Flex>
    </section>
  )
}
