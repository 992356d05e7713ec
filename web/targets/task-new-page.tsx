import { Flex, Select } from 'antd'
import { useState } from 'react'
import { openTasks, readTaskSources, type SourceClause, type TaskSources } from '#contract/targets/tasks.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { FoldedWords } from '../ui/folded-words.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { givenOut, NEW_LINE, type TaskLine, TaskLines, tasksOf } from './task-lines.tsx'
import './tasks.css'

type Document = TaskSources['documents'][number]

/** 从方案生成任务: choose clauses, say who does what by when, look at what will happen, open. */
export function TaskNewPage() {
  const answer = useCall(readTaskSources)
  return (
    <Page
      title="从方案生成任务"
      says="勾选要人工落实的条款，写明任务、单位和期限；由台账、规则自动落实的条款不必派任务"
      crumbs={[{ label: '任务进度', to: '/procedures/policy_task' }, { label: '从方案生成任务' }]}
      error={answer.error}
      loading={answer.isPending}
    >
      {answer.data !== undefined &&
        (answer.data.documents.length === 0 ? (
          <EmptyState says="本地还没有采用任何方案" next={<Go to="/policies">去“法规与方案”采用一份</Go>} />
        ) : (
          <NewTasks documents={answer.data.documents} />
        ))}
    </Page>
  )
}

function NewTasks(props: { documents: readonly Document[] }) {
  const address = useAddress()
  const session = useSession()
  const first = props.documents[0]!
  const document = props.documents.find((one) => one.id === address.get('document')) ?? first
  const aimed = document.clauses.find((one) => one.clause === address.get('clause'))
  const [lines, setLines] = useState<TaskLine[]>(() =>
    aimed === undefined ? [] : [lineOf(document, aimed, session.today)],
  )
  const chosen = lines.flatMap((one) => (one.clause?.startsWith(`${document.id}#`) ? [one.clause] : []))
  const choose = (keys: string[]) => {
    const fresh = document.clauses.filter(
      (one) => keys.includes(keyOf(document, one)) && !chosen.includes(keyOf(document, one)),
    )
    setLines([
      ...lines.filter(
        (one) =>
          one.clause === null || !one.clause.startsWith(`${document.id}#`) || keys.includes(one.clause),
      ),
      ...fresh.map((one) => lineOf(document, one, session.today)),
    ])
  }
  return (
    <>
      <section className="panel">
        <Flex wrap gap="middle" align="center" style={{ marginBottom: 12 }}>
          <Select
            aria-label="方案"
            value={document.id}
            options={props.documents.map(({ id, title }) => ({ value: id, label: title, title }))}
            onChange={(id: string) => address.set({ document: id, clause: undefined })}
            style={{ minWidth: 280, maxWidth: '100%' }}
          />
          <span className="faint">已选 {lines.length} 项</span>
        </Flex>
        <ClauseTable document={document} chosen={chosen} onChoose={choose} />
      </section>
      <section className="panel">
        <h3>任务</h3>
        <TaskLines lines={lines} onChange={setLines} word="任务" />
      </section>
      <OpenPanel lines={lines} />
    </>
  )
}

const keyOf = (document: Document, clause: SourceClause): string => `${document.id}#${clause.clause}`

function lineOf(document: Document, clause: SourceClause, today: string): TaskLine {
  const due = clause.stage?.to
  return {
    ...NEW_LINE,
    title: clause.heading,
    clause: keyOf(document, clause),
    from: `依据 ${clause.clause}`,
    dueOn: due !== undefined && due >= today ? due : undefined,
  }
}

function ClauseTable(props: {
  document: Document
  chosen: readonly string[]
  onChoose: (keys: string[]) => void
}) {
  const { document } = props
  return (
    <DataRows
      compact
      rows={document.clauses}
      rowKey={(row) => keyOf(document, row)}
      chosen={props.chosen}
      onChoose={props.onChoose}
      columns={[
        {
          key: 'clause',
          title: '条款',
          head: true,
          width: 420,
          render: (row) => (
            <>
              {row.clause} {row.heading}
              <div className="faint" style={{ maxWidth: 560, whiteSpace: 'normal' }}>
                {row.summary}
              </div>
            </>
          ),
        },
        {
          key: 'answered',
          title: '系统已落实',
          width: 260,
          render: (row) => <FoldedWords words={row.answered} unit="项" />,
        },
        {
          key: 'stage',
          title: '阶段期限',
          width: 150,
          render: (row) =>
            row.stage === null ? (
              <span className="faint">没有写明</span>
            ) : (
              <>
                {row.stage.label} <DayText day={row.stage.to} />
              </>
            ),
        },
        { key: 'total', title: '已有任务', align: 'right', width: 90, render: (row) => row.total },
      ]}
    />
  )
}

function OpenPanel(props: { lines: readonly TaskLine[] }) {
  const go = useGo()
  const tasks = tasksOf(props.lines)
  const out = givenOut(props.lines)
  const open = useAct(openTasks, {
    done: `已生成 ${tasks.length} 项任务`,
    onDone: () => go('/procedures/policy_task'),
  })
  const waits = tasks.length - out
  return (
    <ConfirmPanel
      title="生成前请核对"
      happens={[
        `生成 ${tasks.length} 项任务`,
        ...(out > 0 ? [`其中 ${out} 项单位和期限齐全，立即下达，出现在各单位的待办里`] : []),
        ...(waits > 0 ? [`${waits} 项还缺牵头单位或期限，先记为“待下达”`] : []),
      ]}
      button={`生成 ${tasks.length} 项任务`}
      blocked={tasks.length === 0 ? '请先勾选条款，或“再加一项”手工写任务' : null}
      busy={open.isPending}
      onConfirm={() => open.mutate({ body: { tasks } })}
    />
  )
}
