import { Button } from 'antd'
import { useState } from 'react'
import { endOwnTarget } from '#contract/targets/division.ts'
import type { TargetRow } from '#contract/targets.ts'
import { useAct } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'

/** Ends a target of the place's own; its record stays. */
export function EndOwn(props: { target: TargetRow; onClose: () => void }) {
  const { target } = props
  const may = useMay('setTargets')
  const [asking, setAsking] = useState(false)
  const act = useAct(endOwnTarget, { done: '这项目标已终止', onDone: props.onClose })
  if (!may || target.version === null) return null
  if (!asking) return <Button onClick={() => setAsking(true)}>终止这项目标</Button>
  return (
    <ConfirmPanel
      danger
      title={`终止“${target.label}”`}
      happens={['不再出现在目标进度里，也不再考核', '已经分解的任务数和变更记录都留着']}
      button="终止这项目标"
      busy={act.isPending}
      onConfirm={() =>
        act.mutate({ body: { id: target.id.slice('own/'.length), version: target.version ?? 0 } })
      }
      onCancel={() => setAsking(false)}
    />
  )
}
