import { Flex, Tag } from 'antd'
import type { WireFinding } from '#contract/registry.ts'
import { ClauseClashes, ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { SeverityTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import './finding-card.css'

/** One finding in full: what is wrong, by how much, who says so, what to do. */
export function FindingCard(props: {
  finding: WireFinding
  /** On the page of its case. */ inCase?: boolean
}) {
  const { finding } = props
  return (
    <article className={finding.closedOn === null ? 'finding' : 'finding closed'}>
      <Flex wrap gap="small" align="center" className="finding-head">
        <SeverityTag severity={finding.severity} />
        <strong>{finding.label}</strong>
        {finding.closedOn !== null && <Tag color="green">已消除</Tag>}
      </Flex>
      <p>{finding.says}</p>
      <dl className="finding-lines">
        <Measured finding={finding} />
        <div>
          <dt>依据</dt>
          <dd>
            <ClauseLink clause={finding.clause} label={finding.clauseLabel} />
            <ClauseClashes clashes={finding.clashes} />
          </dd>
        </div>
        <div>
          <dt>怎么改</dt>
          <dd>{finding.remedy}</dd>
        </div>
        <div>
          <dt>发现日期</dt>
          <dd>
            <DayText day={finding.openedOn} />
            {finding.closedOn !== null && (
              <>
                ，<DayText day={finding.closedOn} /> 消除
              </>
            )}
          </dd>
        </div>
        {props.inCase !== true && (
          <div className="no-print">
            <dt>整改</dt>
            <dd>{finding.case === null ? '尚未立案' : <Go to={`/cases/${finding.case}`}>查看整改单</Go>}</dd>
          </div>
        )}
      </dl>
    </article>
  )
}

/** What was measured against what; what an audit found was measured by no rule and leads to the audit. */
function Measured(props: { finding: WireFinding }) {
  const { rule, value, threshold } = props.finding
  const audit = /^audit\/([^/]+)\//.exec(rule)?.[1]
  if (audit !== undefined)
    return (
      <div className="no-print">
        <dt>由来</dt>
        <dd>
          <Go to={`/procedures/book_audit/${audit}`}>查看这次审计</Go>
        </dd>
      </div>
    )
  return (
    <div>
      <dt>实际 / 标准</dt>
      <dd>
        <span className="number">{value}</span> / <span className="number">{threshold}</span>
      </dd>
    </div>
  )
}
