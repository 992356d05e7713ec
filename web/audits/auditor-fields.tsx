import { Form, Input, Select } from 'antd'
import { AUDITORS, type AuditorKind } from '#core/audits/kinds.ts'

const WIDTH = { maxWidth: 420, width: '100%' } as const
const QUARTERS = [1, 2, 3, 4].map((value) => ({
  value,
  label: `第 ${value} 季度`,
  title: `第 ${value} 季度`,
}))

export interface Auditor {
  auditorKind: AuditorKind
  auditor: string
}

/** Who audits: of which kind, by name. */
export function AuditorFields(props: { value: Auditor; onChange: (value: Auditor) => void }) {
  const { value, onChange } = props
  return (
    <>
      <Form.Item label="由谁审计" required>
        <Select
          aria-label="由谁审计"
          style={WIDTH}
          value={value.auditorKind}
          options={Object.entries(AUDITORS).map(([one, label]) => ({ value: one, label, title: label }))}
          onChange={(auditorKind: AuditorKind) => onChange({ ...value, auditorKind })}
        />
      </Form.Item>
      <Form.Item label="审计单位或人员名称" required htmlFor="auditor-name">
        <Input
          id="auditor-name"
          style={WIDTH}
          value={value.auditor}
          maxLength={100}
          onChange={(event) => onChange({ ...value, auditor: event.target.value })}
        />
      </Form.Item>
    </>
  )
}

/** In which quarter the report is to come. */
export function QuarterField(props: { value: number; from?: number; onChange: (quarter: number) => void }) {
  return (
    <Form.Item label="计划季度" required extra="报告最迟在季度最后一天出具">
      <Select
        aria-label="计划季度"
        style={{ maxWidth: 200, width: '100%' }}
        value={props.value}
        options={QUARTERS.filter((one) => one.value >= (props.from ?? 1))}
        onChange={props.onChange}
      />
    </Form.Item>
  )
}

/** The quarter in which a day lies. */
export const quarterOfDay = (day: string): number => Math.ceil(Number(day.slice(5, 7)) / 3)
