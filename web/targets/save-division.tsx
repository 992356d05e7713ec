import { Form, Input } from 'antd'
import { useState } from 'react'
import type { Division } from '#contract/targets/division.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import type { changedCells } from './division-draft.ts'

const SHOWN = 12

/** What will be written, with its ground, before it is. */
export function SaveDivision(props: {
  division: Division
  cells: ReturnType<typeof changedCells>
  busy: boolean
  onSave: (ground: string) => void
  onDrop: () => void
}) {
  const { division, cells } = props
  const [ground, setGround] = useState('')
  const nameOf = (area: string): string =>
    division.areas.find((one) => one.area === area)?.name ?? `${division.areaName}（全域）`
  const targetOf = (id: string): string => {
    const found = division.targets.find((one) => one.id === id)
    return found === undefined ? id : `${found.by.slice(0, 4)}年${found.label}`
  }
  const lines = cells
    .slice(0, SHOWN)
    .map(
      (one) =>
        `${nameOf(one.area)}：${targetOf(one.target)} ${one.value === '' ? '撤销' : one.value}${one.owner === '' ? '' : `，${one.owner}`}`,
    )
  return (
    <ConfirmPanel
      title={`将保存 ${cells.length} 格，原来的数留在变更记录里`}
      happens={cells.length > SHOWN ? [...lines, `……另有 ${cells.length - SHOWN} 格`] : lines}
      button="保存分解任务"
      busy={props.busy}
      blocked={ground.trim().length < 2 ? '写明依据后保存' : null}
      onConfirm={() => props.onSave(ground.trim())}
      onCancel={props.onDrop}
      cancel="放弃这些改动"
    >
      <Form layout="vertical">
        <Form.Item label="依据（下达任务的文件或会议）" required htmlFor="division-ground">
          <Input
            id="division-ground"
            value={ground}
            maxLength={200}
            style={{ maxWidth: 520 }}
            onChange={(event) => setGround(event.target.value)}
          />
        </Form.Item>
      </Form>
    </ConfirmPanel>
  )
}
