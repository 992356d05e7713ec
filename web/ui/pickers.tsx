import { Select, Spin, TreeSelect } from 'antd'
import { useState } from 'react'
import { search } from '#contract/registry.ts'
import { useCall } from '../shell/api.ts'
import { useAreaName, useAreaSearch, useAreaTree } from './area-tree.ts'
import { useLater } from './later.ts'

interface AreaPickerProps {
  value: string | undefined
  onChange: (area: string | undefined) => void
  placeholder?: string
  /** How the chosen area is called, while the tree has not been opened so far. */
  label?: string | undefined
  style?: React.CSSProperties
  id?: string
}

/** Picks an area from the tree that the person sees, or by part of its name. */
export function AreaPicker(props: AreaPickerProps) {
  const { leaves, load, expanded, setOpened } = useAreaTree()
  const [typed, setTyped] = useState('')
  const { q, hits } = useAreaSearch(typed)
  const name = useAreaName(props.label === undefined ? props.value : undefined, leaves)
  const chosen = { value: props.value ?? '', label: props.label ?? name ?? props.value }
  return (
    <TreeSelect
      {...(props.id !== undefined && { id: props.id })}
      treeDataSimpleMode={{ id: 'id', pId: 'pId' }}
      treeData={q === '' ? leaves : hits}
      treeExpandedKeys={expanded}
      onTreeExpand={(keys) => setOpened(keys.map(String))}
      labelInValue
      value={props.value === undefined ? null : chosen}
      onChange={(picked: { value: string } | null) => props.onChange(picked?.value)}
      loadData={(node) => load(String(node.value))}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterTreeNode: false }}
      notFoundContent={q === '' ? '正在读取' : '没有找到，请换一个写法'}
      allowClear
      placeholder={props.placeholder ?? '选择辖区'}
      popupMatchSelectWidth={300}
      style={{ minWidth: 160, ...props.style }}
    />
  )
}

interface BodyPickerProps {
  value: string | undefined
  onChange: (body: string | undefined, name?: string) => void
  /** Name of the chosen body, while nothing has been searched for so far. */
  name?: string | undefined
  placeholder?: string
  style?: React.CSSProperties
  id?: string
}

/** Picks a body by part of its name, pinyin initials, code or former name. */
export function BodyPicker(props: BodyPickerProps) {
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
