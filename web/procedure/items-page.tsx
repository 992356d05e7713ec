import { Select, Switch } from 'antd'
import { Suspense } from 'react'
import { type ItemHead, listItems } from '#contract/kernel/procedures.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { problemsOf } from '../shell/refusal.ts'
import { AreaFilter, ChoiceFilter } from '../ui/address-filters.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { Unknown } from '../ui/values.tsx'
import { pagesOf, type ProcedurePages } from './declared.ts'
import { DueText } from './light.tsx'
import { useUnits } from './unit-picker.tsx'
import '../ui/items.css'
import './procedure.css'

const PAGE_SIZE = 50
const LIGHTS = [
  { value: '', label: '全部期限' },
  { value: 'red', label: '逾期' },
  { value: 'yellow', label: '临近期限' },
]

/** The items of one procedure by state and deadline; each unit finds its own. */
export function ItemsPage() {
  const pages = pagesOf(usePathParam('procedure'))
  if (pages === undefined) return <PageMissing />
  return (
    <Page
      title={pages.title}
      views
      says={pages.says}
      actions={
        pages.Actions !== undefined && (
          <Suspense fallback={null}>
            <pages.Actions />
          </Suspense>
        )
      }
    >
      {pages.Head !== undefined && (
        <Suspense fallback={null}>
          <pages.Head />
        </Suspense>
      )}
      <ItemList pages={pages} />
    </Page>
  )
}

/** What narrows the list, as it stands in the address bar. */
const NARROWS = ['area', 'state', 'unit', 'subject', 'parent', 'body'] as const

function useAsked() {
  const address = useAddress()
  const light = (['red', 'yellow'] as const).find((one) => one === address.get('light'))
  const plain: Partial<Record<(typeof NARROWS)[number], string>> = {}
  for (const key of NARROWS) {
    const value = address.get(key)
    if (value !== undefined) plain[key] = value
  }
  return {
    ...plain,
    ...(light !== undefined && { light }),
    ...(address.get('mine') === '1' && { mine: '1' as const }),
    page: Number(address.get('page') ?? 1),
    size: PAGE_SIZE,
  }
}

function ItemList(props: { pages: ProcedurePages }) {
  const { pages } = props
  const address = useAddress()
  const asked = useAsked()
  const answer = useCall(listItems, { params: { procedure: pages.of.id }, query: asked }, { keep: true })
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  const filtered = Object.keys(asked).length > 2
  return (
    <>
      <ItemFilters units={pages.units} />
      <div className="board" role="group" aria-label="按状态查看">
        {(answer.data?.states ?? []).map((one) => (
          <button
            key={one.state}
            type="button"
            className={address.get('state') === one.state ? 'board-state chosen' : 'board-state'}
            aria-pressed={address.get('state') === one.state}
            onClick={() =>
              address.set({
                state: address.get('state') === one.state ? undefined : one.state,
                page: undefined,
              })
            }
          >
            <b>{one.count}</b>
            {one.label}
            {one.late > 0 && <small>逾期 {one.late}</small>}
          </button>
        ))}
      </div>
      <section className="panel">
        <DataRows
          rows={answer.data?.items ?? []}
          rowKey={(row) => row.id}
          columns={columnsOf(pages)}
          tone={(row) => (row.light === 'red' ? 'bad' : row.final ? 'quiet' : '')}
          loading={answer.isFetching}
          total={answer.data?.total ?? 0}
          page={asked.page}
          size={PAGE_SIZE}
          onPage={(page) => address.set({ page })}
          empty={<EmptyState says={filtered ? '没有符合条件的事项' : pages.empty} />}
        />
      </section>
    </>
  )
}

function ItemFilters(props: { units: boolean }) {
  const address = useAddress()
  return (
    <div className="panel no-print item-filters">
      <AreaFilter />
      {props.units && <UnitFilter />}
      {props.units && (
        <Labelled label="只看本单位的">
          <Switch
            checked={address.get('mine') === '1'}
            onChange={(on) => address.set({ mine: on ? '1' : undefined, page: undefined })}
          />
        </Labelled>
      )}
      <ChoiceFilter of="light" label="期限" options={LIGHTS} />
    </div>
  )
}

function UnitFilter() {
  const address = useAddress()
  const units = useUnits()
  return (
    <Labelled label="单位">
      <Select
        aria-label="单位"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={address.get('unit') ?? null}
        options={units.map(({ id, name }) => ({ value: id, label: name, title: name }))}
        onChange={(unit: string | null | undefined) =>
          address.set({ unit: unit ?? undefined, page: undefined })
        }
        placeholder="全部单位"
        notFoundContent="还没有单位"
        style={{ width: 200 }}
      />
    </Labelled>
  )
}

function columnsOf(pages: ProcedurePages): RowColumn<ItemHead>[] {
  const { of, units } = pages
  return [
    {
      key: 'title',
      title: pages.itemWord,
      head: true,
      fixed: true,
      width: 320,
      render: (row) => (
        <>
          <Go to={`/procedures/${row.procedure}/${row.id}`}>{row.title}</Go>
          <div className="faint">{row.code}</div>
        </>
      ),
    },
    ...(of.of === 'body'
      ? [
          {
            key: 'body',
            title: '合作社',
            width: 240,
            render: (row: ItemHead) => (
              <>
                {row.body === null ? <Unknown /> : <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>}
                <div className="faint">{row.areaName}</div>
              </>
            ),
          },
        ]
      : []),
    { key: 'state', title: '状态', width: 100, render: (row) => <StatusTag status={row.stateLabel} /> },
    ...(units
      ? [
          {
            key: 'unit',
            title: '牵头单位',
            width: 160,
            render: (row: ItemHead) => row.unit?.name ?? <Unknown />,
          },
          {
            key: 'helpers',
            title: '配合单位',
            width: 180,
            render: (row: ItemHead) => row.helpers.map((one) => one.name).join('、') || <Unknown />,
          },
        ]
      : []),
    { key: 'dueOn', title: '期限', width: 200, render: (row) => <DueText item={row} /> },
  ]
}
