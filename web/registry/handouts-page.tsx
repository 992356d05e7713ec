import { Button, Tag } from 'antd'
import { type Handout, listHandouts } from '#contract/registry.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ShareLine } from '../ui/bars.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, NumberText } from '../ui/values.tsx'
import { ReturnDrop } from './return-drop.tsx'

/** 发表收表: the forms that are out, how far each has come back, and the place for files that were returned. */
export function HandoutsPage() {
  const go = useGo()
  const session = useSession()
  const answer = useCall(listHandouts)
  const create = (
    <Button type="primary" onClick={() => go('/handouts/new')}>
      生成填报表
    </Button>
  )
  return (
    <Page
      title="发表收表"
      says="按乡镇生成填报表，用微信群或 U 盘发下去；收回的文件一次全拖进来，自动认表、合并、查错"
      error={answer.error}
      loading={answer.isPending}
      actions={create}
    >
      {(answer.data?.handouts.length ?? 0) > 0 && (
        <section className="panel">
          <h3>收表</h3>
          <ReturnDrop />
        </section>
      )}
      <section className="panel">
        <h3>已发出的表</h3>
        <DataRows
          rows={answer.data?.handouts ?? []}
          rowKey={(row) => row.id}
          columns={columnsFor(session.today)}
          tone={(row) => (isLate(row, session.today) ? 'bad' : '')}
          empty={<EmptyState says="还没有发过表。选定要补的栏目，一步生成每个乡镇一份填报表" next={create} />}
        />
      </section>
    </Page>
  )
}

/** The townships that returned everything. */
export function returnedOf(handout: Handout): number {
  return handout.townships.filter((one) => one.state === '已返回').length
}

/** Whether the day is over and somebody has not returned. */
export function isLate(handout: Handout, today: string): boolean {
  return handout.dueOn < today && returnedOf(handout) < handout.townships.length
}

function columnsFor(today: string): RowColumn<Handout>[] {
  return [
    {
      key: 'title',
      title: '填报表',
      head: true,
      width: 320,
      render: (row) => <Go to={`/handouts/${row.id}`}>{row.title}</Go>,
    },
    {
      key: 'dueOn',
      title: '收表期限',
      width: 170,
      render: (row) => (
        <>
          <DayText day={row.dueOn} /> {isLate(row, today) && <Tag color="red">逾期</Tag>}
        </>
      ),
    },
    {
      key: 'returned',
      title: '返回情况',
      width: 220,
      render: (row) => (
        <>
          <span className="number">
            {row.townships.length} 个乡镇已返回 {returnedOf(row)} 个
          </span>
          <ShareLine
            percent={row.townships.length === 0 ? 0 : (returnedOf(row) / row.townships.length) * 100}
            label="返回情况"
          />
        </>
      ),
    },
    {
      key: 'rows',
      title: '合作社（家）',
      align: 'right',
      width: 110,
      render: (row) => <NumberText value={row.townships.reduce((sum, one) => sum + one.rows, 0)} />,
    },
    { key: 'by', title: '发表人', width: 110, render: (row) => row.by },
    { key: 'createdAt', title: '发表日期', width: 120, render: (row) => <DayText day={row.createdAt} /> },
  ]
}
