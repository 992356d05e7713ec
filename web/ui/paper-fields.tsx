import { Checkbox, Flex, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from './day-picker.tsx'
import { NO_PAPER, type Paper } from './paper.ts'

interface PaperFieldsProps {
  paper: Paper | null
  onChange: (paper: Paper | null) => void
  /** What was signed: 整改单, 签批单. */
  sheet: string
  /** It was signed by another, and can be recorded in no other way. */
  only?: boolean
  /** Beside the box: where the sheet is printed. */
  link?: ReactNode
  /** Below signer and day: where its photograph is uploaded, if not elsewhere on the form. */
  children?: ReactNode
}

/** A sign-off taken on paper: who signed and when; the clerk only records it. */
export function PaperFields(props: PaperFieldsProps) {
  const session = useSession()
  const { paper, onChange } = props
  return (
    <>
      <Flex wrap gap="small" align="center" style={{ marginBottom: 12 }}>
        <Checkbox
          checked={paper !== null}
          disabled={props.only === true}
          onChange={(event) => onChange(event.target.checked ? NO_PAPER : null)}
        >
          已在纸质{props.sheet}上签批，由我代录
        </Checkbox>
        {props.link}
      </Flex>
      {paper !== null && (
        <>
          <Flex wrap gap="middle">
            <Form.Item label="签批人" required htmlFor="paper-signer">
              <Input
                id="paper-signer"
                value={paper.signer}
                maxLength={50}
                onChange={(event) => onChange({ ...paper, signer: event.target.value })}
              />
            </Form.Item>
            <Form.Item label="签批日期" required htmlFor="paper-signed">
              <DayPicker
                id="paper-signed"
                label="签批日期"
                value={paper.signedOn}
                until={session.today}
                onChange={(signedOn) => onChange({ ...paper, signedOn })}
              />
            </Form.Item>
          </Flex>
          {props.children}
          <p className="faint">
            记录为“纸质签批，{session.user.name}代录”；代录人不能是签批人，请上传签字盖章的{props.sheet}照片
          </p>
        </>
      )}
    </>
  )
}
