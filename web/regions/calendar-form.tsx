import { Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { readDays } from './days-text.ts'

interface CalendarFormProps {
  /** The year whose notice is missing; without one, this year. */
  year: number | undefined
  busy: boolean
  onSend: (year: { year: number; source: string; holidays: string[]; workdays: string[] }) => void
}

const LEAST_SOURCE = 4

/** Enters the notice of a year: days off and make-up workdays, as the notice lists them, with its number. */
export function CalendarForm(props: CalendarFormProps) {
  const session = useSession()
  const [year, setYear] = useState(props.year ?? Number(session.today.slice(0, 4)))
  const [source, setSource] = useState('')
  const [off, setOff] = useState('')
  const [work, setWork] = useState('')
  const holidays = readDays(off, year)
  const workdays = readDays(work, year)
  return (
    <section className="panel" aria-label="录入放假通知">
      <h3>录入放假通知</h3>
      <Form layout="vertical" className="form-grid">
        <Form.Item label="年度" htmlFor="calendar-year" required>
          <InputNumber
            id="calendar-year"
            min={2000}
            max={2100}
            value={year}
            onChange={(value) => setYear(value ?? year)}
          />
        </Form.Item>
        <Form.Item label="依据（通知名称和文号）" htmlFor="calendar-source" required>
          <Input
            id="calendar-source"
            placeholder="国务院办公厅关于××年部分节假日安排的通知（国办发明电〔××〕×号）"
            value={source}
            onChange={(event) => setSource(event.target.value)}
          />
        </Form.Item>
        <Days
          id="calendar-off"
          label="放假的日子"
          text={off}
          onText={setOff}
          read={holidays}
          example="1月1日至3日，2月15日至23日"
        />
        <Days
          id="calendar-work"
          label="调休上班的日子"
          text={work}
          onText={setWork}
          read={workdays}
          example="1月4日、2月14日"
        />
      </Form>
      <ConfirmPanel
        title={`${year} 年：放假 ${holidays.days.length} 天，调休上班 ${workdays.days.length} 天`}
        happens={['此后计算的期限按这份通知数工作日', '原来注明“节假日待确认”的期限随之更新']}
        button="录入"
        busy={props.busy}
        blocked={blockedBy(source, holidays, workdays)}
        onConfirm={() =>
          props.onSend({ year, source: source.trim(), holidays: holidays.days, workdays: workdays.days })
        }
      />
    </section>
  )
}

function blockedBy(source: string, ...read: { days: string[]; strange: string[] }[]): string | null {
  if (source.trim().length < LEAST_SOURCE) return '请写明依据的通知'
  if (read.some((one) => one.strange.length > 0)) return '有认不出的日期，请先改正'
  return read[0]?.days.length === 0 ? '请填写放假的日子' : null
}

interface DaysProps {
  id: string
  label: string
  example: string
  text: string
  onText: (text: string) => void
  read: { days: string[]; strange: string[] }
}

function Days(props: DaysProps) {
  const { strange, days } = props.read
  return (
    <Form.Item
      label={props.label}
      htmlFor={props.id}
      className="wide"
      extra={
        days.length > 0 ? `认出 ${days.length} 天：${days.join('、')}` : `照通知原文填写，如 ${props.example}`
      }
      {...(strange.length > 0 && { validateStatus: 'error' as const, help: `认不出：${strange.join('、')}` })}
    >
      <Input.TextArea
        id={props.id}
        autoSize={{ minRows: 2 }}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
      />
    </Form.Item>
  )
}
