import { Alert } from 'antd'
import { listUnallowedDebts, type UnallowedDebt } from '#contract/reviews/projects.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, Money } from '../ui/values.tsx'

const TITLE = '没有经过同意的新增村级债务'

/** How many there are, above the list of projects; nothing where there are none. */
export function ProjectHead() {
  const area = useAddress().get('area')
  const found = useCall(listUnallowedDebts, { query: area === undefined ? {} : { area } })
  const total = found.data?.total ?? 0
  if (total === 0) return null
  return (
    <Alert
      type="warning"
      title={
        <>
          有 {total} 笔村级债务在方案以后形成，没有经过同意举债的项目：
          <Go to={`/village-debts/unallowed${area === undefined ? '' : `?area=${area}`}`}>逐笔看</Go>
        </>
      }
      style={{ marginBottom: 12 }}
    />
  )
}

/** Debts later than the plan, and what is missing of each. */
export function UnallowedPage() {
  const address = useAddress()
  const area = address.get('area')
  const page = Number(address.get('page') ?? 1)
  const found = useCall(listUnallowedDebts, { query: { page, ...(area !== undefined && { area }) } })
  const data = found.data
  return (
    <Page
      title={TITLE}
      crumbs={[{ label: '项目论证', to: '/procedures/village_project' }, { label: TITLE }]}
      says="方案实施以后形成的债务，要有县级研究同意举债的项目；补登的，在债务里写上论证项目编号"
      error={found.error}
      loading={found.isPending}
    >
      {data !== undefined && (
        <>
          {!data.adopted && <Alert type="info" title="这里没有采用要求不新增村级债务的方案，不作判断" />}
          {data.undated > 0 && (
            <Alert
              type="info"
              title={`另有 ${data.undated} 笔债务没有写形成日期，判不了是不是方案以后的；请在“村级债务”里补上`}
              style={{ marginBottom: 12 }}
            />
          )}
          {data.adopted && (
            <DataRows
              rows={data.rows}
              rowKey={(row) => row.id}
              columns={COLUMNS}
              empty="没有：方案以后的债务都有同意举债的项目"
              total={data.total}
              page={page}
              size={50}
              onPage={(next) => address.set({ page: String(next) })}
            />
          )}
        </>
      )}
    </Page>
  )
}

const COLUMNS: RowColumn<UnallowedDebt>[] = [
  {
    key: 'name',
    title: '债务',
    head: true,
    render: (row) => <Go to={`/registers/village_debt/${row.id}`}>{row.name}</Go>,
  },
  { key: 'village', title: '村', render: (row) => row.village },
  { key: 'borrowedOn', title: '形成日期', render: (row) => <DayText day={row.borrowedOn} /> },
  { key: 'since', title: '方案从哪天起', render: (row) => <DayText day={row.since} /> },
  { key: 'principal', title: '本金（元）', align: 'right', render: (row) => <Money yuan={row.principal} /> },
  { key: 'balance', title: '尚欠（元）', align: 'right', render: (row) => <Money yuan={row.balance} /> },
  { key: 'why', title: '差什么', render: (row) => row.why },
]
