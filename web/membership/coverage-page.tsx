import { Button, Input, Tag } from 'antd'
import type { z } from 'zod'
import { COVERAGE_SHEET_PATH, listCoverage, type WireCoverage } from '#contract/membership/coverage.ts'
import { useAddress } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { AreaFilter, ChoiceFilter } from '../ui/address-filters.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { GroundLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText, Unknown } from '../ui/values.tsx'
import '../procedure/procedure.css'

const ONLY = [
  { value: '', label: '全部' },
  { value: 'below', label: '没有达到下限' },
  { value: 'still', label: '没有比一年前增加' },
  { value: 'unknown', label: '不知道村总户数' },
  { value: 'diluted', label: '保留股份被稀释' },
]
type Only = NonNullable<z.input<typeof listCoverage.query>['only']>
const PAGE_SIZE = 50

/** 入社覆盖: joined households against those of the village, cooperative by cooperative. */
export function CoveragePage() {
  const address = useAddress()
  const [area, q, only] = [address.get('area'), address.get('q'), address.get('only')]
  const page = Number(address.get('page') ?? 1)
  const filter = {
    ...(area !== undefined && { area }),
    ...(q !== undefined && { q }),
    ...(ONLY.some((one) => one.value === only && one.value !== '') && { only: only as Only }),
  }
  const answer = useCall(listCoverage, { query: { ...filter, page, size: PAGE_SIZE } }, { keep: true })
  const data = answer.data
  return (
    <Page
      title="入社覆盖"
      views
      says={<Says floor={data?.floor ?? null} />}
      error={answer.error}
      loading={answer.isPending}
      actions={<Button href={link(COVERAGE_SHEET_PATH, {}, filter)}>导出</Button>}
    >
      <Filters />
      {data !== undefined && (
        <section className="panel">
          <DataRows
            rows={data.rows}
            rowKey={(row) => row.body}
            columns={COLUMNS}
            tone={(row) => (row.reached === false || (row.diluted ?? 0) > 0 ? 'bad' : '')}
            loading={answer.isPlaceholderData}
            total={data.total}
            page={page}
            size={PAGE_SIZE}
            onPage={(next) => address.set({ page: next })}
            empty={
              <EmptyState
                says="没有符合条件的合作社；有成员名册的才列在这里"
                next={<Go to="/registers/member">打开成员（户）名册</Go>}
              />
            }
          />
        </section>
      )}
    </Page>
  )
}

function Says(props: { floor: z.output<typeof listCoverage.response>['floor'] }) {
  const { floor } = props
  return (
    <>
      入社农户占行政村总户数多少、比一年前多不多，困难成员和他们的保留股份
      {floor !== null && (
        <>
          ；下限 {floor.says}（
          <GroundLink ground={floor.clause} />）
        </>
      )}
    </>
  )
}

function Filters() {
  const address = useAddress()
  return (
    <div className="panel no-print item-filters">
      <AreaFilter />
      <Labelled label="只看">
        <ChoiceFilter of="only" label="只看" options={ONLY} width={190} />
      </Labelled>
      <Input.Search
        aria-label="按名称找合作社"
        placeholder="合作社名称中的几个字"
        allowClear
        defaultValue={address.get('q') ?? ''}
        style={{ width: 220 }}
        onSearch={(text) => address.set({ q: text.trim() || undefined, page: undefined })}
      />
    </div>
  )
}

const COLUMNS: readonly RowColumn<WireCoverage>[] = [
  {
    key: 'name',
    title: '合作社',
    head: true,
    fixed: true,
    width: 230,
    render: (row) => (
      <>
        <Go to={`/coverage/${row.body}`}>{row.bodyName}</Go> {row.led && <Tag>党支部领办</Tag>}
        <div className="faint">{row.areaName}</div>
      </>
    ),
  },
  {
    key: 'state',
    title: '是否达到下限',
    render: (row) =>
      row.reached === null ? (
        <span className="faint">
          {row.base === null ? (
            <Go to="/registers/village_households">不知道村总户数，去登记</Go>
          ) : row.led ? (
            '本地没有执行下限'
          ) : (
            '不是党支部领办的，不比'
          )}
        </span>
      ) : row.reached ? (
        <Tag color="green">达到</Tag>
      ) : (
        <Tag color="red">还差 {row.lacking} 户</Tag>
      ),
  },
  {
    key: 'households',
    title: '入社农户（户）',
    align: 'right',
    render: (row) => <NumberText value={row.households} />,
  },
  {
    key: 'base',
    title: '村总户数（户）',
    align: 'right',
    render: (row) =>
      row.base === null ? (
        <Unknown />
      ) : (
        <span title={`${row.baseYear} 年`}>
          <NumberText value={row.base} />
        </span>
      ),
  },
  { key: 'percent', title: '占比', align: 'right', render: (row) => row.percent ?? <Unknown /> },
  { key: 'change', title: '比一年前（户）', align: 'right', render: (row) => <Change row={row} /> },
  { key: 'weak', title: '困难成员（名）', align: 'right', render: (row) => <NumberText value={row.weak} /> },
  {
    key: 'diluted',
    title: '被稀释（名）',
    align: 'right',
    render: (row) => <NumberText value={row.diluted} />,
  },
]

/** More or fewer than a year ago, in words and sign. */
export function Change(props: { row: Pick<WireCoverage, 'households' | 'yearAgo'> }) {
  const { households, yearAgo } = props.row
  if (yearAgo === null) return <Unknown />
  const change = households - yearAgo
  return (
    <span className={change < 0 ? 'number negative' : 'number'}>
      {change > 0 ? `+${change}` : change === 0 ? '没有变' : change}
    </span>
  )
}
