import type { z } from 'zod'
import { overview, type overviewRow } from '#contract/reporting.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { Bars } from '../ui/bars.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Figure } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText, Unknown } from '../ui/values.tsx'

type Overview = z.infer<typeof overview.response>
type OverviewRow = z.infer<typeof overviewRow>

/** 辖区总览: the figures of an area, its classes, and the areas right below it, down to the list of a village. */
export function OverviewPage() {
  const area = useAddress().get('area')
  const answer = useCall(overview, { query: area === undefined ? {} : { area } }, { keep: true })
  const data = answer.data
  return (
    <Page
      title={data === undefined ? '辖区总览' : `${data.areaName} · 辖区总览`}
      {...(data !== undefined && { crumbs: crumbsOf(data.path) })}
      says={data && (datesOf(data) || undefined)}
      error={answer.error}
      loading={answer.isPending}
    >
      {data !== undefined && <OverviewContent data={data} />}
    </Page>
  )
}

/** The names that the area had, with those that it took in, and since when it is no more. */
function datesOf(data: Pick<Overview, 'formerNames' | 'endedOn'>): string {
  const names = data.formerNames.map((one) => `${one.name}（到 ${one.until}）`)
  return [
    names.length > 0 && `原名或并入：${names.join('、')}`,
    data.endedOn !== null && `自 ${data.endedOn} 起撤销`,
  ]
    .filter(Boolean)
    .join('；')
}

function crumbsOf(path: Overview['path']) {
  return path.map((one, index) =>
    index === path.length - 1 ? { label: one.name } : { label: one.name, to: `/overview?area=${one.area}` },
  )
}

function OverviewContent(props: { data: Overview }) {
  const { data } = props
  return (
    <>
      <div className="figures">
        {data.figures.map((one) => (
          <Figure key={one.id} {...one} />
        ))}
      </div>
      <section className="panel">
        <h3>分类情况</h3>
        {data.classes.length === 0 ? (
          <EmptyState says="尚未体检，没有分类结果" next={<Go to={`/check?area=${data.area}`}>去体检</Go>} />
        ) : (
          <Bars
            unit="家"
            bars={data.classes.map((one) => ({
              label: one.class,
              value: one.bodies,
              to: listOf(data.area, { class: one.class }),
            }))}
          />
        )}
      </section>
      <section className="panel">
        <h3>下级辖区</h3>
        <DataRows
          rows={data.children}
          rowKey={(row) => row.area}
          columns={COLUMNS}
          empty={
            <EmptyState
              says="下面没有更小的辖区，直接看合作社名录"
              next={<Go to={listOf(data.area)}>打开 {data.areaName} 的合作社名录</Go>}
            />
          }
        />
      </section>
    </>
  )
}

function listOf(area: string, filter: Record<string, string> = {}): string {
  return `/registers/body?${new URLSearchParams({ area, ...filter }).toString()}`
}

/** A count that opens the rows behind it; zero has none. */
function Count(props: { value: number; to: string; bad?: boolean }) {
  if (props.value === 0) return <NumberText value={0} />
  return (
    <Go to={props.to} {...(props.bad === true && { className: 'negative' })}>
      <NumberText value={props.value} />
    </Go>
  )
}

const COLUMNS: readonly RowColumn<OverviewRow>[] = [
  {
    key: 'name',
    title: '辖区',
    head: true,
    fixed: true,
    render: (row) => (
      <Go to={row.area.length >= 12 ? listOf(row.area) : `/overview?area=${row.area}`}>{row.name}</Go>
    ),
  },
  {
    key: 'bodies',
    title: '合作社（家）',
    align: 'right',
    render: (row) => <Count value={row.bodies} to={listOf(row.area)} />,
  },
  {
    key: 'normal',
    title: '运行正常（家）',
    align: 'right',
    render: (row) => <Count value={row.normal} to={listOf(row.area, { status: '正常' })} />,
  },
  {
    key: 'statusUnknown',
    title: '状态不明（家）',
    align: 'right',
    render: (row) => <Count value={row.statusUnknown} to={listOf(row.area, { status: '∅' })} />,
  },
  {
    key: 'withFindings',
    title: '有问题（家）',
    align: 'right',
    render: (row) => <Count value={row.withFindings} to={`/findings?area=${row.area}&open=1`} />,
  },
  {
    key: 'openCases',
    title: '整改中（件）',
    align: 'right',
    render: (row) => <Count value={row.openCases} to={`/cases?area=${row.area}`} />,
  },
  {
    key: 'lateCases',
    title: '逾期（件）',
    align: 'right',
    render: (row) => <Count value={row.lateCases} to={`/cases?area=${row.area}&late=1`} bad />,
  },
  {
    key: 'completeness',
    title: '档案完整度',
    align: 'right',
    render: (row) => (row.completeness === null ? <Unknown /> : `${row.completeness.toFixed(1)}%`),
  },
  { key: 'fiveHaves', title: '五有达标', align: 'right', render: (row) => row.fiveHaves ?? <Unknown /> },
]
