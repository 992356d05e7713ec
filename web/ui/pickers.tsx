import { Select, Spin, TreeSelect } from 'antd'
import { useState } from 'react'
import { listAreas, type WireArea } from '#contract/regions.ts'
import { search } from '#contract/registry.ts'
import { call, useCall } from '../shell/api.ts'
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

interface Leaf {
  id: string
  pId: string
  value: string
  title: string
  isLeaf: boolean
}

/** A village has no areas below it. */
const VILLAGE_CODE = 12

const leafOf = (area: WireArea): Leaf => ({
  id: area.code,
  pId: area.parent ?? '',
  value: area.code,
  title: area.name,
  isLeaf: area.code.length >= VILLAGE_CODE,
})

/** Picks an area from the tree that the person sees; what lies below is asked for as it is opened. */
export function AreaPicker(props: AreaPickerProps) {
  const top = useCall(listAreas, {}, { staleTime: 10 * 60_000 })
  const [below, setBelow] = useState<Leaf[]>([])
  const leaves = [...(top.data?.areas.map(leafOf) ?? []), ...below]
  const roots = new Set(leaves.map((one) => one.id))
  const shown = leaves.map((one) => (roots.has(one.pId) ? one : { ...one, pId: '' }))
  const known = props.value === undefined || roots.has(props.value)
  const load = async (code: string) => {
    const { areas } = await call(listAreas, { query: { parent: code } })
    setBelow((before) => [...before.filter((one) => one.pId !== code), ...areas.map(leafOf)])
  }
  const chosen = { value: props.value ?? '', label: props.label ?? props.value }
  return (
    <TreeSelect
      {...(props.id !== undefined && { id: props.id })}
      treeDataSimpleMode={{ id: 'id', pId: 'pId' }}
      treeData={shown}
      labelInValue
      value={
        props.value === undefined
          ? null
          : known
            ? { value: props.value, label: titleOf(leaves, props.value) }
            : chosen
      }
      onChange={(picked: { value: string } | null) => props.onChange(picked?.value)}
      loadData={(node) => load(String(node.value))}
      treeNodeFilterProp="title"
      showSearch
      allowClear
      placeholder={props.placeholder ?? '选择辖区'}
      popupMatchSelectWidth={280}
      style={{ minWidth: 160, ...props.style }}
    />
  )
}

function titleOf(leaves: readonly Leaf[], code: string): string {
  return leaves.find((one) => one.value === code)?.title ?? code
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
