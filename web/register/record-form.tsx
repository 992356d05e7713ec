import { Alert, Button, Flex, Form } from 'antd'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import type { WireProblem } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { holdEnter } from '../ui/hold-enter.ts'
import { Problems } from '../ui/problems.tsx'
import { momentText } from '../ui/values.tsx'
import { fieldsOf, type KeyedField } from './declared.ts'
import { useDraft } from './draft.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { readTyped, type Typed } from './typed.ts'
import { WIDGETS } from './widgets.tsx'

interface RecordFormProps {
  register: Register
  /** Under which key the draft keeps itself. */
  draftKey: string
  /** What the record holds now; empty for a new one. */
  before: Typed
  /** What a new one begins with, where the address says so. */
  given?: Typed
  /** Fields above those of the register: the body, the area. */
  head?: ReactNode
  /** Fields below: the day from which it holds, the reason. */
  foot?: ReactNode
  /** What the server said of the last try. */
  problems: readonly WireProblem[]
  busy: boolean
  button: string
  /** What stands against sending besides the fields. */
  blocked?: readonly WireProblem[]
  onSend: (values: Typed, saved: () => void) => void
  onCancel: () => void
}

/** The form of any register: every field by its kind, drafts kept, slips told at their field before and after sending. */
export function RecordForm(props: RecordFormProps) {
  const { register, before } = props
  const draft = useDraft(props.draftKey, register, { before, given: props.given ?? {} })
  const [own, setOwn] = useState<readonly WireProblem[]>([])
  const leaving = useRef(false)
  const problems = [...own, ...(own.length > 0 ? [] : props.problems)]
  const send = () => {
    const read = readTyped(register, draft.typed, before)
    const stops = [...(props.blocked ?? []), ...read.problems.filter((one) => one.severity === 'refused')]
    setOwn(stops)
    if (stops.length > 0) return
    props.onSend(read.values, () => {
      leaving.current = true
      draft.forget()
    })
  }
  const change = (key: string, value: Typed[string]) => {
    draft.setTyped((now) => ({ ...now, [key]: value }))
    setOwn((now) => now.filter((one) => one.place?.field !== key))
  }
  return (
    <Form layout="vertical" className="panel" onFinish={send} onKeyDown={holdEnter}>
      <LeaveGuard when={() => draft.dirty && !leaving.current} />
      {draft.restored !== undefined && <Restored at={draft.restored} onStartOver={draft.startOver} />}
      <Elsewhere register={register} problems={problems} />
      <div className="form-grid">
        {props.head}
        {fieldsOf(register).map((one) => (
          <FieldItem
            key={one.key}
            one={one}
            value={draft.typed[one.key]}
            problems={problems.filter((problem) => problem.place?.field === one.key)}
            onChange={(value) => change(one.key, value)}
          />
        ))}
        {props.foot}
      </div>
      <Flex gap="small" className="form-buttons">
        <Button type="primary" htmlType="submit" loading={props.busy}>
          {props.button}
        </Button>
        <Button onClick={props.onCancel}>取消</Button>
      </Flex>
    </Form>
  )
}

function Restored(props: { at: string; onStartOver: () => void }) {
  return (
    <Alert
      type="info"
      showIcon
      className="gap-below"
      title={`已恢复 ${momentText(props.at)} 没有保存的内容（身份证号、银行账号须重新填写）`}
      action={
        <Button size="small" onClick={props.onStartOver}>
          放弃草稿
        </Button>
      }
    />
  )
}

/** Problems without a field on this form, and how many stand below. */
function Elsewhere(props: { register: Register; problems: readonly WireProblem[] }) {
  const atFields = props.problems.filter((one) => (one.place?.field ?? '') in props.register.fields)
  const others = props.problems.filter((one) => !atFields.includes(one))
  if (props.problems.length === 0) return null
  return (
    <Alert
      type="error"
      showIcon
      className="gap-below"
      title={atFields.length > 0 ? `有 ${atFields.length} 处需要改正，已在下面标出` : '没有保存'}
      description={others.length > 0 ? <Problems problems={others} /> : undefined}
    />
  )
}

interface FieldItemProps {
  one: KeyedField
  value: Typed[string] | undefined
  problems: readonly WireProblem[]
  onChange: (value: Typed[string]) => void
}

const LONG = 250

function FieldItem(props: FieldItemProps) {
  const { key, field } = props.one
  const { Input } = WIDGETS[field.kind]
  const wide = field.kind === 'files' || (field.kind === 'text' && field.max > LONG)
  const stops = props.problems.length > 0
  return (
    <Form.Item
      label={field.label}
      htmlFor={`field-${key}`}
      required={field.optional !== true}
      className={wide ? 'wide' : ''}
      {...(field.help !== undefined && { extra: field.help })}
      {...(stops && {
        validateStatus: 'error' as const,
        help: props.problems.map((one) => one.says).join('；'),
      })}
    >
      <Suspense fallback={null}>
        <Input id={`field-${key}`} field={field} value={props.value} onChange={props.onChange} />
      </Suspense>
    </Form.Item>
  )
}
