import { Tag } from 'antd'
import { OUTCOMES, type WireSignIn } from '#contract/access/sign-ins.ts'
import type { RowColumn } from '../ui/data-rows.tsx'
import { momentText, Unknown } from '../ui/values.tsx'

/** What a browser calls itself, in a word that its user knows. */
export function browserText(agent: string | null): string {
  if (agent === null || agent === '') return '—'
  const phone = /Android|iPhone|Mobile/.test(agent) ? '手机 ' : ''
  const known = [
    [/MicroMessenger/, '微信'],
    [/Edg\//, '微软浏览器'],
    [/Firefox\//, '火狐浏览器'],
    [/Chrome\//, '谷歌类浏览器'],
    [/Safari\//, '苹果浏览器'],
  ] as const
  return phone + (known.find(([pattern]) => pattern.test(agent))?.[1] ?? '其他程序')
}

/** Columns of a list of sign-ins. */
export const SIGN_IN_COLUMNS: RowColumn<WireSignIn>[] = [
  {
    key: 'at',
    title: '时间',
    width: 170,
    render: (row) => <span className="number">{momentText(row.at)}</span>,
  },
  {
    key: 'who',
    title: '账号',
    render: (row) => (row.username === null ? '不存在的账号' : `${row.name}（${row.username}）`),
  },
  {
    key: 'outcome',
    title: '结果',
    width: 160,
    render: (row) => (
      <Tag color={row.outcome === 'ok' ? 'green' : 'red'}>
        {OUTCOMES[row.outcome as keyof typeof OUTCOMES] ?? row.outcome}
      </Tag>
    ),
  },
  { key: 'address', title: '地址', width: 160, render: (row) => row.address ?? <Unknown /> },
  { key: 'agent', title: '浏览器', width: 180, render: (row) => browserText(row.agent) },
]
