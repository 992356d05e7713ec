import { Segmented, Switch, Tag } from 'antd'
import type { z } from 'zod'
import { listCases } from '#contract/supervision.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { grouped, ordered } from '../ui/order.ts'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { ScopeBar, scopeTo, useScope } from './scope-bar.tsx'
import './cases.css'

type CaseRow = z.infer<typeof listCases.response>['cases'][number]

/** As many as one answer may hold; the board counts over them. */
const MOST = 500

/** 整改台账: problem cases by state, the late ones first. */
export function CasesPage() {
  const { address, query } = useScope()
  const mine = address.get('mine') === '1'
  const late = address.get('late') === '1'
  const answer = useCall(
    listCases,
    {
      query: {
        ...(query.area !== undefined && { area: query.area }),
        ...(mine && { mine: '1' as const }),
        ...(late && { late: '1' as const }),
        size: MOST,
      },
    },
    { keep: true },
  )
  const cases = answer.data?.cases ?? []
  const state = address.get('state')
  return (
    <Page
      title="整改台账"
      says={answer.data === undefined ? '' : `共 ${answer.data.total} 件`}
      error={answer.error}
      loading={answer.isPending}
    >
      <ScopeBar withDay={false}>
        <Labelled label="只看我负责的">
          <Switch checked={mine} onChange={(on) => address.set({ mine: on ? '1' : undefined })} />
        </Labelled>
        <Labelled label="只看逾期的">
          <Switch checked={late} onChange={(on) => address.set({ late: on ? '1' : undefined })} />
        </Labelled>
      </ScopeBar>
      <Board cases={cases} state={state} onState={(picked) => address.set({ state: picked })} />
      <section className="panel">
        <DataRows
          rows={lateFirst(cases.filter((one) => state === undefined || one.state === state))}
          rowKey={(row) => row.id}
          columns={COLUMNS}
          tone={(row) => (row.late ? 'bad' : '')}
          empty={
            <EmptyState
              says={mine ? '没有您负责的整改单' : '还没有整改单，先从问题清单立案'}
              next={<Go to={scopeTo('/findings', { area: query.area, open: '1' })}>去问题清单立案</Go>}
            />
          }
        />
        {answer.data !== undefined && answer.data.total > MOST && (
          <p className="faint">只列出前 {MOST} 件，请选择乡镇缩小范围</p>
        )}
      </section>
    </Page>
  )
}

interface BoardProps {
  cases: readonly CaseRow[]
  state: string | undefined
  onState: (state: string | undefined) => void
}

function Board(props: BoardProps) {
  if (props.cases.length === 0) return null
  const states = [...grouped(props.cases, (one) => one.state)].map(([state, cases]) => ({
    value: state,
    label: (
      <span className="board-state">
        <b>{cases.length}</b>
        {cases[0]?.stateLabel ?? state}
        {cases.some((one) => one.late) && <small>逾期 {cases.filter((one) => one.late).length}</small>}
      </span>
    ),
  }))
  const all = {
    value: '',
    label: (
      <span className="board-state">
        <b>{props.cases.length}</b>全部
      </span>
    ),
  }
  return (
    <div className="board">
      <Segmented
        size="large"
        options={[all, ...states]}
        value={props.state ?? ''}
        onChange={(picked) => props.onState(picked === '' ? undefined : picked)}
      />
    </div>
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
  { key: 'findings', title: '问题', align: 'right', width: 70, render: (row) => `${row.findings.length} 条` },
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
