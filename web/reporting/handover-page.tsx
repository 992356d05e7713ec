import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { handOver, listHandovers, previewHandover, type OpenWork } from '#contract/reporting/handover.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'

type Listed = z.infer<typeof listHandovers.response>
type Someone = Listed['givers'][number]

const named = (one: Someone) => ({
  value: one.username,
  label: `${one.name}（${one.roleLabel}，${one.areaName}）`,
})

/** 岗位交接: all open work of a post goes to a successor in one step, with a list that both sign. */
export function HandoverPage() {
  const session = useSession()
  const listed = useCall(listHandovers)
  const givers = listed.data?.givers ?? []
  const [giver, setGiver] = useState(session.user.username)
  return (
    <Page
      title="岗位交接"
      says="离岗前把手里的未办事项一次交给接任的人，打印清单双方签字"
      error={listed.error}
      loading={listed.isPending}
    >
      <section className="panel" aria-label="办理交接">
        <Form layout="vertical">
          <Form.Item label="交出人" htmlFor="handover-giver">
            <Select
              id="handover-giver"
              options={givers.map(named)}
              value={giver}
              onChange={setGiver}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%', maxWidth: 480 }}
            />
          </Form.Item>
        </Form>
        <Handing key={giver} giver={giver} />
      </section>
      <section className="panel" aria-label="历次交接">
        <h3>历次交接</h3>
        <DataRows
          rows={listed.data?.handovers ?? []}
          rowKey={(row) => row.id}
          columns={PAST}
          empty={<EmptyState says="还没有交接过" />}
        />
      </section>
    </Page>
  )
}

const PAST: readonly RowColumn<Listed['handovers'][number]>[] = [
  { key: 'day', title: '日期', width: 120, render: (row) => <DayText day={row.onDay} /> },
  { key: 'who', title: '交接双方', head: true, render: (row) => `${row.giver} 交给 ${row.receiver}` },
  { key: 'ground', title: '依据', render: (row) => row.ground },
  { key: 'count', title: '事项', width: 90, render: (row) => `${row.count} 项` },
  {
    key: 'sheet',
    title: '清单',
    width: 150,
    render: (row) => (
      <Button size="small" href={`/api/handovers/${row.id}/sheet.docx`}>
        下载交接清单
      </Button>
    ),
  },
]

function Handing({ giver }: { giver: string }) {
  const preview = useCall(previewHandover, { query: { giver } })
  const [receiver, setReceiver] = useState<string>()
  const [ground, setGround] = useState('')
  const act = useAct(handOver, { quiet: true, done: '已交接，请下载清单打印签字' })
  if (!preview.data) return null
  const { work, units, successors } = preview.data
  const to = successors.find((one) => one.username === receiver)
  return (
    <>
      <DataRows
        rows={work}
        rowKey={(row) => row.id}
        columns={WORK}
        empty={<EmptyState says="手里没有未办结的事项，也可以交接，清单上会写明" />}
      />
      <Form layout="vertical" className="form-grid">
        <Form.Item label="接收人" htmlFor="handover-receiver" required>
          <Select
            id="handover-receiver"
            options={successors.map(named)}
            value={receiver ?? null}
            onChange={(one: string) => setReceiver(one)}
            placeholder="同岗位、辖区相同或更大的人"
            notFoundContent="没有合适的人，请安全管理员先建好接任的账号"
          />
        </Form.Item>
        <Form.Item label="依据" htmlFor="handover-ground" required>
          <Input
            id="handover-ground"
            maxLength={200}
            placeholder="例如：岗位调整通知的名称"
            value={ground}
            onChange={(event) => setGround(event.target.value)}
          />
        </Form.Item>
      </Form>
      <ConfirmPanel
        title="交接后"
        happens={[
          `上面 ${work.length} 项的责任人改为${to?.name ?? '接收人'}，待办随之转过去；已经办过的步骤仍记原来的人`,
          ...(units.length > 0 ? [`在 ${units.join('、')} 里由${to?.name ?? '接收人'}接替`] : []),
          '账号和权限不变；离岗的账号请安全管理员停用',
        ]}
        button="交接"
        busy={act.isPending}
        blocked={to === undefined ? '请先选接收人' : ground.trim().length < 4 ? '请写明依据' : null}
        onConfirm={() => act.mutate({ body: { giver, receiver: receiver ?? '', ground } })}
      />
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </>
  )
}

const WORK: readonly RowColumn<OpenWork>[] = [
  { key: 'kind', title: '类别', width: 120, render: (row) => row.kind },
  { key: 'title', title: '事项', head: true, render: (row) => <Go to={row.to}>{row.title}</Go> },
  { key: 'state', title: '状态', width: 110, render: (row) => row.state },
  {
    key: 'due',
    title: '期限',
    width: 120,
    render: (row) => (row.dueOn === null ? '—' : <DayText day={row.dueOn} />),
  },
]
