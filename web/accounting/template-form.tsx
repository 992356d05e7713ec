import { AutoComplete, Button, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { postVoucher } from '#contract/accounting.ts'
import { accountOf } from '#core/accounting/chart.ts'
import { type Ask, entryOf, type Template } from '#core/accounting/template.ts'
import { checkVoucher, totalsOf } from '#core/accounting/voucher.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { Problem } from '#core/values/problem.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'
import { type OpenedBook, wireOfTyped } from './book.ts'
import { PostedNote, Receipts } from './posted-note.tsx'
import { detailOf, EntryTable } from './entry-table.tsx'

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

/** Who bought, or who is owed, is asked only where the account chosen wants to know. */
function isAsked(ask: Ask, template: Template, typed: Readonly<Record<string, string>>): boolean {
  if (ask.optional !== true || (ask.kind !== 'member' && ask.kind !== 'party')) return true
  const chosen = template.asks.filter((one) => one.kind === 'account').map((one) => typed[one.key] ?? '')
  return chosen.some((code) => accountOf(code)?.needs === ask.kind)
}

/** The first option stands chosen where one has to be. */
function firstChoices(template: Template): Record<string, string> {
  return Object.fromEntries(
    template.asks.flatMap((ask) => (ask.options ? [[ask.key, ask.options[0]!.value]] : [])),
  )
}

function answersOf(template: Template, typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    template.asks
      .map((ask) => [
        ask.key,
        ask.kind === 'money' ? wireOfTyped(typed[ask.key] ?? '') : (typed[ask.key] ?? ''),
      ])
      .filter(([, value]) => value !== ''),
  ) as Record<string, string>
}

function summaryOf(template: Template, typed: Readonly<Record<string, string>>, book: OpenedBook): string {
  const member = book.members.find((one) => one.id === typed['member'])?.name
  return [template.label, member, typed['party']].filter(Boolean).join('：')
}

interface AskInputProps {
  ask: Ask
  value: string
  book: OpenedBook
  onChange: (key: string, value: string) => void
}

function AskInput(props: AskInputProps) {
  const { ask, value, book } = props
  const id = `ask-${ask.key}`
  const change = (next: string | undefined) => props.onChange(ask.key, next ?? '')
  return (
    <Form.Item
      label={ask.label}
      htmlFor={id}
      required={ask.optional !== true}
      {...(ask.hint !== undefined && { extra: ask.hint })}
    >
      {ask.kind === 'money' ? (
        <Input
          id={id}
          className="number"
          suffix="元"
          inputMode="decimal"
          value={value}
          placeholder="可写 1,200.50 或 3万元"
          onChange={(event) => change(event.target.value)}
        />
      ) : ask.kind === 'party' ? (
        <AutoComplete
          id={id}
          value={value}
          options={book.parties.map((name) => ({ value: name }))}
          onChange={change}
          placeholder="写全称，以后可以直接选"
        />
      ) : (
        <Select
          id={id}
          {...(value !== '' && { value })}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={ask.optional === true}
          placeholder={ask.kind === 'member' ? '选择成员' : '选择'}
          options={
            ask.options?.map((one) => ({ ...one })) ??
            book.members.map((one) => ({ value: one.id, label: one.name }))
          }
          onChange={change}
        />
      )}
    </Form.Item>
  )
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
  const checked = entry.ok ? checkVoucher({ summary: template.label, lines: entry.value }) : entry
  const nothing = Object.keys(answers).length <= template.asks.filter((ask) => ask.options).length
  return (
    <section className="panel" aria-label="将要记入的分录">
      <h3>将要记入的分录</h3>
      {checked.ok ? (
        <EntryTable
          total={wireOfFen(totalsOf(checked.value)[0])}
          rows={checked.value.map((line) => ({
            account: line.account,
            debit: wireOfFen(line.debit),
            credit: wireOfFen(line.credit),
            detail: detailOf({
              ...line,
              memberName: book.members.find((one) => one.id === line.member)?.name ?? null,
            }),
          }))}
        />
      ) : nothing ? (
        <p className="faint">填好左边几项，这里就会给出借贷分录。</p>
      ) : (
        <Missing problems={checked.problems} />
      )}
      <p className="faint">
        依据：{template.basis}（37号 = 财会〔2021〕37号）。记入后不能修改，记错了用红字冲销。
      </p>
      <Flex gap="small" wrap>
        <Button type="primary" disabled={!checked.ok} loading={props.busy} onClick={props.onPost}>
          记入账簿
        </Button>
        <Button onClick={props.onBack}>换一种业务</Button>
      </Flex>
    </section>
  )
}

function Missing(props: { problems: readonly Problem[] }) {
  return (
    <div className="gap-below">
      <Problems problems={props.problems} withPlace={false} />
    </div>
  )
}
