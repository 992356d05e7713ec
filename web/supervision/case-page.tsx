import { Button, Tag, Timeline } from 'antd'
import { CASE_SHEET_PATH, type ProblemCase, readCase } from '#contract/supervision.ts'
import { FindingCard } from '../registry/finding-card.tsx'
import { usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, momentText, Unknown } from '../ui/values.tsx'
import { CaseActions } from './case-actions.tsx'
import '../ui/items.css'

/** 整改单: the findings with their clauses, the measures, who answers for it by when, and what may be done now. */
export function CasePage() {
  const id = usePathParam('id')
  const answer = useCall(readCase, { params: { id } })
  const data = answer.data
  return (
    <Page
      title={data === undefined ? '整改单' : data.title}
      crumbs={[{ label: '整改台账', to: '/cases' }, { label: data?.code ?? '整改单' }]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        data !== undefined && <Button href={link(CASE_SHEET_PATH, { id })}>下载整改单（打印签批用）</Button>
      }
    >
      {data !== undefined && <CaseContent data={data} />}
    </Page>
  )
}

function CaseContent(props: { data: ProblemCase }) {
  const { data } = props
  return (
    <>
      <section className="panel">
        <CaseFacts data={data} />
      </section>
      <section className="panel no-print">
        <h3>现在可以办</h3>
        <CaseActions data={data} />
      </section>
      <section className="panel">
        <h3>问题（{data.findings.length} 条）</h3>
        {data.findings.map((one) => (
          <FindingCard key={one.id} finding={one} inCase />
        ))}
      </section>
      <section className="panel">
        <h3>整改措施</h3>
        <DataRows
          rows={data.measures}
          rowKey={(row) => `${row.says}-${row.owner}-${row.dueOn}`}
          columns={[
            { key: 'says', title: '措施', head: true, render: (row) => row.says },
            { key: 'owner', title: '责任人', width: 140, render: (row) => row.owner ?? <Unknown /> },
            { key: 'dueOn', title: '时限', width: 130, render: (row) => <DayText day={row.dueOn} /> },
          ]}
          empty={<EmptyState says="还没有制定整改措施，交办后在“现在可以办”里制定" />}
        />
      </section>
      <section className="panel">
        <h3>办理经过</h3>
        <CaseHistory data={data} />
      </section>
    </>
  )
}

function CaseFacts(props: { data: ProblemCase }) {
  const { data } = props
  return (
    <dl className="item-facts">
      <div>
        <dt>状态</dt>
        <dd>
          <StatusTag status={data.stateLabel} />
          {data.late && <Tag color="red">逾期</Tag>}
        </dd>
      </div>
      <div>
        <dt>合作社</dt>
        <dd>
          <Go to={`/bodies/${data.body}`}>{data.bodyName}</Go>
          <div className="faint">{data.areaName}</div>
        </dd>
      </div>
      <div>
        <dt>责任人</dt>
        <dd>{data.ownerName ?? '尚未确定'}</dd>
      </div>
      <div>
        <dt>整改期限</dt>
        <dd>
          <DayText day={data.dueOn} /> {data.dueNote !== null && <Tag color="gold">{data.dueNote}</Tag>}
        </dd>
      </div>
      <div>
        <dt>立案日期</dt>
        <dd>
          <DayText day={data.openedOn} />
        </dd>
      </div>
      <div>
        <dt>编号</dt>
        <dd className="number">{data.code}</dd>
      </div>
    </dl>
  )
}

function CaseHistory(props: { data: ProblemCase }) {
  if (props.data.history.length === 0) return <EmptyState says="还没有办理记录" />
  return (
    <Timeline
      items={props.data.history.map((one, index) => ({
        key: index,
        color: one.onPaper ? 'gray' : 'green',
        content: (
          <>
            <span className="number">{momentText(one.at)}</span>{' '}
            <strong>{one.says === '' ? `${one.label}：${one.by}` : one.says}</strong>{' '}
            {one.onPaper && <Tag color="purple">纸质签批</Tag>}
            {one.note !== null && <div>{one.note}</div>}
            {one.files.length > 0 && <FileLinks files={one.files} />}
          </>
        ),
      }))}
    />
  )
}
