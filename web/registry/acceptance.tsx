import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { ACCEPTANCE_SHEET_PATH, actOnDossier, type Dossier } from '#contract/registry.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { link, useAct } from '../shell/api.ts'
import { FileUpload } from '../ui/files.tsx'
import { missingOfPaper, type Paper, paperOf } from '../ui/paper.ts'
import { PaperFields } from '../ui/paper-fields.tsx'
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
  const [paper, setPaper] = useState<Paper | null>(null)
  const [files, setFiles] = useState<string[]>([])
  const act = useAct(actOnDossier, { done: `${action.label}：已办理`, onDone: props.onClose })
  const declared = dossierAcceptance.actions[action.action]
  const needsNote = declared?.needs.includes('note') === true
  const missing = [
    needsNote && note.trim() === '' && `${action.label}的原因`,
    ...missingOfPaper(paper, '签批单', files),
  ].filter((one) => one !== false)
  const send = () =>
    act.mutate({
      params: { id: props.body },
      body: {
        action: action.action,
        ...(note.trim() !== '' && { note: note.trim() }),
        ...(paper !== null && { files }),
        ...paperOf(paper),
      },
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
      {declared?.onPaper === true && (
        <PaperPart body={props.body} paper={paper} onPaper={setPaper} files={files} onFiles={setFiles} />
      )}
      {missing.length > 0 && <span className="faint">还需填写：{missing.join('、')}</span>}
      <Flex gap="small">
        <Button
          size="small"
          type="primary"
          loading={act.isPending}
          disabled={missing.length > 0}
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

interface PaperPartProps {
  body: string
  paper: Paper | null
  onPaper: (paper: Paper | null) => void
  files: string[]
  onFiles: (files: string[]) => void
}

/** The sheet to print, and the photograph of what was signed on it. */
function PaperPart(props: PaperPartProps) {
  return (
    <PaperFields
      paper={props.paper}
      onChange={props.onPaper}
      sheet="签批单"
      link={<a href={link(ACCEPTANCE_SHEET_PATH, { id: props.body })}>打印签批单（.docx）</a>}
    >
      <FileUpload
        value={props.files}
        onChange={props.onFiles}
        accept="image/*,.pdf"
        button="上传签字盖章的签批单照片"
      />
    </PaperFields>
  )
}
