import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { confirmReturn, readReturn, RETURN_ERRORS_PATH, type returnBatch } from '#contract/registry.ts'
import { usePathParam } from '../shell/address.ts'
import { link, useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { ReturnConflicts } from './return-conflicts.tsx'
import { ReturnCounts, ReturnFiles } from './return-files.tsx'

type Batch = z.infer<typeof returnBatch>
const FIRST = 100

/** 收表预览: which files were recognised, what they change, what has to be answered; nothing is stored before the button. */
export function ReturnPage() {
  const id = usePathParam('id')
  const answer = useCall(readReturn, { params: { id } })
  const data = answer.data
  return (
    <Page
      title="收表核对"
      crumbs={[{ label: '发表收表', to: '/handouts' }, { label: '收表核对' }]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        data !== undefined &&
        data.refused.length > 0 && (
          <Button href={link(RETURN_ERRORS_PATH, { id })}>下载退回改正表（按乡镇）</Button>
        )
      }
    >
      {data !== undefined && <ReturnContent batch={data} />}
    </Page>
  )
}

function ReturnContent(props: { batch: Batch }) {
  const { batch } = props
  return (
    <>
      <ReturnCounts counts={batch.counts} files={batch.files.length} />
      <ReturnConfirm batch={batch} />
      {batch.conflicts.length > 0 && <ReturnConflicts batch={batch} />}
      <ReturnFiles batch={batch} />
      <Refused batch={batch} />
    </>
  )
}

function ReturnConfirm(props: { batch: Batch }) {
  const { batch } = props
  const act = useAct(confirmReturn, { done: '已写入' })
  if (batch.state === 'dropped') return <Alert type="warning" showIcon title="这批文件已作废，没有写入" />
  if (batch.state === 'done') {
    return (
      <Alert
        type="success"
        showIcon
        style={{ marginBottom: 16 }}
        title={writtenInWords(batch)}
        description={
          <>
            <Go to="/check">再做一次体检</Go>　<Go to="/handouts">回到发表收表</Go>
          </>
        }
      />
    )
  }
  const open = batch.conflicts.filter((one) => one.chosen === null).length
  const known = batch.files.filter((one) => one.handout !== null).length
  const writes = newRows(batch)
  return (
    <div style={{ marginBottom: 16 }}>
      <ConfirmPanel
        title="确认后会发生什么"
        happens={[
          `写入 ${writes} 行（其中 ${batch.counts.warned} 行带待确认事项）；${batch.counts.unchanged} 行与已有资料一致，不变`,
          ...(batch.counts.refused > 0
            ? [`${batch.counts.refused} 行有错不写入，可下载退回改正表发还乡镇`]
            : []),
          ...(open > 0 ? [`还有 ${open} 处没有选定：涉及的行暂不写入，选好后再按一次即可`] : []),
          '每一格都记下来自哪个文件、哪一行、谁报送',
        ]}
        button={writes > 0 ? `写入 ${writes} 行` : `登记收到 ${known} 个文件（没有新内容）`}
        busy={act.isPending}
        blocked={blockedBecause({ known, open, writes })}
        onConfirm={() => act.mutate({ params: { id: batch.id } })}
      />
    </div>
  )
}

/** Rows that bring something new; unchanged ones are not written. */
function newRows(batch: Batch): number {
  return batch.counts.taken + batch.counts.warned - batch.counts.unchanged
}

function writtenInWords(batch: Batch): string {
  const { unchanged, refused } = batch.counts
  return `已写入 ${newRows(batch)} 行，${unchanged} 行没有变化${refused > 0 ? `，${refused} 行退回改正` : ''}`
}

/** Why there is nothing to confirm, if so. */
function blockedBecause(batch: { known: number; open: number; writes: number }): string | null {
  if (batch.known === 0 && batch.writes <= 0) return '没有认出一份发出的填报表'
  return batch.writes <= 0 && batch.open > 0 ? '没有可写入的行，请先在下面选定' : null
}

function Refused(props: { batch: Batch }) {
  const [all, setAll] = useState(false)
  const { refused, id } = props.batch
  if (refused.length === 0) return null
  return (
    <section className="panel">
      <h3>不能写入的行（{refused.length}）</h3>
      <DataRows
        rows={all ? refused : refused.slice(0, FIRST)}
        rowKey={(row) => `${row.file}-${row.sheet}-${row.row}-${row.says}`}
        columns={[
          { key: 'file', title: '文件', width: 260, render: (row) => row.file },
          {
            key: 'row',
            title: '位置',
            width: 160,
            render: (row) => (
              <span className="number">
                {row.sheet} 第 {row.row} 行
              </span>
            ),
          },
          { key: 'says', title: '原因和办法', head: true, render: (row) => row.says },
        ]}
      />
      {refused.length > FIRST && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          显示全部 {refused.length} 行
        </Button>
      )}
      <p>
        <a href={link(RETURN_ERRORS_PATH, { id })}>下载退回改正表</a>
        <span className="faint">：每个乡镇一张，错在哪格、怎么改写在旁边，改好再拖进来即可</span>
      </p>
    </section>
  )
}
