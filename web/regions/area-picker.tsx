import { TreeSelect } from 'antd'
import { useState } from 'react'
import type { AreaPickerProps } from '../ui/pickers.tsx'
import { useAreaName, useAreaSearch, useAreaTree } from './area-tree.ts'

/** Picks an area from the tree that the person sees, or by part of its name. */
export function AreaTreePicker(props: AreaPickerProps) {
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
      {...(props.value !== undefined && { value: chosen })}
      onChange={(picked: { value: string } | null) => props.onChange(picked?.value)}
      loadData={(node) => load(String(node.value))}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterTreeNode: false }}
      notFoundContent={q === '' ? '正在读取' : '没有找到，请换一个写法'}
      allowClear
      {...(props.id === undefined && { 'aria-label': props.placeholder ?? '选择辖区' })}
      placeholder={props.placeholder ?? '选择辖区'}
      popupMatchSelectWidth={300}
      style={{ minWidth: 160, ...props.style }}
    />
  )
}
