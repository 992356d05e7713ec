import { Form, Input } from 'antd'
import { useState } from 'react'
import { type ProjectFunds, readProject } from '#contract/reviews/projects.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'

const WORDS = { own: '自有资金（元）', subsidy: '财政补助（元）', borrow: '借款（元）' } as const
type Key = keyof typeof WORDS
const SAYS: Readonly<Partial<Record<Key, string>>> = {
  borrow: '没有的写 0；要借款的会新增村级债务，镇里不能直接批准',
}

/** Where the money comes from. */
export function FundFields(props: { typed: ProjectFunds; change: (part: Partial<ProjectFunds>) => void }) {
  return (Object.keys(WORDS) as Key[]).map((key) => (
    <Form.Item key={key} label={WORDS[key]} required htmlFor={`fund-${key}`} extra={SAYS[key]}>
      <Input
        id={`fund-${key}`}
        style={{ width: 200 }}
        inputMode="decimal"
        maxLength={20}
        value={props.typed[key]}
        onChange={(event) => props.change({ [key]: event.target.value })}
      />
    </Form.Item>
  ))
}

/** The money of a project that was held, paid in another way. */
export function RevisePart(props: PartProps) {
  const found = useCall(readProject, { params: { id: props.item.id } })
  const [typed, setTyped] = useState<Partial<ProjectFunds>>({})
  if (found.data === undefined) return null
  const { own, subsidy, borrow } = found.data
  const now = { own, subsidy, borrow, ...typed }
  return (
    <FundFields
      typed={now}
      change={(part) => {
        setTyped({ ...typed, ...part })
        props.onChange({ ...now, ...part })
      }}
    />
  )
}
