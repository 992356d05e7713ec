import { useMutation } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { type ThoughtOf, whatIf, type WhatIfResult } from '#contract/supervision/what-if.ts'
import { call } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import './what-if.css'

/** 先看影响: what a change would do to findings and targets, before it is saved; nothing is written. */
export function WhatIf(props: { thought: ThoughtOf | null }) {
  const { thought } = props
  const asked = useMutation({ mutationFn: (of: ThoughtOf) => call(whatIf, { body: of }) })
  const current = JSON.stringify(asked.variables) === JSON.stringify(thought)
  return (
    <div className="what-if">
      <Button
        disabled={thought === null}
        loading={asked.isPending}
        onClick={() => thought !== null && asked.mutate(thought)}
      >
        先看影响
      </Button>
      <span className="faint">只是预看，不保存任何数据</span>
      {asked.error !== null && <Problems problems={problemsOf(asked.error)} />}
      {asked.data !== undefined &&
        (current ? <Result of={asked.data} /> : <p>填写的内容改过了，请再看一次影响。</p>)}
    </div>
  )
}

function Result(props: { of: WhatIfResult }) {
  const { of } = props
  const quiet = of.rules.length + of.targets.length + of.clashes.length === 0
  return (
    <section aria-label="影响" className="what-if-result">
      {of.refused !== null && (
        <p>
          <Tag color="red">低于法律底线</Tag> {of.refused}
        </p>
      )}
      <p>
        {of.bodies} 家主体里，新增问题 <strong>{of.opens}</strong> 条，消除问题 <strong>{of.closes}</strong>{' '}
        条； 按 {of.day} 执行的文件和现有台账计算。
        {quiet && ' 问题和目标都没有变化。'}
      </p>
      {of.clashes.map((one) => (
        <p key={one.id}>
          <Tag color="gold">条款冲突</Tag>{' '}
          <Go to={`/clashes?clash=${encodeURIComponent(one.id)}`}>{one.label}</Go>
        </p>
      ))}
      <RuleTurns rules={of.rules} />
      <TargetTurns targets={of.targets} />
      <BodyTurns of={of} />
    </section>
  )
}

function RuleTurns(props: { rules: WhatIfResult['rules'] }) {
  if (props.rules.length === 0) return null
  return (
    <DataRows
      compact
      rows={props.rules}
      rowKey={(row) => row.rule}
      columns={[
        { key: 'label', title: '规则', head: true, width: 320, render: (row) => row.label },
        { key: 'opens', title: '新增问题', width: 110, align: 'right', render: (row) => row.opens },
        { key: 'closes', title: '消除问题', width: 110, align: 'right', render: (row) => row.closes },
        { key: 'unknown', title: '新增待查明', width: 120, align: 'right', render: (row) => row.unknown },
      ]}
    />
  )
}

function TargetTurns(props: { targets: WhatIfResult['targets'] }) {
  if (props.targets.length === 0) return null
  return (
    <DataRows
      compact
      rows={props.targets}
      rowKey={(row) => row.id}
      columns={[
        { key: 'label', title: '目标', head: true, width: 320, render: (row) => row.label },
        { key: 'wanted', title: '要求', width: 220, render: (row) => row.wanted },
        { key: 'before', title: '现在', width: 120, render: (row) => row.before },
        { key: 'after', title: '改后', width: 100, render: (row) => row.after },
      ]}
    />
  )
}

function BodyTurns(props: { of: WhatIfResult }) {
  const { rows, opens, closes } = props.of
  if (rows.length === 0) return null
  const more = opens + closes - rows.length
  return (
    <details>
      <summary>
        逐家名单（{rows.length} 条{more > 0 && `，另有 ${more} 条没有列出`}）
      </summary>
      <DataRows
        compact
        rows={rows}
        rowKey={(row) => `${row.body} ${row.rule}`}
        columns={[
          {
            key: 'body',
            title: '合作社',
            head: true,
            width: 260,
            render: (row) => (
              <>
                <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>{' '}
                <span className="faint">{row.areaName}</span>
              </>
            ),
          },
          {
            key: 'turn',
            title: '变化',
            width: 80,
            render: (row) => (row.opens ? <Tag color="red">新增</Tag> : <Tag color="green">消除</Tag>),
          },
          { key: 'rule', title: '规则', width: 220, render: (row) => row.rule },
          { key: 'says', title: '情况', width: 320, render: (row) => row.says },
        ]}
      />
    </details>
  )
}
