import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { recordAssetEvent, type WireAsset } from '#contract/accounting/assets.ts'
import type { ResolutionKey } from '#contract/governance/charters.ts'
import { DISPOSAL_KINDS, ResolutionPicker } from '../governance/resolution-picker.tsx'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'

const KINDS = [
  { value: 'idle', label: '闲置' },
  { value: 'used', label: '恢复使用' },
  { value: 'disposed', label: '处置（出售、报废、转让）' },
] as const

/** What happened to an asset. A disposal asks for the resolution; the entry is posted as a business of its own. */
export function AssetEventForm(props: { asset: WireAsset; body: string; onDone: () => void }) {
  const { today } = useSession()
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('idle')
  const [day, setDay] = useState<string | undefined>(today)
  const [note, setNote] = useState('')
  const [resolution, setResolution] = useState('')
  const [resolved, setResolved] = useState<ResolutionKey>()
  const record = useAct(recordAssetEvent, { done: '已登记', onDone: props.onDone })
  return (
    <Form layout="vertical">
      <p>{props.asset.name}</p>
      <Form.Item label="发生了什么" htmlFor="event-kind">
        <Select id="event-kind" value={kind} options={[...KINDS]} onChange={setKind} />
      </Form.Item>
      <Form.Item label="日期" htmlFor="event-day">
        <DayPicker id="event-day" value={day} onChange={setDay} until={today} label="日期" />
      </Form.Item>
      {kind === 'disposed' && (
        <DisposalResolution
          body={props.body}
          resolved={resolved}
          onResolved={setResolved}
          written={resolution}
          onWritten={setResolution}
        />
      )}
      <Form.Item label="说明" htmlFor="event-note">
        <Input
          id="event-note"
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Form.Item>
      <Button
        type="primary"
        loading={record.isPending}
        onClick={() =>
          record.mutate({
            params: { id: props.asset.id },
            body: {
              kind,
              day: day ?? '',
              note: note.trim() || null,
              resolution: resolved === undefined ? resolution.trim() || null : null,
              ...(kind === 'disposed' && { resolved }),
            },
          })
        }
      >
        登记变动
      </Button>
    </Form>
  )
}

interface DisposalResolutionProps {
  body: string
  resolved: ResolutionKey | undefined
  onResolved: (value: ResolutionKey | undefined) => void
  written: string
  onWritten: (value: string) => void
}

/** The sealed resolution; where there is only paper, which meeting it was, in words. */
function DisposalResolution(props: DisposalResolutionProps) {
  return (
    <>
      <ResolutionPicker
        id="event-resolved"
        body={props.body}
        kinds={DISPOSAL_KINDS}
        value={props.resolved}
        onChange={props.onResolved}
      />
      {props.resolved === undefined && (
        <Form.Item
          label="只有纸质记录的，写是哪次大会"
          htmlFor="event-resolution"
          extra="用文字写的记为未核对；没有决议也可以照实登记。处置所得另在“记账”里记"
        >
          <Input
            id="event-resolution"
            maxLength={100}
            placeholder="哪一天哪次大会、第几号决议"
            value={props.written}
            onChange={(event) => props.onWritten(event.target.value)}
          />
        </Form.Item>
      )}
    </>
  )
}
