import { Button, Form, Input, Segmented } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import {
  attachPolicyText,
  POLICY_TEXT_FILE_PATH,
  policyTextFileAnswer,
  previewPolicyText,
  type WirePiece,
} from '#contract/supervision/policy-texts.ts'
import { link, upload, useAct, useTellProblems } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DropFiles } from '../ui/files.tsx'
import { PieceRows } from './text-pieces.tsx'

interface AttachProps {
  id: string
  clauses: readonly { id: string; heading: string }[]
  onClose: () => void
}

type Read = z.infer<typeof policyTextFileAnswer>

/** A text is pasted or a file is read; what it becomes is looked at and put right before it is attached. */
export function AttachText(props: AttachProps) {
  const { id } = props
  const box = useId()
  const tell = useTellProblems()
  const [text, setText] = useState('')
  const [read, setRead] = useState<{ answer: Read; fileName: string | null } | null>(null)
  const preview = useAct(previewPolicyText, {
    invalidate: [],
    onDone: (answer) => setRead({ answer, fileName: null }),
  })
  const take = async (file: File) => {
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      const answer = await upload(link(POLICY_TEXT_FILE_PATH, { id }), form, policyTextFileAnswer)
      setRead({ answer, fileName: file.name })
    } catch (error) {
      tell(error)
    }
  }
  if (read !== null) return <ReviewText {...props} {...read} onBack={() => setRead(null)} />
  return (
    <section className="panel">
      <h3>附上原文</h3>
      <Form layout="vertical">
        <Form.Item label="粘贴正文" htmlFor={box}>
          <Input.TextArea id={box} rows={8} value={text} onChange={(event) => setText(event.target.value)} />
        </Form.Item>
        <Button
          disabled={text.trim() === ''}
          loading={preview.isPending}
          onClick={() => preview.mutate({ params: { id }, body: { text } })}
        >
          读成条款
        </Button>{' '}
        <Button onClick={props.onClose}>不附了</Button>
      </Form>
      <p className="faint">或者上传文件（.docx、.txt、.html）：</p>
      <DropFiles
        accept=".docx,.txt,.html,.htm"
        says="把文件拖到这里，或点击选择"
        hint="支持 .docx、.txt、.html；PDF 请复制文字粘贴到上面"
        onFiles={(files) => {
          if (files[0] !== undefined) void take(files[0])
        }}
      />
    </section>
  )
}

const NAMED_AT_MOST = 8

function idsOf(clauses: AttachProps['clauses']): string {
  const named = clauses.slice(0, NAMED_AT_MOST).map((one) => one.id)
  return `${named.join('、')}${clauses.length > NAMED_AT_MOST ? ' 等' : ''}`
}

function ReviewText(props: AttachProps & { answer: Read; fileName: string | null; onBack: () => void }) {
  const { id, answer, clauses } = props
  const source = useId()
  const [pieces, setPieces] = useState<readonly WirePiece[]>(answer.pieces)
  const [from, setFrom] = useState(props.fileName ?? '')
  const [only, setOnly] = useState(false)
  const doubted = pieces.filter((one) => one.doubts.length > 0).length
  const without = clauses.filter((one) => !pieces.some((piece) => piece.clause === one.id))
  const attach = useAct(attachPolicyText, { done: '已附上', onDone: props.onClose })
  return (
    <section className="panel">
      <h3>核对后附上</h3>
      <p>
        读成 {pieces.length} 段，存疑 {doubted} 段
        {without.length > 0 && `；没有找到正文的条款 ${without.length} 条：${idsOf(without)}`}
      </p>
      <Segmented
        options={[
          { value: 'all', label: '全部' },
          { value: 'doubts', label: `存疑 ${doubted}` },
        ]}
        value={only ? 'doubts' : 'all'}
        onChange={(picked) => setOnly(picked === 'doubts')}
      />
      <PieceRows
        pieces={pieces}
        clauses={clauses}
        onlyDoubts={only}
        onChange={(at, piece) => setPieces(pieces.with(at, piece))}
      />
      <ConfirmPanel
        title="附上这份原文"
        happens={['本单位和下级都能看到，原样一字不改地留存，读法和条款以上面为准', '换一份或撤下都另记一条']}
        button="附上"
        busy={attach.isPending}
        blocked={from.trim().length < 2 ? '请写明原文的来源（网址、文件或哪个单位给的）' : null}
        onConfirm={() =>
          attach.mutate({
            params: { id },
            body: { source: from.trim(), fileName: props.fileName, pieces: [...pieces] },
          })
        }
        onCancel={props.onBack}
      >
        <Form layout="vertical" style={{ maxWidth: 560 }}>
          <Form.Item label="原文的来源" required htmlFor={source}>
            <Input id={source} value={from} onChange={(event) => setFrom(event.target.value)} />
          </Form.Item>
        </Form>
      </ConfirmPanel>
    </section>
  )
}
