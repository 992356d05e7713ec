import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type auditCheck, type readAuditChain, settleBreaks } from '#contract/access/audit-chain.ts'
import { useAct } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DayText } from '../ui/values.tsx'

type Break = z.output<typeof auditCheck>['breaks'][number]
type Inquiry = z.output<typeof readAuditChain.response>['inquiries'][number]

/** After an inquiry: which breaks it was about, and what came of it. */
export function SettleBreaks(props: { breaks: readonly Break[]; onSettled: () => void }) {
  const [keys, setKeys] = useState<string[]>([])
  const [conclusion, setConclusion] = useState('')
  const settle = useAct(settleBreaks, { done: '已记录查处结论，正在重新核对', onDone: props.onSettled })
  const known = props.breaks.filter((one) => one.key !== undefined)
  if (known.length === 0) return <p className="faint">列出各处、记录查处结论，请先按“立即核对”。</p>
  return (
    <Form
      layout="vertical"
      className="narrow gap-above"
      onFinish={() => settle.mutate({ body: { keys, conclusion } })}
    >
      <Form.Item label="勾选查清了的">
        <Checkbox.Group
          value={keys}
          onChange={setKeys}
          options={known.map((one) => ({ value: one.key ?? '', label: one.says }))}
        />
      </Form.Item>
      <Form.Item
        label="查处结论"
        htmlFor="conclusion"
        extra="怎样查的、谁做的、怎样处理、材料存在哪里；记下以后不能改。再被改动的，仍会报出来"
      >
        <Input.TextArea
          id="conclusion"
          rows={3}
          maxLength={1000}
          value={conclusion}
          onChange={(event) => setConclusion(event.target.value)}
        />
      </Form.Item>
      <Button
        htmlType="submit"
        loading={settle.isPending}
        disabled={keys.length === 0 || conclusion.trim() === ''}
      >
        记录{keys.length > 0 && ` ${keys.length} 处的`}查处结论
      </Button>
    </Form>
  )
}

/** What came of the inquiries so far; nothing is shown where there was none. */
export function Inquiries({ rows }: { rows: readonly Inquiry[] }) {
  if (rows.length === 0) return null
  return (
    <section className="panel" aria-label="查处记录">
      <h3>查处记录</h3>
      <DataRows rows={rows} rowKey={(row) => `${row.at} ${row.says}`} columns={COLUMNS} empty={null} />
    </section>
  )
}

const COLUMNS: readonly RowColumn<Inquiry>[] = [
  { key: 'says', title: '差异', head: true, width: 320, render: (row) => row.says },
  { key: 'conclusion', title: '结论', width: 320, render: (row) => row.conclusion },
  { key: 'at', title: '时间', width: 150, render: (row) => <DayText day={row.at} time /> },
  { key: 'actor', title: '审计管理员', width: 120, render: (row) => row.actor },
]
