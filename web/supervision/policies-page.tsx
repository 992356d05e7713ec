import { Tag } from 'antd'
import { listPolicies, type PolicyDocumentHead } from '#contract/supervision/policies.ts'
import { useCall } from '../shell/api.ts'
import { ShareLine } from '../ui/bars.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'

type PolicyRow = PolicyDocumentHead

const GROUPS = [
  { kind: 'law', label: '法律法规和全国制度' },
  { kind: 'plan', label: '各地方案' },
] as const

/** 法规与方案: the documents that bind here and the plans that may be taken as a model. */
export function PoliciesPage() {
  const answer = useCall(listPolicies)
  const documents = answer.data?.documents ?? []
  return (
    <Page
      title="法规与方案"
      says="体检的每条规则、每个时限都出自这里的条款；点开可看每一条由什么落实"
      error={answer.error}
      loading={answer.isPending}
    >
      {GROUPS.map((group) => (
        <section key={group.kind} className="panel">
          <h3>{group.label}</h3>
          <Coverage rows={documents.filter((one) => one.kind === group.kind)} />
          <DataRows
            rows={documents.filter((one) => one.kind === group.kind)}
            rowKey={(row) => row.id}
            columns={COLUMNS}
            tone={(row) => (row.inForce ? '' : 'quiet')}
            empty={<EmptyState says="还没有这类文件" />}
          />
        </section>
      ))}
    </Page>
  )
}

/** The counts of `heshe policy coverage`, summed over the group. */
function Coverage(props: { rows: readonly PolicyRow[] }) {
  const sum = (of: (row: PolicyRow) => number) => props.rows.reduce((all, row) => all + of(row), 0)
  return (
    <p className="faint">
      共 {sum((row) => row.clauseCount)} 条：已落实 {sum((row) => row.answered)} 条，待建{' '}
      {sum((row) => row.planned)} 条，不宜由软件代办 {sum((row) => row.none)} 条
    </p>
  )
}

/** The place that the document binds; a bare code is not shown. */
export function placeInWords(place: string | null): string {
  if (place === null) return '全国'
  return /^\d+$/.test(place) ? '印发地' : place
}

const COLUMNS: readonly RowColumn<PolicyRow>[] = [
  {
    key: 'title',
    title: '文件',
    head: true,
    width: 420,
    render: (row) => (
      <>
        <Go to={`/policies/${row.id}`}>{row.title}</Go>
        <div className="faint">{[row.number, row.issuer].filter(Boolean).join(' · ')}</div>
      </>
    ),
  },
  { key: 'place', title: '适用地区', width: 140, render: (row) => placeInWords(row.place) },
  {
    key: 'inForce',
    title: '本地效力',
    width: 110,
    render: (row) => (row.inForce ? <Tag color="green">本地执行</Tag> : <Tag>仅供参考</Tag>),
  },
  {
    key: 'from',
    title: '施行起止',
    width: 200,
    render: (row) => (
      <>
        <DayText day={row.from} /> 至 {row.to === null ? '今' : <DayText day={row.to} />}
      </>
    ),
  },
  {
    key: 'answered',
    title: '条款落实',
    width: 230,
    render: (row) => (
      <>
        <span className="number" style={{ whiteSpace: 'normal' }}>
          {row.clauseCount} 条中已落实 {row.answered} 条
          {row.planned > 0 && <span className="faint">，待建 {row.planned} 条</span>}
          {row.none > 0 && <span className="faint">，不宜由软件代办 {row.none} 条</span>}
        </span>
        <ShareLine
          percent={row.clauseCount === 0 ? 0 : (row.answered / row.clauseCount) * 100}
          label={`${row.clauseCount} 条中已落实 ${row.answered} 条`}
        />
      </>
    ),
  },
]
