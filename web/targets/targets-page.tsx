import { Alert, Button } from 'antd'
import { useState } from 'react'
import { readTargets, TARGETS_SHEET_PATH, type TargetRow, type Targets } from '#contract/targets.ts'
import { link, useCall } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { scopeTo, ScopeBar, useScope } from '../supervision/scope-bar.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { NumberText } from '../ui/values.tsx'
import { OwnTargetForm } from './own-target.tsx'
import { TargetDetail } from './target-detail.tsx'

/** 目标任务: what the plans in force want of an area by which day, beside what the registers say. */
export function TargetsPage() {
  const { query } = useScope()
  const asked = {
    ...(query.area !== undefined && { area: query.area }),
    ...(query.day !== undefined && { day: query.day }),
  }
  const answer = useCall(readTargets, { query: asked }, { keep: true })
  const data = answer.data
  const go = useGo()
  const mayAdd = useMay('setTargets')
  const mayDivide = useMay('divideTargets')
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={data === undefined ? '目标任务' : `${data.areaName} · 目标任务`}
      views
      says="方案定的目标、实际到了哪里、照现在的进度到期能不能完成；没有台账可算的写“未知”，不按零计"
      error={answer.error}
      loading={answer.isPending}
      {...(data !== undefined && { crumbs: crumbsOf(data) })}
      actions={
        <>
          <Button href={link(TARGETS_SHEET_PATH, {}, asked)} download>
            导出进度表
          </Button>
          {mayAdd && <Button onClick={() => setAdding(true)}>自定目标</Button>}
          {mayDivide && (
            <Button onClick={() => go(scopeTo('/targets/divide', { area: query.area }))}>任务分解</Button>
          )}
        </>
      }
    >
      <ScopeBar {...(data !== undefined && { areaName: data.areaName })} />
      {adding && <OwnTargetForm onClose={() => setAdding(false)} />}
      {data !== undefined && <TargetsContent data={data} />}
    </Page>
  )
}

function crumbsOf(data: Targets) {
  return data.path.map((one, index) =>
    index === data.path.length - 1
      ? { label: one.name }
      : { label: one.name, to: `/targets?area=${one.area}` },
  )
}

function TargetsContent(props: { data: Targets }) {
  const { data } = props
  const { address } = useScope()
  const chosen = data.targets.find((one) => one.id === address.get('target'))
  const asking = data.targets.filter((one) => one.missing.length > 0).length
  if (data.targets.length === 0)
    return (
      <EmptyState says="这个辖区还没有采用定有目标的方案" next={<Go to="/policies">到方案依据采用一份</Go>} />
    )
  return (
    <>
      {asking > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={`有 ${asking} 项目标写得不完整，还不能考核：先补正，再生效。缺什么见各项目标的说明`}
        />
      )}
      {chosen !== undefined && (
        <TargetDetail key={chosen.id} target={chosen} onClose={() => address.set({ target: undefined })} />
      )}
      <section className="panel">
        <DataRows
          rows={data.targets}
          rowKey={(row) => row.id}
          columns={columnsFor((id) => address.set({ target: id }))}
          tone={(row) => (row.own.state === '落后' ? 'bad' : '')}
        />
      </section>
    </>
  )
}

function columnsFor(open: (id: string) => void): readonly RowColumn<TargetRow>[] {
  return [
    {
      key: 'label',
      title: '目标',
      head: true,
      render: (row) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => open(row.id)}>
          {row.label}（{row.by.slice(0, 4)}年）
        </Button>
      ),
    },
    { key: 'state', title: '状态', render: (row) => <State target={row} /> },
    {
      key: 'wanted',
      title: '要求',
      render: (row) => (
        <span>
          {row.own.wanted ?? `全域${row.wanted}`} <span className="faint">{row.by} 前</span>
        </span>
      ),
    },
    {
      key: 'actual',
      title: '实际',
      align: 'right',
      render: (row) => <Actual target={row} />,
    },
    { key: 'gap', title: '差距', align: 'right', render: (row) => <NumberText value={row.own.gap} /> },
    {
      key: 'pace',
      title: '按进度应达',
      align: 'right',
      render: (row) => <NumberText value={row.own.pace} />,
    },
    {
      key: 'forecast',
      title: '照此到期预计',
      align: 'right',
      render: (row) => <NumberText value={row.own.forecast} />,
    },
  ]
}

/** A figure of the whole area that nobody has divided is not held against a part of it. */
function State(props: { target: TargetRow }) {
  const { state } = props.target.own
  return state === '' ? <span className="faint">未分解</span> : <StatusTag status={state} />
}

function Actual(props: { target: TargetRow }) {
  const { own, rows } = props.target
  if (own.actual === null) return <StatusTag status="未知" hint="还没有台账可算这个数" />
  const shown = <NumberText value={own.actual} />
  return (
    <>
      {rows === null ? shown : <Go to={rows}>{shown}</Go>}
      {own.parts !== null && <small className="faint">（{own.parts}）</small>}
    </>
  )
}
