import {
  listRefusedActs,
  REFUSED_FOR,
  TOLD_PER_HOUR,
  type RefusedFor,
  type WireRefusedAct,
} from '#contract/access/refused-acts.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { LogPager } from '../ui/log-pager.tsx'
import { Page } from '../ui/page.tsx'
import { momentText, Unknown } from '../ui/values.tsx'
import { LogDays } from './log-days.tsx'
import { LogFilters } from './log-filters.tsx'

/** 越权记录: what was refused to people who are signed in. */
export function RefusedActsPage() {
  const address = useAddress()
  const username = address.get('username')
  const code = address.get('code') as RefusedFor | undefined
  const from = address.get('from')
  const to = address.get('to')
  const before = address.get('before')
  const asked = { username, code, from, to, before }
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  const answer = useCall(listRefusedActs, { query }, { keep: true })
  const entries = answer.data?.entries ?? []
  return (
    <Page
      title="越权记录"
      says={`登录以后被拒绝的操作，只增不改，不含所填的内容；一人一小时超过 ${TOLD_PER_HOUR} 次的只计数`}
      error={answer.error}
      loading={answer.isPending}
    >
      <LogFilters choice={{ of: 'code', label: '原因', width: 250, words: REFUSED_FOR }}>
        <LogDays />
      </LogFilters>
      <section className="panel">
        <DataRows
          rows={entries}
          rowKey={(row) => row.id}
          columns={COLUMNS}
          empty={<EmptyState says="没有符合条件的记录" />}
        />
        <LogPager entries={entries} more={answer.data?.more === true} />
      </section>
    </Page>
  )
}

const COLUMNS: RowColumn<WireRefusedAct>[] = [
  {
    key: 'at',
    title: '时间',
    width: 170,
    render: (row) => <span className="number">{momentText(row.at)}</span>,
  },
  {
    key: 'who',
    title: '何人',
    head: true,
    width: 200,
    render: (row) => `${row.name ?? '成员户'}（${row.roleLabel}）`,
  },
  {
    key: 'what',
    title: '想做什么',
    render: (row) => (
      <>
        {row.says === '' ? '（其他）' : row.says}
        <div className="faint">
          {row.method} {row.route}
        </div>
      </>
    ),
  },
  {
    key: 'why',
    title: '为何被拒',
    width: 250,
    render: (row) => (
      <>
        {REFUSED_FOR[row.code as RefusedFor] ?? row.code}
        {row.beyond > 0 && <div className="faint">这一小时此后还有 {row.beyond} 次，只计数</div>}
      </>
    ),
  },
  { key: 'address', title: '地址', width: 150, render: (row) => row.address ?? <Unknown /> },
]
