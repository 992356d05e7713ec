import { Select } from 'antd'
import { useState } from 'react'
import { bodiesToGrant } from '#contract/access.ts'
import { useCall } from '../shell/api.ts'
import { useLater } from '../ui/later.ts'

interface GrantedBodyProps {
  id: string
  value: string | undefined
  onChange: (body: string | undefined) => void
}

/** Picks a cooperative by a part of its name; the security administrator is shown names and places, and no data. */
export function GrantedBody(props: GrantedBodyProps) {
  const [typed, setTyped] = useState('')
  const q = useLater(typed.trim(), 250)
  const found = useCall(bodiesToGrant, { query: { q } }, { enabled: q !== '', keep: true })
  const options = (found.data?.bodies ?? []).map((one) => ({
    value: one.id,
    label: `${one.name}（${one.area}）`,
  }))
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={props.value ?? null}
      onChange={(picked: string | null) => props.onChange(picked ?? undefined)}
      options={options}
      placeholder="输入名称的一部分"
      notFoundContent={q === '' ? '输入名称的一部分' : '没有找到，请换一个写法'}
      style={{ width: '100%' }}
    />
  )
}
