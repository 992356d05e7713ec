import { Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { convertBooks, type WireConversionDraft } from '#contract/accounting/conversion.ts'
import type { Conversion } from '#core/accounting/conversion.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
import type { OpenedBook } from './book.ts'

/** Step three, once nothing stands against it: the signatures, and the opening balances. */
export function ConversionSign(props: { book: OpenedBook; draft: WireConversionDraft; made: Conversion }) {
  const { book, draft, made } = props
  const [signed, setSigned] = useState<Signed>({ chair: '', supervisor: '' })
  const [paper, setPaper] = useState<string[]>([])
  const act = useAct(convertBooks, { quiet: true, done: '期初余额已记入' })
  const lacking =
    signed.chair.trim() === '' || signed.supervisor.trim() === ''
      ? '请写明理事长和监事'
      : paper.length === 0
        ? '请上传签字的对照表'
        : null
  return (
    <div className="no-print">
      {made.remarks.length > 0 && <Problems problems={made.remarks} withPlace={false} />}
      <ConfirmPanel
        title="签字后记入期初余额"
        happens={[
          '打印对照表，由理事长和监事（监事长）签字，拍照或扫描上传',
          `按对照表记一张期初凭证，共 ${made.lines.length} 行，签字件作为附件；旧账余额和拆分一并留存，以后不能改`,
          '没有入过旧账的资产和欠款，转换后在“期初余额”里补记；房屋、机器、果树接着在“资产”里按期初余额建卡片',
        ]}
        button="按签字的对照表记入期初余额"
        busy={act.isPending}
        blocked={lacking}
        onConfirm={() =>
          act.mutate({ params: { body: book.body }, body: { ...draft, ...signed, paper: paper[0]! } })
        }
      >
        <SignForm signed={signed} onSigned={setSigned} paper={paper} onPaper={setPaper} />
        {act.error !== null && <Problems problems={problemsOf(act.error)} withPlace={false} />}
      </ConfirmPanel>
    </div>
  )
}

interface Signed {
  chair: string
  supervisor: string
}

interface SignProps {
  signed: Signed
  onSigned: (signed: Signed) => void
  paper: string[]
  onPaper: (paper: string[]) => void
}

function SignForm(props: SignProps) {
  const { signed } = props
  return (
    <Form layout="vertical">
      <Flex wrap gap="middle">
        {(['chair', 'supervisor'] as const).map((who) => (
          <Form.Item
            key={who}
            label={who === 'chair' ? '理事长' : '监事（监事长）'}
            htmlFor={`convert-${who}`}
          >
            <Input
              id={`convert-${who}`}
              maxLength={50}
              value={signed[who]}
              onChange={(event) => props.onSigned({ ...signed, [who]: event.target.value })}
            />
          </Form.Item>
        ))}
        <Form.Item label="签字的对照表">
          <FileUpload
            value={props.paper}
            onChange={(files) => props.onPaper(files.slice(-1))}
            accept="image/*,.pdf"
            button="上传照片或扫描件"
          />
        </Form.Item>
      </Flex>
    </Form>
  )
}
