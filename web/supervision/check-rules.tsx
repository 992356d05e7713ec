import { Segmented, Tag } from 'antd'
import { useState } from 'react'
import type { CheckResult } from '#contract/supervision.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { grouped } from '../ui/order.ts'
import { SeverityTag } from '../ui/tags.tsx'
import { NumberText, Unknown } from '../ui/values.tsx'
import { scopeTo, useScope } from './scope-bar.tsx'

type RuleRow = CheckResult['rules'][number]

const VIEWS: readonly { value: string; label: string; takes: (one: RuleRow) => boolean }[] = [
  { value: 'all', label: '全部规则', takes: () => true },
  { value: 'fails', label: '查出问题的', takes: (one) => one.fails > 0 },
  { value: 'unknown', label: '还判不了的', takes: (one) => one.unknown > 0 },
  { value: 'off', label: '未启用的', takes: (one) => one.off !== null },
]

/** Every rule with its four answers, under the document that it stands in; each figure opens the bodies behind it. */
export function CheckRules(props: { rules: readonly RuleRow[] }) {
  const { query } = useScope()
  const [view, setView] = useState('all')
  const shown = props.rules.filter((one) => VIEWS.find(({ value }) => value === view)?.takes(one) === true)
  const documents = [...grouped(shown, (one) => one.documentTitle)]
  return (
    <section className="panel">
      <h3>逐条规则</h3>
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          options={VIEWS.map(({ value, label, takes }) => ({
            value,
            label: `${label} ${props.rules.filter(takes).length}`,
          }))}
          value={view}
          onChange={setView}
        />
      </div>
      {documents.length === 0 && <EmptyState says={view === 'fails' ? '没有查出问题' : '没有这样的规则'} />}
      {documents.map(([title, rules]) => (
        <div key={title}>
          <h4 style={{ margin: '18px 0 6px' }}>{title}</h4>
          <DataRows
            rows={rules}
            rowKey={(row) => row.rule}
            columns={ruleColumns(query)}
            tone={(row) => (row.off === null ? '' : 'quiet')}
            compact
          />
        </div>
      ))}
    </section>
  )
}

/** The clause without the title of its document, which stands above already. */
function shortClause(row: RuleRow): string {
  return row.clauseLabel.replace(`《${row.documentTitle}》`, '').replace(row.documentTitle, '').trim()
}

function ruleColumns(query: Record<string, string | undefined>): RowColumn<RuleRow>[] {
  return [
    {
      key: 'label',
      title: '规则',
      head: true,
      width: 320,
      render: (row) => (
        <>
          {row.label} {row.off !== null && <Tag color="gold">未启用：{row.off}</Tag>}
        </>
      ),
    },
    {
      key: 'clause',
      title: '依据',
      width: 260,
      render: (row) => <ClauseLink clause={citation(row)} label={shortClause(row)} />,
    },
    { key: 'severity', title: '程度', width: 72, render: (row) => <SeverityTag severity={row.severity} /> },
    counted('passes', '符合（家）', () => undefined),
    counted('fails', '不符合（家）', (row) =>
      query['day'] === undefined ? scopeTo('/findings', { ...query, rule: row.rule, open: '1' }) : undefined,
    ),
    counted('unknown', '待查明（家）', (row) => scopeTo('/unknown', { ...query, rule: row.rule })),
    counted('notApplicable', '不适用（家）', () => undefined),
  ]
}

/** document#clause, however it came. */
function citation(row: RuleRow): string {
  return row.clause.includes('#') ? row.clause : `${row.document}#${row.clause}`
}

type Count = 'passes' | 'fails' | 'unknown' | 'notApplicable'

/** A count of bodies; it opens them where there are any and a page shows them. */
function counted(key: Count, title: string, to: (row: RuleRow) => string | undefined): RowColumn<RuleRow> {
  return {
    key,
    title,
    align: 'right',
    width: 88,
    render: (row) => {
      if (row.off !== null) return <Unknown />
      const address = row[key] === 0 ? undefined : to(row)
      const figure = <NumberText value={row[key]} />
      return address === undefined ? figure : <Go to={address}>{figure}</Go>
    },
  }
}
