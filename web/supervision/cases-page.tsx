import { Switch, Tag } from 'antd'
import type { z } from 'zod'
import { listCases } from '#contract/supervision.ts'
import { type Input, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { ordered } from '../ui/order.ts'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { CaseBoard } from './case-board.tsx'
import { ScopeBar, scopeTo, useScope } from './scope-bar.tsx'

type CaseRow = z.infer<typeof listCases.response>['cases'][number]

const PAGE_SIZE = 50

/** 整改台账: problem cases by state, the late ones first. */
export function CasesPage() {
  const { address, query } = useScope()
  const mine = address.get('mine') === '1'
  const late = address.get('late') === '1'
  const state = address.get('state')
  const page = Number(address.get('page') ?? 1)
  const filter = {
    ...(query.area !== undefined && { area: query.area }),
    ...(mine && { mine: '1' as const }),
    ...(late && { late: '1' as const }),
  }
  const asked = { ...filter, ...(state !== undefined && { state }), page, size: PAGE_SIZE }
  return (
    <Page views title="整改台账" says="从立案、交办、整改到核验销号，逾期的排在最前">
      <ScopeBar withDay={false}>
        <Labelled label="只看我负责的">
          <Switch
            checked={mine}
            onChange={(on) => address.set({ mine: on ? '1' : undefined, page: undefined })}
          />
        </Labelled>
        <Labelled label="只看逾期的">
          <Switch
            checked={late}
            onChange={(on) => address.set({ late: on ? '1' : undefined, page: undefined })}
          />
        </Labelled>
      </ScopeBar>
      <CaseBoard
        filter={filter}
        state={state}
        onState={(picked) => address.set({ state: picked, page: undefined })}
      />
      <CaseList asked={asked} filtered={mine || late || state !== undefined} />
    </Page>
  )
}

interface CaseListProps {
  asked: NonNullable<Input<typeof listCases.params, typeof listCases.query>['query']> & { page: number }
  /** Whether anything narrows the list. */
  filtered: boolean
}

function CaseList(props: CaseListProps) {
  const { address, query } = useScope()
  const answer = useCall(listCases, { query: props.asked }, { keep: true })
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  return (
    <section className="panel">
      <DataRows
        rows={lateFirst(answer.data?.cases ?? [])}
        rowKey={(row) => row.id}
        columns={COLUMNS}
        tone={(row) => (row.late ? 'bad' : '')}
        loading={answer.isFetching}
        total={answer.data?.total ?? 0}
        page={props.asked.page}
        size={PAGE_SIZE}
        onPage={(next) => address.set({ page: next })}
        empty={
          <EmptyState
            says={props.filtered ? '没有符合条件的整改单' : '还没有整改单，先从问题清单立案'}
            next={<Go to={scopeTo('/findings', { area: query.area, open: '1' })}>去问题清单立案</Go>}
          />
        }
      />
    </section>
  )
}

/** Late ones first, then by the day they are due. */
function lateFirst(cases: readonly CaseRow[]): CaseRow[] {
  const weight = (one: CaseRow) => `${one.late ? 0 : 1}${one.dueOn ?? '9999'}`
  return ordered(cases, (a, b) => weight(a).localeCompare(weight(b)))
}

const COLUMNS: readonly RowColumn<CaseRow>[] = [
  {
    key: 'title',
    title: '整改事项',
    head: true,
    fixed: true,
    width: 300,
    render: (row) => (
      <>
        <Go to={`/cases/${row.id}`}>{row.title}</Go>
        <div className="faint">{row.code}</div>
      </>
    ),
  },
  {
    key: 'body',
    title: '合作社',
    width: 240,
    render: (row) => (
      <>
        <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>
        <div className="faint">{row.areaName}</div>
      </>
    ),
  },
  { key: 'state', title: '状态', width: 100, render: (row) => <StatusTag status={row.stateLabel} /> },
  { key: 'owner', title: '责任人', width: 110, render: (row) => row.ownerName ?? <Unknown /> },
  { key: 'openedOn', title: '立案日期', width: 110, render: (row) => <DayText day={row.openedOn} /> },
  {
    key: 'dueOn',
    title: '整改期限',
    width: 190,
    render: (row) => (
      <>
        <DayText day={row.dueOn} /> {row.late && <Tag color="red">逾期</Tag>}
        {row.dueNote !== null && <Tag color="gold">{row.dueNote}</Tag>}
      </>
    ),
  },
]
