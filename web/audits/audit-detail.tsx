import { Button } from 'antd'
import type { ReactNode } from 'react'
import { auditContent, type AuditContent } from '#contract/audits/audits.ts'
import { type Item, listItems } from '#contract/kernel/procedures.ts'
import { listCases } from '#contract/supervision.ts'
import { AUDIT_KINDS, AUDITORS } from '#core/audits/kinds.ts'
import { useCall } from '../shell/api.ts'
import { ClauseLink } from '../ui/figure.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { SeverityTag, StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'

/** To the plan of the year. */
export function AuditButtons() {
  const go = useGo()
  return <Button onClick={() => go('/audits')}>审计计划</Button>
}

/** What the audit is, what its report says, how its points stand, where its result hangs. */
export function AuditDetail(props: { item: Item }) {
  const { item } = props
  const parsed = auditContent.safeParse(item.payload)
  if (!parsed.success) return null
  const content = parsed.data
  return (
    <>
      <section className="panel">
        <h3>审计内容</h3>
        <Facts content={content} />
      </section>
      {content.report !== undefined && item.state !== 'running' && (
        <Report item={item} content={content} report={content.report} />
      )}
      {item.state !== 'planned' && <Notices audit={item.id} />}
    </>
  )
}

function Facts(props: { content: AuditContent }) {
  const { content } = props
  const { term, auditor, auditorKind } = content
  const lines: readonly [string, ReactNode][] = [
    ['种类', AUDIT_KINDS[content.kind]],
    ['年度', `${content.year} 年`],
    [
      '由谁审计',
      auditor === undefined || auditorKind === undefined
        ? '尚未安排'
        : `${auditor}（${AUDITORS[auditorKind]}）`,
    ],
    ...(content.about === '' ? [] : ([['审什么', content.about]] as [string, ReactNode][])),
    ...(term === undefined
      ? []
      : ([['任期', `${term.post} ${term.person}，${term.since} 至 ${term.leftOn}`]] as [
          string,
          ReactNode,
        ][])),
    ...(content.draw === undefined
      ? []
      : ([
          [
            '抽取',
            <Go key="draw" to={`/procedures/audit_draw/${content.draw}`}>
              查看抽取记录
            </Go>,
          ],
        ] as [string, ReactNode][])),
    ['依据', <Ground key="clause" clause={content.clause} kind={content.kind} />],
  ]
  return (
    <dl className="item-facts">
      {lines.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A plan for party-led cooperatives binds no others; those the office audits because it has planned to. */
function Ground(props: { clause: string; kind: AuditContent['kind'] }) {
  const [document, clause] = props.clause.split('#')
  if (document === 'cooperative-law')
    return (
      <>
        <ClauseLink clause={props.clause} label={`社法${clause}`} />
        {props.kind !== 'internal' && (
          <span className="faint">（没有要求审计的方案管到这家，由县、乡镇按工作计划安排）</span>
        )}
      </>
    )
  return (
    <>
      <ClauseLink clause={props.clause} label={`党支部领办${clause}`} />
      <span className="faint">（只约束党支部领办的合作社，其他合作社由县、乡镇按工作计划安排）</span>
    </>
  )
}

type Points = NonNullable<AuditContent['report']>['points']

function Report(props: { item: Item; content: AuditContent; report: NonNullable<AuditContent['report']> }) {
  const { item, content, report } = props
  return (
    <section className="panel">
      <h3>审计报告</h3>
      <p>
        <DayText day={report.reportedOn} /> 出具，审计期间 {report.from} 至 {report.to}
        ；报告原件在下面的办理经过里
      </p>
      <p>{report.summary}</p>
      {report.points.length === 0 ? (
        <p>没有提出问题。</p>
      ) : (
        <PointRows item={item} content={content} points={report.points} />
      )}
    </section>
  )
}

function PointRows(props: { item: Item; content: AuditContent; points: Points }) {
  const { item, content, points } = props
  const raised = content.cases.length > 0
  const query = { body: item.body ?? '', size: 500 }
  const found = useCall(listCases, { query }, { enabled: raised })
  const cases = new Map((found.data?.cases ?? []).map((one) => [one.id, one]))
  const rows = points.map((point, at) => ({
    ...point,
    number: at + 1,
    id: content.cases[at],
    waived: content.waived.includes(at + 1),
    asked: content.asked.includes(at + 1),
    case: cases.get(content.cases[at] ?? ''),
  }))
  return (
    <DataRows
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        {
          key: 'says',
          title: '问题',
          head: true,
          render: (row) => (
            <>
              {row.number}. {row.says}
              {row.remedy !== '' && <div className="faint">{row.remedy}</div>}
            </>
          ),
        },
        { key: 'severity', title: '轻重', render: (row) => <SeverityTag severity={row.severity} /> },
        { key: 'ground', title: '不符合', render: (row) => row.ground || <Unknown /> },
        {
          key: 'case',
          title: '整改',
          render: (row) =>
            row.id === undefined ? (
              '尚未交办'
            ) : (
              <>
                <Go to={`/cases/${row.id}`}>{row.case?.code ?? '整改单'}</Go>{' '}
                <StatusTag
                  status={row.waived ? '免予整改' : row.asked ? '申请免予整改' : row.case?.stateLabel}
                />
              </>
            ),
        },
        { key: 'owner', title: '责任人', render: (row) => row.case?.ownerName ?? <Unknown /> },
        { key: 'due', title: '期限', render: (row) => <DayText day={row.case?.dueOn} /> },
      ]}
    />
  )
}

function Notices(props: { audit: string }) {
  const found = useCall(listItems, {
    params: { procedure: 'audit_notice' },
    query: { parent: props.audit },
  })
  return (
    <section className="panel">
      <h3>向成员通报</h3>
      <DataRows
        compact
        rows={found.data?.items ?? []}
        rowKey={(row) => row.id}
        empty={<EmptyState says="登记审计报告后自动生成通报" />}
        columns={[
          {
            key: 'title',
            title: '通报',
            head: true,
            render: (row) => <Go to={`/procedures/audit_notice/${row.id}`}>{row.title}</Go>,
          },
          { key: 'state', title: '状态', render: (row) => <StatusTag status={row.stateLabel} /> },
          { key: 'due', title: '期限', render: (row) => <DayText day={row.dueOn} /> },
        ]}
      />
    </section>
  )
}
