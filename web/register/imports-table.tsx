import type { z } from 'zod'
import type { importPreview } from '#contract/kernel/imports.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { actorInWords } from '../ui/door.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { momentText, NumberText } from '../ui/values.tsx'

export type Import = z.output<typeof importPreview>

const STATE_WORDS: Readonly<Record<Import['state'], string>> = {
  preview: '待写入',
  done: '已写入',
  dropped: '已放弃',
  undone: '已撤销',
}

/** The state in one word; an import of which some rows had to stay is taken back in part. */
export function stateWord(one: Pick<Import, 'state' | 'undone'>): string {
  return one.state === 'undone' && (one.undone?.kept ?? 0) > 0 ? '部分撤销' : STATE_WORDS[one.state]
}

const figure = (key: keyof Import['counts'], title: string): RowColumn<Import> => ({
  key,
  title,
  align: 'right',
  render: (row) => <NumberText value={row.counts[key]} />,
})

const COLUMNS: readonly RowColumn<Import>[] = [
  { key: 'file', title: '文件', head: true, render: (row) => <Go to={`/imports/${row.id}`}>{row.file}</Go> },
  { key: 'state', title: '状态', render: (row) => <StatusTag status={stateWord(row)} /> },
  figure('read', '读取（行）'),
  figure('taken', '采用（行）'),
  figure('warned', '待确认（行）'),
  figure('refused', '拒绝（行）'),
  { key: 'by', title: '导入人', render: (row) => actorInWords(row.by) },
  {
    key: 'at',
    title: '上传时间',
    render: (row) => <span className="number">{momentText(row.uploadedAt)}</span>,
  },
]

/** What was uploaded so far, the newest first. */
export function ImportsTable(props: { imports: readonly Import[]; loading: boolean }) {
  return (
    <DataRows<Import>
      rows={props.imports}
      columns={COLUMNS}
      rowKey={(row) => row.id}
      loading={props.loading}
      empty={<EmptyState says="还没有导入过表格。把手头的名录表拖到上面即可开始" />}
    />
  )
}
