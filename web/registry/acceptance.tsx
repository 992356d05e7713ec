import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { actOnDossier, type Dossier } from '#contract/registry.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { useAct } from '../shell/api.ts'
import { StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'

type AcceptanceState = Dossier['acceptance']

/** 乡镇接收: accepted with a dated receipt, or returned with reasons. */
export function Acceptance(props: { body: string; acceptance: AcceptanceState }) {
  const { acceptance } = props
  const [picked, setPicked] = useState<AcceptanceState['actions'][number] | null>(null)
  return (
    <div>
      <div className="dossier-side-title">
        乡镇备案 <StatusTag status={acceptance.state} />
      </div>
      {acceptance.receipt !== null && (
        <p className="faint">
          回执 <span className="number">{acceptance.receipt}</span>，
          <DayText day={acceptance.acceptedOn} /> {acceptance.by}
        </p>
      )}
      {picked === null ? (
        <Flex wrap gap="small" className="no-print">
          {acceptance.actions.map((one) => (
            <Button key={one.action} size="small" onClick={() => setPicked(one)}>
              {one.label}
            </Button>
          ))}
        </Flex>
      ) : (
        <ActForm body={props.body} action={picked} onClose={() => setPicked(null)} />
      )}
    </div>
  )
}

interface ActFormProps {
  body: string
  action: AcceptanceState['actions'][number]
  onClose: () => void
}

function ActForm(props: ActFormProps) {
  const { action } = props
  const [note, setNote] = useState('')
  const act = useAct(actOnDossier, { done: `${action.label}：已办理`, onDone: props.onClose })
  const needsNote = dossierAcceptance.actions[action.action]?.needs.includes('note') === true
  const send = () =>
    act.mutate({
      params: { id: props.body },
      body: { action: action.action, ...(note.trim() !== '' && { note: note.trim() }) },
    })
  return (
    <Flex vertical gap="small" className="no-print">
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2 }}
        maxLength={500}
        value={note}
        aria-label={needsNote ? `${action.label}的原因` : '备注'}
        placeholder={needsNote ? `写明${action.label}的原因和要补正的内容` : '备注（可不填）'}
        onChange={(event) => setNote(event.target.value)}
      />
      <Flex gap="small">
        <Button
          size="small"
          type="primary"
          loading={act.isPending}
          disabled={needsNote && note.trim() === ''}
          onClick={send}
        >
          {action.action === 'accept' ? `${action.label}并开具回执` : action.label}
        </Button>
        <Button size="small" onClick={props.onClose}>
          取消
        </Button>
      </Flex>
    </Flex>
  )
}
