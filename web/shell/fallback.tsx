import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Go } from '../ui/go.tsx'

/** Shown for an address that leads nowhere. */
export function PageMissing() {
  return (
    <Plain title="没有这个页面" says="地址可能已经改变，或链接不完整">
      <Go to="/">回到我的待办</Go>
    </Plain>
  )
}

/** Shown when a page fell over; nothing that was typed is lost, since drafts keep themselves. */
export function PageBroken() {
  return (
    <Plain title="页面出现意外错误" says="已填内容保存为草稿，没有丢失。请刷新页面；仍有问题请联系系统管理员">
      <Button type="primary" onClick={() => window.location.reload()}>
        刷新页面
      </Button>
    </Plain>
  )
}

function Plain(props: { title: string; says: string; children: ReactNode }) {
  return (
    <div className="page-wait">
      <h2>{props.title}</h2>
      <p className="faint">{props.says}</p>
      {props.children}
    </div>
  )
}
