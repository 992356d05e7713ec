import { AutoComplete, Form, Input, Select } from 'antd'
import { accountOf } from '#core/accounting/chart.ts'
import type { Ask, Template } from '#core/accounting/template.ts'
import { type OpenedBook, wireOfTyped } from './book.ts'

/** Who bought, or who is owed, is asked only where the account chosen wants to know. */
export function isAsked(ask: Ask, template: Template, typed: Readonly<Record<string, string>>): boolean {
  if (ask.optional !== true || (ask.kind !== 'member' && ask.kind !== 'party')) return true
  const chosen = template.asks.filter((one) => one.kind === 'account').map((one) => typed[one.key] ?? '')
  return chosen.some((code) => accountOf(code)?.needs === ask.kind)
}

/** The first option stands chosen where one has to be. */
export function firstChoices(template: Template): Record<string, string> {
  return Object.fromEntries(
    template.asks.flatMap((ask) => (ask.options ? [[ask.key, ask.options[0]!.value]] : [])),
  )
}

/** The answers as they travel: amounts as decimal yuan, empty ones left out. */
export function answersOf(
  template: Template,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    template.asks
      .map((ask) => [
        ask.key,
        ask.kind === 'money' ? wireOfTyped(typed[ask.key] ?? '') : (typed[ask.key] ?? ''),
      ])
      .filter(([, value]) => value !== ''),
  ) as Record<string, string>
}

interface AskInputProps {
  ask: Ask
  value: string
  book: OpenedBook
  onChange: (key: string, value: string) => void
}

/** One question of a business template. */
export function AskInput(props: AskInputProps) {
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
      ) : ask.kind === 'resolution' ? (
        <ResolutionInput id={id} value={value} offered={book.resolutions} onChange={change} />
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

interface ResolutionProps {
  id: string
  value: string
  offered: OpenedBook['resolutions']
  onChange: (value: string) => void
}

/** An item that a meeting passed, chosen by its words; or what was written of one that is not kept here. */
function ResolutionInput({ id, value, offered, onChange }: ResolutionProps) {
  const shown = offered.find((one) => one.value === value)?.label ?? value
  return (
    <AutoComplete
      id={id}
      value={shown}
      options={offered.map((one) => ({ value: one.label }))}
      onChange={(text) => onChange(offered.find((one) => one.label === text)?.value ?? text)}
      placeholder={offered.length > 0 ? '选通过的议题，或写纸质决议的文号' : '写纸质决议的名称、文号'}
      maxLength={200}
    />
  )
}
