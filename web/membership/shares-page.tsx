import type { z } from 'zod'
import { listShares } from '#contract/membership.ts'
import { useCall } from '../shell/api.ts'
import { BodyList, useBodyList } from '../ui/body-list.tsx'
import type { RowColumn } from '../ui/data-rows.tsx'
import { Page } from '../ui/page.tsx'
import { Money, NumberText } from '../ui/values.tsx'

type BodyRow = z.output<typeof listShares.response>['rows'][number]

/** 股金与持股: the cooperatives with what their ledgers say today. */
export function SharesPage() {
  const at = useBodyList()
  const found = useCall(listShares, { query: at.query }, { keep: true })
  return (
    <Page
      title="股金与持股"
      views
      crumbs={[{ label: '成员与分配' }, { label: '股金与持股' }]}
      says="谁持有多少股金，由每一笔变动累加得出；点开合作社可以看任何一天的持股、登记出资和转让。"
      error={found.error}
      loading={found.isPending}
    >
      <BodyList at={at} found={found} to="/shares" columns={COLUMNS} />
    </Page>
  )
}

const COLUMNS: readonly RowColumn<BodyRow>[] = [
  {
    key: 'holders',
    title: '持股成员（名）',
    align: 'right',
    render: (row) => <NumberText value={row.holders} />,
  },
  {
    key: 'total',
    title: '股金合计（元）',
    align: 'right',
    render: (row) => <Money yuan={row.total} />,
  },
  {
    key: 'unopened',
    title: '出资额待登记的成员（名）',
    align: 'right',
    render: (row) => <NumberText value={row.unopened} />,
  },
]
