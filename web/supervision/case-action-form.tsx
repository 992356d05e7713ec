import { Form, Input } from 'antd'
import { useState } from 'react'
import { actOnCase, type ProblemCase } from '#contract/supervision.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { ActionFoot } from '../ui/offered-actions.tsx'
import { paperOf } from '../ui/paper.ts'
import { PaperFields } from '../ui/paper-fields.tsx'
import { measuresOf, missingOf, SHEET, type Draft } from './case-draft.ts'
import { useKeptDraft } from './kept-draft.ts'
import { MeasureLines } from './measure-lines.tsx'
import { OwnerInput } from './owner-input.tsx'

interface CaseActionFormProps {
  data: ProblemCase
  action: ProblemCase['actions'][number]
  /** Whether the action can be taken on paper, and if so, only there: another person signed. */
  paper: 'none' | 'possible' | 'only'
  onClose: () => void
}

/** Asks for exactly what the action needs, then does it. */
export function CaseActionForm(props: CaseActionFormProps) {
  const { data, action, onClose } = props
  const [draft, setDraft, forget] = useKeptDraft(data, {
    action: action.action,
    onPaper: props.paper === 'only',
    proposedDue: action.proposedDue?.day,
  })
  const [tried, setTried] = useState(false)
  const leave = () => {
    forget()
    onClose()
  }
  const act = useAct(actOnCase, { done: `${action.label}：已办理`, onDone: leave, quiet: true })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const missing = missingOf(draft, action.needs)
  const submit = () => {
    setTried(true)
    if (missing.length > 0) return
    act.mutate({ params: { id: data.id }, body: bodyOf(draft, action, data.version) })
  }
  return (
    <Form layout="vertical" component={false}>
      <h4 style={{ margin: '0 0 8px' }}>{action.label}</h4>
      <NeededFields data={data} action={action} draft={draft} change={change} />
      {props.paper !== 'none' && (
        <PaperFields
          paper={draft.paper}
          onChange={(paper) => change({ paper })}
          sheet={SHEET}
          only={props.paper === 'only'}
        />
      )}
      <ActionFoot
        label={action.label}
        missing={tried ? missing : []}
        error={act.error}
        busy={act.isPending}
        onSubmit={submit}
        onCancel={leave}
      />
    </Form>
  )
}

function bodyOf(draft: Draft, action: ProblemCase['actions'][number], version: number) {
  const needs = (need: string) => action.needs.includes(need)
  return {
    action: action.action,
    version,
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    ...(needs('owner') && draft.owner !== undefined && { owner: draft.owner }),
    ...(needs('dueOn') && draft.dueOn !== undefined && { dueOn: draft.dueOn }),
    ...(needs('measures') && { measures: measuresOf(draft.measures) }),
    ...(draft.files.length > 0 && { files: draft.files }),
    ...paperOf(draft.paper),
  }
}

interface PartProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
}

function NeededFields(props: PartProps & Pick<CaseActionFormProps, 'data' | 'action'>) {
  const { draft, change, data } = props
  const { needs, proposedDue } = props.action
  const session = useSession()
  return (
    <>
      {needs.includes('owner') && (
        <Form.Item label="责任人" required htmlFor="case-owner">
          <OwnerInput
            id="case-owner"
            caseId={data.id}
            value={draft.owner}
            onChange={(owner) => change({ owner })}
          />
        </Form.Item>
      )}
      {needs.includes('dueOn') && (
        <Form.Item label="整改期限" required htmlFor="case-due" extra={data.dueNote ?? proposedDue?.says}>
          <DayPicker
            id="case-due"
            label="整改期限"
            value={draft.dueOn}
            from={session.today}
            onChange={(dueOn) => change({ dueOn })}
          />
        </Form.Item>
      )}
      {needs.includes('measures') && (
        <Form.Item label="整改措施" required>
          <MeasureLines
            measures={draft.measures}
            onChange={(measures) => change({ measures })}
            remedies={data.findings.map((one) => one.remedy)}
          />
        </Form.Item>
      )}
      <Form.Item
        label={needs.includes('note') ? '说明' : '说明（可不填）'}
        required={needs.includes('note')}
        htmlFor="case-note"
      >
        <Input.TextArea
          id="case-note"
          value={draft.note}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={filesLabel(draft, needs)} required={needs.includes('files') || draft.paper !== null}>
        <FileUpload
          value={draft.files}
          onChange={(files) => change({ files })}
          accept="image/*,.pdf,.doc,.docx,.xls,.xlsx"
        />
      </Form.Item>
    </>
  )
}

/** What is to be uploaded: with a sign-off on paper its photograph. */
function filesLabel(draft: Draft, needs: readonly string[]): string {
  if (draft.paper !== null) return '签字盖章的整改单照片和佐证材料'
  return needs.includes('files') ? '佐证材料' : '佐证材料（可不传）'
}
