import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  type BodyMerge,
  listMerges,
  mergeCandidates,
  type MergeSide,
  undoMerge,
} from '#contract/registry/merges.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { momentText } from '../ui/values.tsx'

type Pair = z.output<typeof mergeCandidates.response>['pairs'][number]

/** Records that may be one body twice, and what was merged so far. */
export function MergesPage() {
  const [page, setPage] = useState(1)
  const found = useCall(mergeCandidates, { query: { page } }, { keep: true })
  const merged = useCall(listMerges, { query: {} })
  return (
    <Page
      title="重复主体"
      crumbs={[{ label: '合作社' }, { label: '重复主体' }]}
      says="代码、原注册号相同，或同名、音近的两份档案列在这里；核对后合并成一份，两份历史都保留，合并可以撤销。"
      error={found.error}
    >
      <section className="panel" aria-label="可能重复">
        <h3>可能重复的</h3>
        <DataRows<Pair>
          rows={found.data?.pairs ?? []}
          columns={PAIRS}
          rowKey={(row) => `${row.one.body}${row.other.body}`}
          loading={found.isLoading}
          total={found.data?.total ?? 0}
          page={page}
          size={50}
          onPage={setPage}
          empty={<EmptyState says="没有发现重复的主体。别的两家要合并，请从其中一家的档案进入" />}
        />
      </section>
      <section className="panel" aria-label="合并记录">
        <h3>合并记录</h3>
        <Merges merges={merged.data?.merges ?? []} loading={merged.isLoading} />
      </section>
    </Page>
  )
}

function Side(props: { side: MergeSide }) {
  const { side } = props
  return (
    <div>
      <Go to={`/bodies/${side.body}`}>{side.name}</Go>
      <div className="faint">
        {side.areaName} {side.creditCode ?? '无代码'}
      </div>
    </div>
  )
}

function Compare(props: { pair: Pair }) {
  const go = useGo()
  const { one, other } = props.pair
  return <Button onClick={() => go(`/merges/new?kept=${one.body}&merged=${other.body}`)}>并排核对</Button>
}

const PAIRS: readonly RowColumn<Pair>[] = [
  { key: 'one', title: '一份', head: true, render: (row) => <Side side={row.one} /> },
  { key: 'other', title: '另一份', render: (row) => <Side side={row.other} /> },
  { key: 'ground', title: '为什么', render: (row) => <StatusTag status={row.ground} /> },
  { key: 'act', title: '', render: (row) => <Compare pair={row} /> },
]

function Merges(props: { merges: readonly BodyMerge[]; loading: boolean }) {
  const [picked, setPicked] = useState<BodyMerge>()
  const undo = useAct(undoMerge, { done: '已撤销合并', onDone: () => setPicked(undefined) })
  const columns: RowColumn<BodyMerge>[] = [
    { key: 'merged', title: '并入的', head: true, render: (row) => <Side side={row.merged} /> },
    { key: 'kept', title: '保留的', render: (row) => <Side side={row.kept} /> },
    { key: 'reason', title: '理由', render: (row) => row.reason },
    { key: 'by', title: '办理', render: (row) => `${row.by}，${momentText(row.at)}` },
    {
      key: 'state',
      title: '',
      render: (row) =>
        row.undoneAt === null ? (
          <Button onClick={() => setPicked(row)}>撤销合并…</Button>
        ) : (
          `${row.undoneBy ?? ''}，${momentText(row.undoneAt)} 撤销`
        ),
    },
  ]
  return (
    <>
      {picked !== undefined && (
        <div className="gap-below">
          <ConfirmPanel
            danger
            title={`撤销合并：“${picked.merged.name}”重新成为单独的一家`}
            happens={[
              '两份档案恢复合并以前的样子，随合并改挂的整改单、用户范围改回',
              '合并以后办的事如果用到了合并来的内容，会逐条列出，不能撤销',
            ]}
            button="撤销合并"
            busy={undo.isPending}
            onConfirm={() => undo.mutate({ params: { id: picked.id } })}
            cancel="不撤了"
            onCancel={() => setPicked(undefined)}
          />
        </div>
      )}
      <DataRows<BodyMerge>
        rows={props.merges}
        columns={columns}
        rowKey={(row) => row.id}
        loading={props.loading}
        empty={<EmptyState says="还没有合并过主体" />}
      />
    </>
  )
}
