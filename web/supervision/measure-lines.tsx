import { Button, Flex, Input } from 'antd'
import { DayPicker } from '../ui/day-picker.tsx'
import type { MeasureDraft } from './case-draft.ts'
import './cases.css'

interface MeasureLinesProps {
  measures: readonly MeasureDraft[]
  onChange: (measures: MeasureDraft[]) => void
  /** What the findings say of how to mend them; one press takes them over. */
  remedies: readonly string[]
}

/** Measures, one a line: what is done, by whom, by when. */
export function MeasureLines(props: MeasureLinesProps) {
  const { measures, onChange } = props
  const change = (index: number, part: Partial<MeasureDraft>) =>
    onChange(measures.map((one, at) => (at === index ? { ...one, ...part } : one)))
  const add = (says: string[]) =>
    onChange([
      ...measures.filter((one) => one.says.trim() !== '' || says.length === 0),
      ...(says.length === 0 ? [''] : says).map((one) => ({ says: one, owner: '', dueOn: undefined })),
    ])
  const unused = [...new Set(props.remedies)].filter(
    (one) => !measures.some((measure) => measure.says === one),
  )
  return (
    <>
      {measures.map((one, index) => (
        <div key={index} className="measure-line">
          <Input.TextArea
            autoSize
            value={one.says}
            placeholder={`措施 ${index + 1}：做什么、做到什么程度`}
            onChange={(event) => change(index, { says: event.target.value })}
          />
          <Input
            value={one.owner}
            placeholder="责任人"
            onChange={(event) => change(index, { owner: event.target.value })}
          />
          <DayPicker value={one.dueOn} placeholder="时限" onChange={(dueOn) => change(index, { dueOn })} />
          <Button onClick={() => onChange(measures.filter((_, at) => at !== index))}>删除</Button>
        </div>
      ))}
      <Flex wrap gap="small">
        <Button onClick={() => add([])}>增加一条</Button>
        {unused.length > 0 && (
          <Button onClick={() => add(unused)}>带入规定的整改办法（{unused.length} 条）</Button>
        )}
      </Flex>
    </>
  )
}
