import type { z } from 'zod'
import { listTradeBodies } from '#contract/membership/trades.ts'
import { useCall } from '../shell/api.ts'
import { BodyList, useBodyList } from '../ui/body-list.tsx'
import type { RowColumn } from '../ui/data-rows.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, Money, NumberText } from '../ui/values.tsx'

type BodyRow = z.output<typeof listTradeBodies.response>['rows'][number]

/** 成员交易: the cooperatives with a roll, and what their members traded this year. */
export function TradesPage() {
  const at = useBodyList()
  const found = useCall(listTradeBodies, { query: at.query }, { keep: true })
  const year = found.data?.year ?? ''
  return (
    <Page
      title="成员交易"
      views
      crumbs={[{ label: '成员与分配' }, { label: '成员交易' }]}
      says="成员交售给本社和向本社购买的每一笔；盈余按交易量（额）返还就从这里算起。"
      error={found.error}
      loading={found.isPending}
    >
      <BodyList at={at} found={found} to="/trades" columns={columnsOf(year)} />
    </Page>
  )
}

const columnsOf = (year: number | string): readonly RowColumn<BodyRow>[] => [
  { key: 'lastDay', title: '最近一笔', render: (row) => <DayText day={row.lastDay} /> },
  {
    key: 'members',
    title: '成员',
    align: 'right',
    render: (row) => <NumberText value={row.members} unit="名" />,
  },
  {
    key: 'traders',
    title: `${year} 年有交易的`,
    align: 'right',
    render: (row) => <NumberText value={row.traders} unit="名" />,
  },
  {
    key: 'delivered',
    title: '交售（元）',
    align: 'right',
    render: (row) => <Money yuan={row.delivered} />,
  },
  {
    key: 'supplied',
    title: '购买（元）',
    align: 'right',
    render: (row) => <Money yuan={row.supplied} />,
  },
]
