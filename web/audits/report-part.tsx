import { Button, Flex, Form, Input, Select } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { auditContent, type AuditPoint } from '#contract/audits/audits.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import './audits.css'

interface Typed {
  reportedOn: string
  from: string
  to: string
  summary: string
  points: AuditPoint[]
}

const NEW_POINT: AuditPoint = { says: '', severity: 'ordinary', ground: '', remedy: '' }
const SEVERITIES = [
  { value: 'serious', label: '严重' },
  { value: 'ordinary', label: '一般' },
  { value: 'hint', label: '提示' },
] as const

/** The report: its days, what it concludes, its points one by one. */
export function ReportPart(props: PartProps) {
  const session = useSession()
  const content = auditContent.parse(props.item.payload)
  const [typed, setTyped] = useState<Typed>({
    reportedOn: session.today,
    from: `${content.year - 1}-01-01`,
    to: `${content.year - 1}-12-31`,
    summary: '',
    points: [],
    ...content.report,
  })
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    props.onChange({ ...next })
  }
  // Days stand there before anything is typed, and all of a report that was taken back: what one sees is what is sent.
  const begin = useEffectEvent(() => props.onChange({ ...typed }))
  useEffect(() => begin(), [])
  const day = (key: 'reportedOn' | 'from' | 'to', label: string) => (
    <Form.Item label={label} required htmlFor={`report-${key}`}>
      <DayPicker
        id={`report-${key}`}
        label={label}
        value={typed[key] === '' ? undefined : typed[key]}
        until={session.today}
        onChange={(picked) => change({ [key]: picked ?? '' })}
      />
    </Form.Item>
  )
  return (
    <>
      <Flex wrap gap="middle">
        {day('reportedOn', '报告日期')}
        {day('from', '审计期间从')}
        {day('to', '审计期间到')}
      </Flex>
      <Form.Item
        label="审计结论"
        required
        htmlFor="report-summary"
        extra="照原样向成员通报；身份证号、银行账号、手机号自动遮盖"
      >
        <Input.TextArea
          id="report-summary"
          value={typed.summary}
          maxLength={1000}
          autoSize={{ minRows: 3, maxRows: 10 }}
          onChange={(event) => change({ summary: event.target.value })}
        />
      </Form.Item>
      <Points points={typed.points} onChange={(points) => change({ points })} />
    </>
  )
}

function Points(props: { points: readonly AuditPoint[]; onChange: (points: AuditPoint[]) => void }) {
  const { points, onChange } = props
  const set = (at: number, part: Partial<AuditPoint>) =>
    onChange(points.map((one, n) => (n === at ? { ...one, ...part } : one)))
  return (
    <Form.Item label={`审计提出的问题（${points.length} 条，没有的不用填）`}>
      {points.map((point, at) => (
        <PointFields
          key={at}
          number={at + 1}
          point={point}
          onChange={(part) => set(at, part)}
          onDrop={() => onChange(points.filter((_, n) => n !== at))}
        />
      ))}
      <Button onClick={() => onChange([...points, NEW_POINT])}>加一条问题</Button>
    </Form.Item>
  )
}

function PointFields(props: {
  number: number
  point: AuditPoint
  onChange: (part: Partial<AuditPoint>) => void
  onDrop: () => void
}) {
  const { number, point, onChange } = props
  return (
    <div className="audit-point" role="group" aria-label={`第 ${number} 条问题`}>
      <Flex gap="small" align="center">
        <strong>{number}.</strong>
        <Select
          aria-label={`问题 ${number} 的轻重`}
          style={{ width: 90 }}
          value={point.severity}
          options={SEVERITIES.map((one) => ({ ...one, title: one.label }))}
          onChange={(severity: AuditPoint['severity']) => onChange({ severity })}
        />
        <Button type="text" danger onClick={props.onDrop}>
          删去
        </Button>
      </Flex>
      <Input.TextArea
        aria-label={`问题 ${number}`}
        placeholder="什么问题，哪一笔、多少钱"
        value={point.says}
        maxLength={500}
        autoSize={{ minRows: 1, maxRows: 6 }}
        onChange={(event) => onChange({ says: event.target.value })}
      />
      <Input
        aria-label={`问题 ${number} 的依据`}
        placeholder="不符合什么规定（可不填）"
        value={point.ground}
        maxLength={200}
        onChange={(event) => onChange({ ground: event.target.value })}
      />
      <Input
        aria-label={`问题 ${number} 的整改意见`}
        placeholder="怎么改（可不填）"
        value={point.remedy}
        maxLength={500}
        onChange={(event) => onChange({ remedy: event.target.value })}
      />
    </div>
  )
}
