import { Button, Checkbox, Tag } from 'antd'
import { listUnknown } from '#contract/supervision.ts'
import type { z } from 'zod'
import { useCall } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { FoldedWords } from '../ui/folded-words.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText } from '../ui/values.tsx'
import { ScopeBar, scopeTo, useScope } from './scope-bar.tsx'

type Unknowns = z.infer<typeof listUnknown.response>
/** As many as the server gives on a page. */
const PAGE_SIZE = 100

/** 待查明: what can not be judged so far, which columns are missing, and the form that asks for them. */
export function UnknownPage() {
  const { address, query } = useScope()
  const go = useGo()
  const mayHandOut = useMay('handOut')
  const rule = address.get('rule')
  const page = Number(address.get('page') ?? 1)
  const answer = useCall(
    listUnknown,
    { query: { ...query, ...(rule !== undefined && { rule }), page } },
    { keep: true },
  )
  const chosen = address.all('ask')
  const asked =
    chosen.length > 0
      ? chosen
      : rule === undefined
        ? (answer.data?.rules ?? []).map((one) => one.rule)
        : [rule]
  const form = () => {
    const words = new URLSearchParams(asked.map((one) => ['rules', one]))
    if (query.area !== undefined) words.set('area', query.area)
    go(`/handouts/new?${words.toString()}`)
  }
  return (
    <Page
      title="待查明"
      views
      says="资料不全、暂时判不了的，不算问题；把缺的栏目发表补齐后再体检"
      error={answer.error}
      loading={answer.isPending}
      actions={
        mayHandOut && (
          <Button type="primary" disabled={asked.length === 0} onClick={form}>
            生成填报表
            {chosen.length > 0
              ? `（已选 ${chosen.length} 条规则）`
              : rule === undefined
                ? '（全部规则）'
                : '（这条规则）'}
          </Button>
        )
      }
    >
      <ScopeBar>
        {rule !== undefined && (
          <Tag closable onClose={() => address.set({ rule: undefined, page: undefined })}>
            只看：{answer.data?.rules.find((one) => one.rule === rule)?.label ?? rule}
          </Tag>
        )}
      </ScopeBar>
      {answer.data !== undefined && <UnknownContent data={answer.data} page={page} />}
    </Page>
  )
}

function UnknownContent(props: { data: Unknowns; page: number }) {
  const { address, query } = useScope()
  const { data } = props
  if (data.rules.length === 0) {
    return (
      <EmptyState
        says="没有待查明的事项，所有规则都能判断"
        next={<Go to={scopeTo('/check', query)}>回到体检</Go>}
      />
    )
  }
  const labels = new Map(data.rules.map((one) => [one.rule, one.label]))
  return (
    <>
      <section className="panel">
        <h3>哪些规则判不了，缺哪些栏目</h3>
        <RuleTable rules={data.rules} />
      </section>
      <section className="panel">
        <h3>涉及的合作社（{data.total} 家）</h3>
        <DataRows
          rows={data.rows}
          rowKey={(row) => row.body}
          columns={bodyColumns(labels)}
          total={data.total}
          page={props.page}
          size={PAGE_SIZE}
          onPage={(page) => address.set({ page })}
          empty={<EmptyState says="这一页没有合作社" />}
        />
      </section>
    </>
  )
}

function RuleTable(props: { rules: Unknowns['rules'] }) {
  const { address, query } = useScope()
  const chosen = address.all('ask')
  const toggle = (rule: string) =>
    address.set({ ask: chosen.includes(rule) ? chosen.filter((one) => one !== rule) : [...chosen, rule] })
  const columns: RowColumn<Unknowns['rules'][number]>[] = [
    {
      key: 'ask',
      title: '发表',
      width: 64,
      render: (row) => (
        <Checkbox
          checked={chosen.includes(row.rule)}
          onChange={() => toggle(row.rule)}
          aria-label={`发表询问：${row.label}`}
        />
      ),
    },
    { key: 'label', title: '规则', head: true, width: 320, render: (row) => row.label },
    {
      key: 'bodies',
      title: '涉及（家）',
      align: 'right',
      width: 110,
      render: (row) => (
        <Go to={scopeTo('/unknown', { ...query, rule: row.rule })}>
          <NumberText value={row.bodies} />
        </Go>
      ),
    },
    {
      key: 'asks',
      title: '要问的栏目',
      width: 560,
      render: (row) => <FoldedWords words={row.asks} unit="栏" />,
    },
  ]
  return <DataRows rows={props.rules} rowKey={(row) => row.rule} columns={columns} />
}

function bodyColumns(labels: ReadonlyMap<string, string>): RowColumn<Unknowns['rows'][number]>[] {
  return [
    {
      key: 'name',
      title: '合作社',
      head: true,
      width: 320,
      render: (row) => <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>,
    },
    { key: 'area', title: '所在地', width: 180, render: (row) => row.areaName },
    {
      key: 'rules',
      title: '判不了的规则',
      align: 'right',
      width: 120,
      render: (row) => (
        <span title={row.rules.map((one) => labels.get(one) ?? one).join('、')}>
          <NumberText value={row.rules.length} unit="条" />
        </span>
      ),
    },
    {
      key: 'missing',
      title: '要问的栏目',
      width: 460,
      render: (row) => <FoldedWords words={row.missing} unit="栏" />,
    },
  ]
}
