import { Alert, Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { stepCharter, type WireCharter } from '#contract/governance/charters.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'

export type StepKind = 'filed' | 'void'
const WORDS = {
  filed: {
    button: '登记备案',
    title: '登记备案',
    happens: '修改章程应在三十日内向登记机关备案（登记条例第29条）；设立时的章程随设立登记备案',
    done: '已登记备案',
  },
  void: {
    button: '误登撤回',
    title: '撤回误登的这一版',
    happens:
      '记录（连同备案）保留，写明原因；开会改按前一版，所对的决议可以重新登记一版，备案也重新登记。大会改了章程的不是误登，请登记新的一版',
    done: '已撤回',
  },
} as const

/** The buttons of what can be done with a version. */
export function StepButtons(props: { kinds: readonly StepKind[]; onPick: (kind: StepKind) => void }) {
  const { kinds, onPick } = props
  return (
    <Flex wrap gap="small" className="no-print">
      {kinds.map((one) => (
        <Button key={one} size="small" onClick={() => onPick(one)}>
          {WORDS[one].button}
        </Button>
      ))}
    </Flex>
  )
}

/** Files a version at the office, or takes back one that was entered by mistake. */
export function CharterStep(props: { charter: WireCharter; kind: StepKind; onDone: () => void }) {
  const { charter, kind, onDone } = props
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const act = useAct(stepCharter, { quiet: true, done: WORDS[kind].done, onDone })
  return (
    <ConfirmPanel
      danger={kind === 'void'}
      title={`第 ${charter.number} 版：${WORDS[kind].title}`}
      happens={[WORDS[kind].happens]}
      button={WORDS[kind].button}
      busy={act.isPending}
      blocked={kind === 'void' && note.trim() === '' ? '请写明为什么撤回' : null}
      onConfirm={() => act.mutate({ params: { id: charter.id }, body: { kind, day, note, files } })}
      onCancel={onDone}
    >
      {kind === 'filed' ? (
        <Flex wrap gap="small" className="gap-below">
          <Labelled label="备案日期">
            <DayPicker value={day} label="备案日期" until={today} onChange={(next) => next && setDay(next)} />
          </Labelled>
          <FileUpload value={files} onChange={setFiles} button="上传备案通知（可不传）" />
        </Flex>
      ) : (
        <Input
          aria-label="撤回的原因"
          placeholder="为什么撤回，如 扫描件传错"
          className="gap-below"
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}
