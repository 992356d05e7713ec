import { Button, Tabs } from 'antd'
import {
  readTaskSources,
  TASK_PAPER_PATH,
  TASK_SHEET_PATH,
  type TaskCounts,
  type TaskSources,
} from '#contract/targets/tasks.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { useAddress } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Figure } from '../ui/figure.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'

const LIST = `/procedures/${policyTask.id}`

/** Whether the signed-in person gives tasks out. */
function useOpens(): boolean {
  return policyTask.opens.includes(useSession().user.role)
}

/** What can be made here: tasks, meetings, tables. */
export function TaskButtons() {
  const go = useGo()
  const opens = useOpens()
  const area = useAddress().get('area')
  const query = area === undefined ? {} : { area }
  return (
    <>
      <Button href={link(TASK_SHEET_PATH, {}, query)} download>
        导出进度表
      </Button>
      <Button href={link(TASK_PAPER_PATH, {}, query)} download>
        打印进度情况
      </Button>
      <Button onClick={() => go('/procedures/joint_meeting')}>联席会议</Button>
      {opens && (
        <Button type="primary" onClick={() => go('/tasks/new')}>
          从方案生成任务
        </Button>
      )}
    </>
  )
}

interface ClauseRow extends TaskCounts {
  key: string
  label: string
  heading: string
}

/** How far all is, by clause and by unit. */
export function TaskHead() {
  const area = useAddress().get('area')
  const query = area === undefined ? {} : { area }
  const { data } = useCall(readTaskSources, { query }, { keep: true })
  if (data === undefined || data.all.total === 0) return null
  return (
    <section className="panel" aria-label="进度汇总">
      <div className="figures">
        <Figure label="任务" value={data.all.total} unit="项" />
        <Figure label="已完成" value={data.all.completed} unit="项" tone="good" />
        <Figure label="逾期" value={data.all.late} unit="项" {...(data.all.late > 0 && { tone: 'bad' })} />
      </div>
      <ProgressTabs data={data} />
    </section>
  )
}

/** By clause and by leading unit. */
function ProgressTabs(props: { data: TaskSources }) {
  const { data } = props
  const clauses = data.documents.flatMap((document) =>
    document.clauses
      .filter((one) => one.total > 0)
      .map((one): ClauseRow => ({
        ...one,
        key: `${document.id}#${one.clause}`,
        label: `《${document.title}》${one.clause}`,
        heading: one.heading,
      })),
  )
  const units = data.units.map((one): ClauseRow & { unit: string | null } => ({
    ...one,
    key: one.unit ?? '',
    label: one.name,
    heading: '',
  }))
  return (
    <Tabs
      items={[
        {
          key: 'clauses',
          label: `按条款（${clauses.length}）`,
          children: (
            <DataRows
              compact
              rows={clauses}
              rowKey={(row) => row.key}
              columns={columns('条款', (row) => (
                <>
                  <Go to={`${LIST}?subject=${encodeURIComponent(row.key)}`}>{row.heading}</Go>
                  <div className="faint">{row.label}</div>
                </>
              ))}
              tone={(row) => (row.late > 0 ? 'bad' : '')}
              empty={<p className="faint">任务都不是从条款来的</p>}
            />
          ),
        },
        {
          key: 'units',
          label: `按牵头单位（${units.length}）`,
          children: (
            <DataRows
              compact
              rows={units}
              rowKey={(row) => row.key}
              columns={columns<ClauseRow & { unit: string | null }>('牵头单位', (row) =>
                row.unit === null ? row.label : <Go to={`${LIST}?unit=${row.unit}`}>{row.label}</Go>,
              )}
              tone={(row) => (row.late > 0 ? 'bad' : '')}
            />
          ),
        },
      ]}
    />
  )
}

function columns<T extends ClauseRow>(title: string, name: RowColumn<T>['render']): RowColumn<T>[] {
  return [
    { key: 'name', title, head: true, render: name },
    { key: 'total', title: '任务', align: 'right', width: 90, render: (row) => row.total },
    { key: 'completed', title: '已完成', align: 'right', width: 90, render: (row) => row.completed },
    { key: 'late', title: '逾期', align: 'right', width: 90, render: (row) => row.late },
    { key: 'due', title: '最近期限', width: 130, render: (row) => <DayText day={row.dueOn} /> },
  ]
}
