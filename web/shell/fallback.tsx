import { Button, Result } from 'antd'
import { Go } from '../ui/go.tsx'

/** Shown for an address that leads nowhere. */
export function PageMissing() {
  return (
    <Result
      status="404"
      title="没有这个页面"
      subTitle="地址可能已经改变，或链接不完整"
      extra={<Go to="/">回到我的待办</Go>}
    />
  )
}

/** Shown when a page fell over; nothing that was typed is lost, since drafts keep themselves. */
export function PageBroken() {
  return (
    <Result
      status="error"
      title="页面出现意外错误"
      subTitle="已填内容保存为草稿，没有丢失。请刷新页面；仍有问题请联系系统管理员"
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新页面
        </Button>
      }
    />
  )
}
