import { Button } from 'antd'
import type { WireFinding } from '#contract/registry.ts'
import { listFindings, PROBLEM_LIST_PATH } from '#contract/supervision.ts'
import { link, useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { ClauseClashes, ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { SeverityTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import { FindingFilters } from './finding-filters.tsx'
import { OpenCases, useChosenFindings } from './open-cases.tsx'
import { scopeTo, useScope } from './scope-bar.tsx'

const PAGE_SIZE = 50

/** 问题清单: what the check found, filtered by the address bar; chosen rows become cases. */
export function FindingsPage() {
  const { address, query } = useScope()
  const page = Number(address.get('page') ?? 1)
  const open = address.get('open') === '0' ? ('0' as const) : ('1' as const)
  const filter = {
    ...query,
    ...pick('rule', address.get('rule')),
    ...pick('severity', address.get('severity')),
    open,
  }
  const answer = useCall(listFindings, { query: { ...filter, page, size: PAGE_SIZE } }, { keep: true })
  const chosen = useChosenFindings()
  const data = answer.data
  return (
    <Page
      title="问题清单"
      views
      says={data === undefined ? '' : `共 ${data.total} 条，一社一条规则计一条`}
      error={answer.error}
      loading={answer.isPending}
      actions={<Button href={link(PROBLEM_LIST_PATH, {}, filter)}>导出问题台账</Button>}
    >
      <FindingFilters />
      <OpenCases chosen={chosen} area={query.area} />
      {data !== undefined && (
        <section className="panel">
          <DataRows
            rows={data.findings}
            rowKey={(row) => row.id}
            columns={COLUMNS}
            chosen={chosen.ids}
            onChoose={(ids) => chosen.choose(ids, data.findings)}
            choosable={(row) => row.case === null && row.closedOn === null}
            tone={(row) => (row.closedOn === null ? '' : 'quiet')}
            loading={answer.isPlaceholderData}
            total={data.total}
            page={page}
            size={PAGE_SIZE}
            onPage={(next) => address.set({ page: next })}
            empty={
              <EmptyState
                says="没有符合条件的问题"
                next={<Go to={scopeTo('/check', query)}>看体检结果</Go>}
              />
            }
          />
        </section>
      )}
    </Page>
  )
}

function pick(key: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [key]: value }
}

const COLUMNS: readonly RowColumn<WireFinding>[] = [
  {
    key: 'body',
    title: '合作社',
    head: true,
    fixed: true,
    width: 188,
    render: (row) => (
      <>
        <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>
        <div className="faint">{row.areaName}</div>
      </>
    ),
  },
  { key: 'severity', title: '程度', width: 68, render: (row) => <SeverityTag severity={row.severity} /> },
  {
    key: 'says',
    title: '问题',
    width: 216,
    render: (row) => (
      <>
        {row.label}
        <div className="faint">{row.says}</div>
      </>
    ),
  },
  {
    key: 'value',
    title: '实际 / 标准',
    width: 104,
    render: (row) => (
      <>
        {row.value} / {row.threshold}
      </>
    ),
  },
  {
    key: 'clause',
    title: '依据',
    width: 214,
    render: (row) => (
      <>
        <ClauseLink clause={row.clause} label={row.clauseLabel} />
        <ClauseClashes clashes={row.clashes} />
      </>
    ),
  },
  { key: 'remedy', title: '怎么改', width: 178, render: (row) => row.remedy },
  {
    key: 'case',
    title: '发现日期与整改',
    width: 124,
    render: (row) => (
      <>
        <DayText day={row.openedOn} />
        <div>
          {row.closedOn !== null ? (
            '已消除'
          ) : row.case === null ? (
            '未立案'
          ) : (
            <Go to={`/cases/${row.case}`}>整改单</Go>
          )}
        </div>
      </>
    ),
  },
]
