import { Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { settleLines, type WireLineGroup } from '#contract/accounting/cash-book.ts'
import { cashTemplates, type Direction, moneyAsk } from '#core/accounting/cash-entry.ts'
import { templateOf } from '#core/accounting/templates.ts'
import type { Ask, Template } from '#core/accounting/template.ts'
import { useAct } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayText, Money } from '../ui/values.tsx'
import { answersOf, AskInput, firstChoices, isAsked } from './ask-input.tsx'
import type { OpenedBook } from './book.ts'

interface ManyLinesProps {
  group: WireLineGroup
  book: OpenedBook
  onDone: () => void
}

/** What all lines of a kind were: asked once; the amount, the account and whom it concerns each line says itself. */
export function ManyLinesForm(props: ManyLinesProps) {
  const { group, book, onDone } = props
  const first = group.suggestion && templateOf(group.suggestion.template)
  const [template, setTemplate] = useState<Template | null>(first ?? null)
  const [typed, setTyped] = useState<Record<string, string>>(
    first ? { ...firstChoices(first), ...group.suggestion!.answers } : {},
  )
  const [remember, setRemember] = useState<Remembered>(usualMemory(group))
  const post = useAct(settleLines, { done: `已记入 ${group.lines.length} 笔`, onDone })
  const choose = (id: string) => {
    const next = templateOf(id)!
    setTemplate(next)
    setTyped(firstChoices(next))
  }
  const asks = template === null ? [] : askedOf(template, group, typed)
  const lacks = asks.some((ask) => !isOwn(ask) && ask.optional !== true && (typed[ask.key] ?? '') === '')
  return (
    <Form layout="vertical">
      <GroupHead group={group} />
      <PickTemplate value={template} direction={group.direction} onChange={choose} />
      {asks.map((ask) => (
        <AskInput
          key={ask.key}
          ask={isOwn(ask) ? OWN(ask) : ask}
          value={typed[ask.key] ?? ''}
          book={book}
          onChange={(key, value) => setTyped((before) => ({ ...before, [key]: value }))}
        />
      ))}
      <Form.Item label="以后怎么提示">
        <Radio.Group
          value={remember}
          options={memoriesOf(group)}
          onChange={(event) => setRemember(event.target.value as Remembered)}
        />
      </Form.Item>
      <ConfirmPanel
        title="一起记入"
        happens={HAPPENS}
        button={`记入这 ${group.lines.length} 笔`}
        busy={post.isPending}
        blocked={template === null ? '请先选一种业务' : lacks ? '上面的问题请答全' : null}
        onConfirm={() =>
          post.mutate({
            params: { body: book.body },
            body: {
              lines: group.lines,
              choice: { template: template!.id, answers: answersOf(template!, typed), remember },
            },
          })
        }
      />
    </Form>
  )
}

type Remembered = 'party' | 'word' | 'none'

/** Retail customers are a different person each time: there the word is what comes back, else the counterparty. */
const usualMemory = (group: WireLineGroup): Remembered =>
  group.word !== '' && group.parties.length !== 1 ? 'word' : group.parties.length > 0 ? 'party' : 'none'

const memoriesOf = (group: WireLineGroup) => [
  ...(group.parties.length > 0 ? [{ value: 'party', label: '对方相同的都这样' }] : []),
  ...(group.word === '' ? [] : [{ value: 'word', label: `摘要是“${group.word}”的都这样，不管对方是谁` }]),
  { value: 'none', label: '不记住' },
]

const HAPPENS = [
  '每笔记一张凭证，日期和金额按各笔流水，全部记入或一笔也不记',
  '记入后不能修改，记错的那一张用红字冲销，流水会重新待记账',
]

function GroupHead({ group }: { group: WireLineGroup }) {
  return (
    <p>
      <DayText day={group.from} /> 至 <DayText day={group.to} />，{group.direction === 'in' ? '收到' : '付出'}{' '}
      {group.lines.length} 笔，合计 <Money yuan={group.total} unit />
      <span className="faint"> {[group.memo, group.parties.join('、')].filter(Boolean).join(' · ')}</span>
    </p>
  )
}

interface PickTemplateProps {
  value: Template | null
  direction: Direction
  onChange: (id: string) => void
}

function PickTemplate(props: PickTemplateProps) {
  return (
    <Form.Item label="这些钱是什么" htmlFor="lines-template" required>
      <Select
        id="lines-template"
        {...(props.value !== null && { value: props.value.id })}
        placeholder="选一种业务"
        showSearch={{ optionFilterProp: 'label' }}
        options={cashTemplates(props.direction).map((one) => ({ value: one.id, label: one.label }))}
        onChange={props.onChange}
      />
    </Form.Item>
  )
}

/** Whom it concerns each line says itself; one answer for all is for what the lines do not say, as the name of a grant. */
const isOwn = (ask: Ask): boolean => ask.kind === 'member' || ask.kind === 'party'
const OWN = (ask: Ask): Ask => ({ ...ask, optional: true, hint: '不填就用各笔流水自己的对方' })

function askedOf(
  template: Template,
  group: WireLineGroup,
  typed: Readonly<Record<string, string>>,
): readonly Ask[] {
  return template.asks.filter(
    (ask) =>
      ask.key !== 'amount' &&
      ask.key !== moneyAsk(template, group.direction) &&
      isAsked(ask, template, typed),
  )
}
