import { Select } from 'antd'
import { useState } from 'react'
import { bodiesToGrant } from '#contract/access.ts'
import { useCall } from '../shell/api.ts'
import { useLater } from '../ui/later.ts'

interface GrantedBodiesProps {
  id: string
  value: readonly string[]
  onChange: (bodies: string[]) => void
}

/** Picks cooperatives by a part of the name, several for who keeps the books of several; names and places are shown, and no data. */
export function GrantedBodies(props: GrantedBodiesProps) {
  const [typed, setTyped] = useState('')
  const q = useLater(typed.trim(), 250)
  const found = useCall(bodiesToGrant, { query: { q } }, { enabled: q !== '', keep: true })
  const [known, setKnown] = useState<readonly { value: string; label: string }[]>([])
  const matching = (found.data?.bodies ?? []).map((one) => ({
    value: one.id,
    label: `${one.name}（${one.area}）`,
  }))
  // Those that were picked keep their names while other words are typed.
  const picked = known.filter((one) => props.value.includes(one.value))
  const options = [...picked, ...matching.filter((one) => !picked.some((own) => own.value === one.value))]
  return (
    <Select<string[]>
      id={props.id}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={[...props.value]}
      onChange={(next) => {
        setKnown(options.filter((one) => next.includes(one.value)))
        props.onChange(next)
      }}
      options={options}
      placeholder="输入名称的一部分"
      notFoundContent={q === '' ? '输入名称的一部分' : '没有找到，请换一个写法'}
      style={{ width: '100%' }}
    />
  )
}
