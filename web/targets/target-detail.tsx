import { Button, Flex } from 'antd'
import type { ReactNode } from 'react'
import type { TargetCell, TargetRow } from '#contract/targets.ts'
import { CompleteTarget } from './complete-target.tsx'
import { EndOwn } from './end-own.tsx'
import { ShareVersions, TargetCourse } from './target-course.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { NumberText } from '../ui/values.tsx'

/** One target: who wants it and of what, how the figure is made, what is still to be asked, and the areas below. */
export function TargetDetail(props: { target: TargetRow; onClose: () => void }) {
  const { target } = props
  return (
    <section className="panel" aria-label={target.label}>
      <Flex justify="space-between" align="center" gap="small">
        <h3>
          {target.label} {target.wanted}
        </h3>
        <Button onClick={props.onClose}>收起</Button>
      </Flex>
      <dl className="figure-answer">
        <Line word="依据">
          <ClauseLink clause={target.clause} label={target.clauseLabel} />
        </Line>
        <Line word="期限">
          {target.from} 起，{target.by} 前达到
        </Line>
        <Line word="口径">
          {target.kind === 'stock' ? '存量：看到期那天有多少' : '流量：看期间内累计多少'}
          {target.base !== null && `；基数：${target.base}`}
        </Line>
        <Line word="怎么算">{target.formula ?? '还没有台账能算这个数，实际写“未知”'}</Line>
        {target.rollUp !== null && <Line word="合计核对">{target.rollUp}</Line>}
        {target.answered !== null && <Line word="补正依据">{target.answered}</Line>}
        {target.missing.map((one) => (
          <Line key={one} word="待补正">
            {one}
          </Line>
        ))}
        {target.rows !== null && (
          <Line word="明细">
            <Go to={target.rows}>查看构成这个数的每一条</Go>
          </Line>
        )}
      </dl>
      <CompleteTarget target={target} />
      <EndOwn target={target} onClose={props.onClose} />
      <TargetCourse target={target} />
      {target.below.length > 0 && (
        <DataRows
          compact
          rows={target.below}
          rowKey={(row) => row.area}
          columns={COLUMNS}
          tone={(row) => (row.state === '落后' ? 'bad' : '')}
        />
      )}
      <ShareVersions target={target} area={target.own.area} />
    </section>
  )
}

function Line(props: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

const COLUMNS: readonly RowColumn<TargetCell>[] = [
  {
    key: 'name',
    title: '下级辖区',
    head: true,
    render: (row) => <Go to={`/targets?area=${row.area}`}>{row.name}</Go>,
  },
  {
    key: 'state',
    title: '状态',
    render: (row) =>
      row.state === '' ? <span className="faint">未分解</span> : <StatusTag status={row.state} />,
  },
  {
    key: 'wanted',
    title: '要求',
    render: (row) => row.wanted ?? <span className="faint">未分解</span>,
  },
  { key: 'owner', title: '责任单位', render: (row) => row.owner ?? <span className="faint">—</span> },
  {
    key: 'actual',
    title: '实际',
    align: 'right',
    render: (row) => (
      <>
        <NumberText value={row.actual} />
        {row.parts !== null && <small className="faint">（{row.parts}）</small>}
      </>
    ),
  },
  { key: 'gap', title: '差距', align: 'right', render: (row) => <NumberText value={row.gap} /> },
  { key: 'pace', title: '按进度应达', align: 'right', render: (row) => <NumberText value={row.pace} /> },
  {
    key: 'forecast',
    title: '照此到期预计',
    align: 'right',
    render: (row) => <NumberText value={row.forecast} />,
  },
]
