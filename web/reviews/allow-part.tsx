import { Form, Input, Select } from 'antd'
import { type AllowedDebt, readProject } from '#contract/reviews/projects.ts'
import { CREDITORS } from '#core/regions/village-debt.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'
import { DayPicker } from '../ui/day-picker.tsx'
import { Money } from '../ui/values.tsx'

/** What the borrowing that is allowed is written into the register of debts with. */
export function AllowPart(props: PartProps) {
  const found = useCall(readProject, { params: { id: props.item.id } })
  const typed = props.value as Partial<AllowedDebt>
  const change = (part: Partial<Record<keyof AllowedDebt, string | undefined>>) =>
    props.onChange(
      Object.fromEntries(
        Object.entries({ ...typed, ...part }).filter(([, value]) => value !== undefined && value !== ''),
      ),
    )
  if (found.data === undefined || Number(found.data.borrow) === 0) return null
  return (
    <>
      <p className="faint">
        同意后随即登记到“村级债务”：本金、尚欠 <Money yuan={found.data.borrow} unit />
        ，写上本项目的编号；以后还款在那里改尚欠。
      </p>
      <Form.Item label="向谁借" required htmlFor="debt-creditor" extra="只写类型，不写人名">
        <Select
          id="debt-creditor"
          style={{ maxWidth: 320 }}
          placeholder="选择债权人类型"
          {...(typed.creditor !== undefined && { value: typed.creditor })}
          options={CREDITORS.map((value) => ({ value, label: value }))}
          onChange={(creditor) => change({ creditor })}
        />
      </Form.Item>
      <Day
        id="debt-borrowed"
        label="借款日期（不写为今天）"
        typed={typed.borrowedOn}
        onChange={(borrowedOn) => change({ borrowedOn })}
      />
      <Day id="debt-due" label="到期日期" typed={typed.dueOn} onChange={(dueOn) => change({ dueOn })} />
      <Words
        id="debt-rate"
        label="年利率"
        max={20}
        value={typed.rate}
        onChange={(rate) => change({ rate })}
      />
      <Words
        id="debt-collateral"
        label="担保、抵押"
        max={200}
        value={typed.collateral}
        onChange={(collateral) => change({ collateral })}
      />
    </>
  )
}

function Day(props: {
  id: string
  label: string
  typed: string | undefined
  onChange: (day: string | undefined) => void
}) {
  return (
    <Form.Item label={props.label} htmlFor={props.id}>
      <DayPicker id={props.id} value={props.typed} onChange={props.onChange} />
    </Form.Item>
  )
}

interface WordsProps {
  id: string
  label: string
  max: number
  value: string | undefined
  onChange: (text: string) => void
}

function Words({ id, label, max, value, onChange }: WordsProps) {
  return (
    <Form.Item label={label} htmlFor={id}>
      <Input
        id={id}
        maxLength={max}
        style={{ maxWidth: 420 }}
        value={value ?? ''}
        placeholder={id === 'debt-rate' ? '如 4.35%；没有利息的写 0' : '没有的不填'}
        onChange={(event) => onChange(event.target.value)}
      />
    </Form.Item>
  )
}
