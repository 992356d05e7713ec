import { Button, Flex, Input, Popconfirm, Popover } from 'antd'
import { useState } from 'react'
import { useLocation } from '@tanstack/react-router'
import {
  listViews,
  removeView,
  renameView,
  type SavedView,
  saveView,
  VIEW_NAME_MAX,
} from '#contract/kernel/saved-views.ts'
import { parseSearch, printSearch } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useGo } from './go.tsx'
import './saved-views.css'

/** 常用筛选: the filters of this list as they stand in the address bar, kept under a name of one's own. */
export function SavedViews() {
  const { pathname, searchStr } = useLocation()
  const [open, setOpen] = useState(false)
  const go = useGo()
  const answer = useCall(listViews, { query: { page: pathname } })
  const views = answer.data?.views ?? []
  const now = filtersOf(searchStr)
  const current = views.find((one) => sameFilters(one.query, now))
  const pick = (query: string) => {
    setOpen(false)
    go(pathname + query)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="常用筛选"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="saved-views">
          {views.length === 0 && <p className="faint">还没有存过。先筛选好，起个名字存下，以后一点就到。</p>}
          <ul>
            {views.map((one) => (
              <ViewLine key={one.id} view={one} current={one === current} onPick={() => pick(one.query)} />
            ))}
          </ul>
          <KeepView page={pathname} query={now} current={current} />
        </div>
      }
    >
      <Button>{current === undefined ? '常用筛选' : `常用筛选：${current.name}`} ▾</Button>
    </Popover>
  )
}

/** What narrows the list; the page that one has turned to does not. */
function filtersOf(search: string): string {
  const { page: _page, ...filters } = parseSearch(search)
  return printSearch(filters)
}

/** Whatever the order in which they were set. */
function sameFilters(a: string, b: string): boolean {
  const sorted = (text: string) => [...new URLSearchParams(text)].map(String).toSorted().join()
  return sorted(a) === sorted(b)
}

function ViewLine(props: { view: SavedView; current: boolean; onPick: () => void }) {
  const { view } = props
  const [name, setName] = useState<string>()
  const rename = useAct(renameView, { invalidate: [listViews], onDone: () => setName(undefined) })
  const remove = useAct(removeView, { invalidate: [listViews], done: `已删除“${view.name}”` })
  if (name !== undefined) {
    const save = () => rename.mutate({ params: { id: view.id }, body: { name } })
    return (
      <li>
        <Input
          autoFocus
          aria-label={`${view.name}的新名称`}
          value={name}
          maxLength={VIEW_NAME_MAX}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <Button type="primary" disabled={name.trim() === ''} loading={rename.isPending} onClick={save}>
          改名
        </Button>
        <Button onClick={() => setName(undefined)}>取消</Button>
      </li>
    )
  }
  return (
    <li>
      <button type="button" className="saved-view" aria-current={props.current} onClick={props.onPick}>
        {props.current && '✓ '}
        {view.name}
      </button>
      <Button type="link" size="small" aria-label={`给“${view.name}”改名`} onClick={() => setName(view.name)}>
        改名
      </Button>
      <Popconfirm
        title={`删除“${view.name}”？`}
        description="只删这个名称，数据不动"
        okText="删除"
        cancelText="不删"
        onConfirm={() => remove.mutate({ params: { id: view.id } })}
      >
        <Button type="link" size="small" danger aria-label={`删除“${view.name}”`}>
          删除
        </Button>
      </Popconfirm>
    </li>
  )
}

function KeepView(props: { page: string; query: string; current: SavedView | undefined }) {
  const [name, setName] = useState('')
  // The name typed stays where saving was refused.
  const keep = useAct(saveView, { invalidate: [listViews], onDone: () => setName('') })
  if (props.query === '') return <p className="faint">现在没有筛选条件；筛选之后可以在这里存下。</p>
  if (props.current !== undefined) return <p className="faint">现在的筛选已存为“{props.current.name}”。</p>
  const save = () => keep.mutate({ body: { page: props.page, name, query: props.query } })
  return (
    <Flex gap="small">
      <Input
        aria-label="常用筛选的名称"
        placeholder="给现在的筛选起个名字"
        value={name}
        maxLength={VIEW_NAME_MAX}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => name.trim() !== '' && save()}
      />
      <Button type="primary" disabled={name.trim() === ''} loading={keep.isPending} onClick={save}>
        存下
      </Button>
    </Flex>
  )
}
