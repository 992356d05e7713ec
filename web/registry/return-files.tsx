import { Tag } from 'antd'
import type { z } from 'zod'
import type { RowCounts } from '#contract/kernel/imports.ts'
import type { returnBatch } from '#contract/registry.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Figure } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { NumberText } from '../ui/values.tsx'

type Batch = z.infer<typeof returnBatch>
type ReturnedFile = Batch['files'][number]

/** Taken + warned + refused is what was read. */
export function ReturnCounts(props: { counts: RowCounts; files: number }) {
  const { counts } = props
  return (
    <div className="figures">
      <Figure label="文件" unit="个" value={props.files} />
      <Figure label="读到" unit="行" value={counts.read} formula="标题、表头、空行和合计行不计" />
      <Figure
        label="可以写入"
        unit="行"
        value={counts.taken}
        formula="没有问题的行，含与已有资料一致的行"
        tone="good"
      />
      <Figure label="其中没有变化" unit="行" value={counts.unchanged} formula="与已有资料完全一致" />
      <Figure
        label="写入但待确认"
        unit="行"
        value={counts.warned}
        formula="写入，另留一个问题请人确认"
        tone="warning"
      />
      <Figure label="退回改正" unit="行" value={counts.refused} formula="有错，不写入" tone="bad" />
    </div>
  )
}

/** Which file is whose. */
export function ReturnFiles(props: { batch: Batch }) {
  return (
    <section className="panel">
      <h3>认出的文件</h3>
      <DataRows rows={props.batch.files} rowKey={(row) => row.name} columns={COLUMNS} />
    </section>
  )
}

const counted = (key: keyof RowCounts, title: string): RowColumn<ReturnedFile> => ({
  key,
  title,
  align: 'right',
  width: 80,
  render: (row) => <NumberText value={row.counts[key]} />,
})

const COLUMNS: readonly RowColumn<ReturnedFile>[] = [
  { key: 'name', title: '文件', head: true, width: 220, render: (row) => row.name },
  {
    key: 'area',
    title: '哪个乡镇',
    width: 140,
    render: (row) => row.areaName ?? <Tag color="red">认不出</Tag>,
  },
  {
    key: 'handout',
    title: '哪次发的表',
    width: 110,
    render: (row) =>
      row.handout === null ? (
        <Tag color="gold">不是发出的表</Tag>
      ) : (
        <Go to={`/handouts/${row.handout}`}>打开</Go>
      ),
  },
  counted('read', '读到'),
  counted('taken', '可写入'),
  counted('unchanged', '无变化'),
  counted('warned', '待确认'),
  counted('refused', '退回'),
  {
    key: 'problems',
    title: '说明',
    width: 240,
    render: (row) => (row.problems.length === 0 ? '无' : <Problems problems={row.problems} />),
  },
]
