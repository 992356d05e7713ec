import { Select, Spin } from 'antd'
import { useState } from 'react'
import { search } from '#contract/registry.ts'
import { useCall } from '../shell/api.ts'
import { useLater } from '../ui/later.ts'
import type { BodyPickerProps } from '../ui/pickers.tsx'

/** Picks a body by part of its name, pinyin initials, code or former name. */
export function BodySearchPicker(props: BodyPickerProps) {
  const [typed, setTyped] = useState('')
  const q = useLater(typed.trim(), 250)
  const found = useCall(search, { query: { q } }, { enabled: q !== '', keep: true })
  const hits = q === '' ? [] : (found.data?.hits ?? [])
  const options = hits.map((one) => ({
    value: one.body,
    label: one.name,
    hint: `${one.areaName} ${one.creditCode ?? ''}`,
  }))
  const shown =
    props.value !== undefined && !options.some((one) => one.value === props.value)
      ? [...options, { value: props.value, label: props.name ?? props.value, hint: '' }]
      : options
  return (
    <Select
      {...(props.id !== undefined && { id: props.id })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      {...(props.id === undefined && { 'aria-label': props.placeholder ?? '选择主体' })}
      value={props.value ?? null}
      onChange={(picked: string | null) =>
        props.onChange(picked ?? undefined, shown.find((one) => one.value === picked)?.label)
      }
      options={shown}
      optionRender={(option) => (
        <div>
          {option.label}
          <div className="faint">{(option.data as { hint: string }).hint}</div>
        </div>
      )}
      notFoundContent={
        found.isFetching ? (
          <Spin size="small" />
        ) : q === '' ? (
          '输入名称、拼音首字母或代码'
        ) : (
          '没有找到，请换一个写法'
        )
      }
      placeholder={props.placeholder ?? '输入名称、拼音首字母或代码'}
      style={{ minWidth: 240, ...props.style }}
    />
  )
}
