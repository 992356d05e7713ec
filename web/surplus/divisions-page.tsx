import { Tag } from 'antd'
import type { z } from 'zod'
import { listDivisions } from '#contract/surplus/plans.ts'
import { useCall } from '../shell/api.ts'
import { BodyList, useBodyList } from '../ui/body-list.tsx'
import type { RowColumn } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Money, Unknown } from '../ui/values.tsx'

type BodyRow = z.output<typeof listDivisions.response>['rows'][number]

/** 盈余分配: the cooperatives, how far each one's latest division is, and what is still owed. */
export function DivisionsPage() {
  const at = useBodyList()
  const found = useCall(listDivisions, { query: at.query }, { keep: true })
  return (
    <Page
      title="盈余分配"
      views
      crumbs={[{ label: '成员与分配' }, { label: '盈余分配' }]}
      says="一年的盈余怎么分：拟方案、备查、开会、入账、兑付，每一步都在这里。"
      error={found.error}
      loading={found.isPending}
    >
      <BodyList at={at} found={found} to="/surplus" columns={COLUMNS} />
    </Page>
  )
}

const COLUMNS: readonly RowColumn<BodyRow>[] = [
  {
    key: 'state',
    title: '最近的方案',
    render: (row) =>
      row.plan === null ? (
        <span className="faint">还没有方案</span>
      ) : (
        <Go to={`/surplus/plans/${row.plan}`}>
          {row.year} 年 <Tag>{row.stateLabel}</Tag>
        </Go>
      ),
  },
  {
    key: 'law',
    title: '可分配盈余（元）',
    align: 'right',
    render: (row) => <Money yuan={row.law} />,
  },
  {
    key: 'patronage',
    title: '按交易返还（元）',
    align: 'right',
    render: (row) => <Money yuan={row.patronage} />,
  },
  {
    key: 'owed',
    title: '还没有付（元）',
    align: 'right',
    render: (row) => (row.owed === null ? <Unknown /> : <Money yuan={row.owed} />),
  },
]
