import { Segmented, Tag } from 'antd'
import { useState } from 'react'
import type { CheckResult } from '#contract/supervision.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { SeverityTag } from '../ui/tags.tsx'
import { NumberText } from '../ui/values.tsx'
import { scopeTo, useScope } from './scope-bar.tsx'

type RuleRow = CheckResult['rules'][number]

const VIEWS = [
  { value: 'all', label: '全部规则' },
  { value: 'fails', label: '查出问题的' },
  { value: 'unknown', label: '还判不了的' },
  { value: 'off', label: '未启用的' },
]

/** Every rule with its four answers; each figure opens the bodies behind it. */
export function CheckRules(props: { rules: readonly RuleRow[] }) {
  const { query } = useScope()
  const [view, setView] = useState('all')
  const shown = props.rules.filter(
    (one) =>
      view === 'all' ||
      (view === 'fails' && one.fails > 0) ||
      (view === 'unknown' && one.unknown > 0) ||
      (view === 'off' && one.off !== null),
  )
  return (
    <section className="panel">
      <h3>逐条规则</h3>
      <Segmented options={VIEWS} value={view} onChange={setView} style={{ marginBottom: 12 }} />
      <DataRows
        rows={shown}
        rowKey={(row) => row.rule}
        columns={ruleColumns(query)}
        tone={(row) => (row.off === null ? '' : 'quiet')}
        empty={<EmptyState says={view === 'fails' ? '没有查出问题' : '没有这样的规则'} />}
      />
    </section>
  )
}

/** The clause as it stands in its document: document#clause. */
export function citation(document: string, clause: string): string {
  return clause.includes('#') ? clause : `${document}#${clause}`
}

function ruleColumns(query: Record<string, string | undefined>): RowColumn<RuleRow>[] {
  const counted = (
    key: 'passes' | 'fails' | 'unknown' | 'notApplicable',
    title: string,
    path?: string,
  ): RowColumn<RuleRow> => ({
    key,
    title,
    align: 'right',
    width: 88,
    render: (row) => {
      if (row.off !== null) return <span className="unknown">—</span>
      const figure = <NumberText value={row[key]} />
      const past = query['day'] !== undefined
      if (path === undefined || row[key] === 0 || (past && key === 'fails')) return figure
      return (
        <Go to={scopeTo(path, { ...query, rule: row.rule, ...(key === 'fails' && { open: '1' }) })}>
          {figure}
        </Go>
      )
    },
  })
  return [
    {
      key: 'label',
      title: '规则',
      head: true,
      width: 300,
      render: (row) => (
        <>
          {row.label} {row.off !== null && <Tag color="gold">未启用：{row.off}</Tag>}
        </>
      ),
    },
    {
      key: 'clause',
      title: '依据',
      width: 280,
      render: (row) => (
        <span title={row.documentTitle}>
          <ClauseLink clause={citation(row.document, row.clause)} label={row.clauseLabel} />
        </span>
      ),
    },
    { key: 'severity', title: '程度', width: 72, render: (row) => <SeverityTag severity={row.severity} /> },
    counted('passes', '符合'),
    counted('fails', '不符合', '/findings'),
    counted('unknown', '待查明', '/unknown'),
    counted('notApplicable', '不适用'),
  ]
}
