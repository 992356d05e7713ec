import { Button, Tag } from 'antd'
import type { z } from 'zod'
import {
  HANDOUT_ALL_PATH,
  HANDOUT_WORKBOOK_PATH,
  type Handout,
  type handoutTownship,
  readHandout,
} from '#contract/registry.ts'
import { usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Figure } from '../ui/figure.tsx'
import { Page } from '../ui/page.tsx'
import { Reminder } from '../ui/reminder.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, NumberText } from '../ui/values.tsx'
import { isLate, returnedOf } from './handouts-page.tsx'
import { ReturnDrop } from './return-drop.tsx'

type Township = z.infer<typeof handoutTownship>

/** One set of forms: who has returned, who has not, the workbooks to send and the files that came back. */
export function HandoutPage() {
  const id = usePathParam('id')
  const answer = useCall(readHandout, { params: { id } })
  const data = answer.data
  return (
    <Page
      title={data?.title ?? '填报表'}
      crumbs={[{ label: '发表收表', to: '/handouts' }, { label: data?.title ?? '' }]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        <Button type="primary" href={link(HANDOUT_ALL_PATH, { id })}>
          下载全部填报表（.zip）
        </Button>
      }
    >
      {data !== undefined && <HandoutContent handout={data} />}
    </Page>
  )
}

function HandoutContent(props: { handout: Handout }) {
  const { handout } = props
  const session = useSession()
  const returned = returnedOf(handout)
  const late = isLate(handout, session.today)
  return (
    <>
      <div className="figures">
        <Figure
          label="收表期限"
          value={handout.dueOn}
          {...(late && { tone: 'bad' as const, unit: '已逾期' })}
        />
        <Figure
          label="已返回乡镇"
          unit={`/ ${handout.townships.length} 个`}
          value={returned}
          formula="所发各行都已收回并写入的乡镇"
        />
        <Figure
          label="发出行数"
          unit="行"
          value={sumOf(handout, (one) => one.rows)}
          formula="一家合作社一行"
        />
        <Figure
          label="已收回行数"
          unit="行"
          value={sumOf(handout, (one) => one.returnedRows)}
          formula="已写入的行"
        />
        <Figure
          label="退回改正"
          unit="行"
          value={sumOf(handout, (one) => one.refused)}
          formula="有错没有写入、要退给乡镇改正的行"
          tone={sumOf(handout, (one) => one.refused) > 0 ? 'bad' : 'good'}
        />
      </div>
      <section className="panel">
        <h3>收表</h3>
        <ReturnDrop />
      </section>
      {returned < handout.townships.length && <Reminder text={handout.reminder} />}
      <section className="panel">
        <h3>各乡镇</h3>
        <DataRows
          rows={handout.townships}
          rowKey={(row) => row.area}
          columns={columnsFor(handout.id)}
          tone={(row) => (late && row.state !== '已返回' ? 'bad' : '')}
          empty={<EmptyState says="没有乡镇" />}
        />
        <p className="faint">
          第 {handout.formVersion} 版 · {handout.by} 于 <DayText day={handout.createdAt} time /> 生成
        </p>
      </section>
    </>
  )
}

function sumOf(handout: Handout, pick: (one: Township) => number): number {
  return handout.townships.reduce((sum, one) => sum + pick(one), 0)
}

function columnsFor(id: string): RowColumn<Township>[] {
  return [
    { key: 'name', title: '乡镇', head: true, width: 180, render: (row) => row.name },
    { key: 'state', title: '返回情况', width: 110, render: (row) => <StatusTag status={row.state} /> },
    {
      key: 'rows',
      title: '发出（行）',
      align: 'right',
      width: 100,
      render: (row) => <NumberText value={row.rows} />,
    },
    {
      key: 'cells',
      title: '待填（格）',
      align: 'right',
      width: 100,
      render: (row) => <NumberText value={row.cells} />,
    },
    {
      key: 'returnedRows',
      title: '已收回（行）',
      align: 'right',
      width: 110,
      render: (row) => <NumberText value={row.returnedRows} />,
    },
    {
      key: 'problems',
      title: '待处理',
      width: 170,
      render: (row) => (
        <>
          {row.conflicts > 0 && <Tag color="gold">冲突 {row.conflicts} 处</Tag>}
          {row.refused > 0 && <Tag color="red">退回 {row.refused} 行</Tag>}
          {row.conflicts + row.refused === 0 && '无'}
        </>
      ),
    },
    {
      key: 'returnedAt',
      title: '最近返回',
      width: 150,
      render: (row) => <DayText day={row.returnedAt} time />,
    },
    {
      key: 'file',
      title: '填报表',
      width: 90,
      render: (row) => <a href={link(HANDOUT_WORKBOOK_PATH, { id, area: row.area })}>下载</a>,
    },
  ]
}
