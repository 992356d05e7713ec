import { Button, Checkbox, Flex, Input } from 'antd'
import { useState } from 'react'
import { ACCEPTANCE_SHEET_PATH, actOnDossier, type Dossier } from '#contract/registry.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { link, useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
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
  const act = useAct(actOnDossier, { done: `${action.label}：已办理`, onDone: props.onClose })
  const declared = dossierAcceptance.actions[action.action]
  const needsNote = declared?.needs.includes('note') === true
  const missing = [
    needsNote && note.trim() === '' && `${action.label}的原因`,
    paper !== null && paper.signer.trim() === '' && '签批人',
    paper !== null && paper.signedOn === undefined && '签批日期',
    paper !== null && paper.files.length === 0 && '签批单照片',
  ].filter((one) => one !== false)
  const send = () =>
    act.mutate({
      params: { id: props.body },
      body: {
        action: action.action,
        ...(note.trim() !== '' && { note: note.trim() }),
        ...(paper?.signedOn !== undefined && {
          files: paper.files,
          paper: { signer: paper.signer.trim(), signedOn: paper.signedOn },
        }),
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
      {declared?.onPaper === true && <PaperPart body={props.body} paper={paper} onChange={setPaper} />}
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

interface Paper {
  signer: string
  signedOn: string | undefined
  files: string[]
}

/** Signed on paper by somebody else: print the sheet, record who signed and when, with its photograph. */
function PaperPart(props: { body: string; paper: Paper | null; onChange: (paper: Paper | null) => void }) {
  const session = useSession()
  const { paper, onChange } = props
  const change = (part: Partial<Paper>) => paper !== null && onChange({ ...paper, ...part })
  return (
    <>
      <Flex wrap gap="small" align="center">
        <Checkbox
          checked={paper !== null}
          onChange={(event) =>
            onChange(event.target.checked ? { signer: '', signedOn: undefined, files: [] } : null)
          }
        >
          已在纸质签批单上签批，由我代录
        </Checkbox>
        <a href={link(ACCEPTANCE_SHEET_PATH, { id: props.body })}>打印签批单（.docx）</a>
      </Flex>
      {paper !== null && (
        <>
          <Input
            aria-label="签批人"
            placeholder="签批人"
            maxLength={50}
            value={paper.signer}
            onChange={(event) => change({ signer: event.target.value })}
          />
          <DayPicker
            label="签批日期"
            placeholder="签批日期"
            value={paper.signedOn}
            until={session.today}
            onChange={(signedOn) => change({ signedOn })}
          />
          <FileUpload
            value={paper.files}
            onChange={(files) => change({ files })}
            accept="image/*,.pdf"
            button="上传签字盖章的签批单照片"
          />
          <span className="faint">留痕为“纸质签批，{session.user.name}代录”；代录人不能是签批人</span>
        </>
      )}
    </>
  )
}
