import { AutoComplete, Button, Input } from 'antd'
import { useState } from 'react'
import { search } from '#contract/registry.ts'
import { useGo } from '../ui/go.tsx'
import { useLater } from '../ui/later.ts'
import { useCall } from '../shell/api.ts'

/** The one search box of every page: part of a name, pinyin initials, code or former name. */
export function SearchBox() {
  const go = useGo()
  const [typed, setTyped] = useState('')
  const q = useLater(typed.trim(), 250)
  const found = useCall(search, { query: { q } }, { enabled: q !== '', keep: true })
  const hits = q === '' ? [] : (found.data?.hits ?? [])
  const open = (to: string) => {
    setTyped('')
    go(to)
  }
  const all = () => {
    const text = typed.trim()
    if (text !== '') open(`/registers/body?q=${encodeURIComponent(text)}`)
  }
  return (
    <AutoComplete
      className="search-box"
      value={typed}
      onSearch={setTyped}
      onSelect={(to: string) => open(to)}
      popupMatchSelectWidth={false}
      options={hits.map((one) => ({ value: `/bodies/${one.body}`, label: <Hit hit={one} /> }))}
      notFoundContent={q !== '' && found.isSuccess ? '没有找到，请换一个写法' : null}
    >
      <Input.Search
        aria-label="查找合作社"
        placeholder="查找合作社：名称、拼音首字母、代码、曾用名"
        onSearch={all}
        enterButton={<Button>查找</Button>}
      />
    </AutoComplete>
  )
}

function Hit(props: { hit: { name: string; areaName: string; creditCode: string | null; by: string } }) {
  const { hit } = props
  return (
    <div className="search-hit">
      <div>{hit.name}</div>
      <div className="faint">
        {hit.areaName} {hit.creditCode ?? '无代码'} · 按{hit.by}找到
      </div>
    </div>
  )
}
