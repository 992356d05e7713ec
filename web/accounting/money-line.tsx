import { Button, Checkbox, Divider, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import {
  lineCandidates,
  linkLine,
  setLineAside,
  settleLine,
  type WireMoneyLine,
} from '#contract/accounting/cash-book.ts'
import {
  cashTemplates,
  type Direction,
  directionOf,
  entryOfLine,
  moneyAsk,
} from '#core/accounting/cash-entry.ts'
import { templateOf } from '#core/accounting/templates.ts'
import type { Ask, Template } from '#core/accounting/template.ts'
import { fenOfWire } from '#core/values/money.ts'
import { useAct, useCall } from '../shell/api.ts'
import { Money } from '../ui/values.tsx'
import { answersOf, AskInput, firstChoices, isAsked } from './ask-input.tsx'
import type { OpenedBook } from './book.ts'
import { EntryPreview } from './entry-preview.tsx'
import { Receipts } from './posted-note.tsx'

interface LineProps {
  line: WireMoneyLine
  book: OpenedBook
  onDone: () => void
}

/** One line of a statement: what it was, in plain words; the entry beside it; or the voucher that it belongs to. */
export function MoneyLineForm(props: LineProps) {
  const { line } = props
  const amount = fenOfWire(line.amount) ?? 0n
  return (
    <>
      <p>
        <strong>{line.day}</strong> {amount > 0n ? '收到' : '付出'}{' '}
        <Money yuan={line.amount.replace('-', '')} unit /> ·{' '}
        {line.party === '' ? '（没有写对方）' : line.party} · <span className="faint">{line.memo}</span>
      </p>
      <Post {...props} amount={amount} />
      <Divider />
      <Link {...props} />
      <Aside {...props} />
    </>
  )
}

function Post(props: LineProps & { amount: bigint }) {
  const { line, book, amount, onDone } = props
  const direction = directionOf(amount)
  const first = line.suggestion && templateOf(line.suggestion.template)
  const [template, setTemplate] = useState<Template | null>(first ?? null)
  const [typed, setTyped] = useState<Record<string, string>>(
    first ? { ...firstChoices(first), ...line.suggestion!.answers } : {},
  )
  const [remember, setRemember] = useState(line.party !== '')
  const [files, setFiles] = useState<string[]>([])
  const post = useAct(settleLine, { done: '已记入账簿', onDone })
  const answers = template === null ? {} : answersOf(template, typed)
  const through = { account: line.account, member: line.member }
  const entry = template && entryOfLine(template, answers, { amount, through })
  const choose = (id: string) => {
    const next = templateOf(id)!
    setTemplate(next)
    setTyped({ ...firstChoices(next), party: line.party })
  }
  return (
    <Form layout="vertical">
      <Form.Item label="这笔钱是什么" htmlFor="line-template" required>
        <Select
          id="line-template"
          {...(template !== null && { value: template.id })}
          placeholder="选一种业务"
          showSearch={{ optionFilterProp: 'label' }}
          options={cashTemplates(direction).map((one) => ({ value: one.id, label: one.label }))}
          onChange={choose}
        />
      </Form.Item>
      {template !== null &&
        askedOf(template, { direction, typed }).map((ask) => (
          <AskInput
            key={ask.key}
            ask={ask}
            value={typed[ask.key] ?? ''}
            book={book}
            onChange={(key, value) => setTyped((before) => ({ ...before, [key]: value }))}
          />
        ))}
      {entry && <EntryPreview entry={entry} book={book} />}
      <Receipts value={files} onChange={setFiles} />
      <Remember line={line} direction={direction} value={remember} onChange={setRemember} />
      <Button
        type="primary"
        disabled={entry?.ok !== true}
        loading={post.isPending}
        onClick={() =>
          post.mutate({ params: { id: line.id }, body: { template: template!.id, answers, remember, files } })
        }
      >
        记入账簿
      </Button>
    </Form>
  )
}

interface RememberProps {
  line: WireMoneyLine
  direction: Direction
  value: boolean
  onChange: (value: boolean) => void
}

function Remember(props: RememberProps) {
  const { line, direction, value, onChange } = props
  if (line.party === '') return null
  return (
    <Form.Item>
      <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)}>
        记住：以后“{line.party}”的{direction === 'in' ? '收款' : '付款'}都先提示这种业务
      </Checkbox>
    </Form.Item>
  )
}

/** What the line does not answer by itself. */
function askedOf(
  template: Template,
  of: { direction: Direction; typed: Readonly<Record<string, string>> },
): readonly Ask[] {
  return template.asks.filter(
    (ask) =>
      ask.key !== 'amount' &&
      ask.key !== moneyAsk(template, of.direction) &&
      isAsked(ask, template, of.typed),
  )
}

/** Vouchers entered before that move the same money. */
function Link(props: LineProps) {
  const found = useCall(lineCandidates, { params: { id: props.line.id } })
  const link = useAct(linkLine, { done: '已对上这张凭证', onDone: props.onDone })
  const vouchers = found.data?.vouchers ?? []
  if (vouchers.length === 0) return null
  return (
    <section aria-label="已经记过的凭证" className="gap-below">
      <h4>已经记过？前后十天内金额相同的凭证</h4>
      {vouchers.map((one) => (
        <Flex key={one.id} wrap gap="small" align="center" justify="space-between" className="gap-below">
          <span>
            {one.day} 记-{one.code} {one.summary}
          </span>
          <Button
            loading={link.isPending}
            onClick={() => link.mutate({ params: { id: props.line.id }, body: { voucher: one.id } })}
          >
            就是这张
          </Button>
        </Flex>
      ))}
    </section>
  )
}

function Aside(props: LineProps) {
  const [reason, setReason] = useState('')
  const aside = useAct(setLineAside, { done: '已标为不入账', onDone: props.onDone })
  return (
    <Form layout="vertical">
      <Form.Item
        label="与本社无关，不入账的原因"
        htmlFor="line-aside"
        extra="只用于个人卡上的私人收支、当天退回等"
      >
        <Flex gap="small">
          <Input
            id="line-aside"
            maxLength={100}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            disabled={reason.trim() === ''}
            loading={aside.isPending}
            onClick={() => aside.mutate({ params: { id: props.line.id }, body: { reason } })}
          >
            不入账
          </Button>
        </Flex>
      </Form.Item>
    </Form>
  )
}
