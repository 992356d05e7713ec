import type { ReactNode } from 'react'
import type { PolicyStage } from '#contract/supervision/policies.ts'
import { Go } from '../ui/go.tsx'

/** The stages of an action below its term, each as a bar in its days; overlapping ones stand below each other. */
export function StageLine(props: {
  stages: readonly PolicyStage[]
  term: { from: string; to: string } | null
  today: string
  to: (clause: string) => string
}) {
  const { stages, term, today } = props
  if (stages.length === 0) return null
  const days = [...stages, ...(term === null ? [] : [term])]
  const from = days.map((one) => one.from).reduce((a, b) => (a < b ? a : b))
  const to = days.map((one) => one.to).reduce((a, b) => (a > b ? a : b))
  const whole = Date.parse(to) - Date.parse(from) + DAY
  const at = (day: string) => ((Date.parse(day) - Date.parse(from)) / whole) * 100
  const bar = (one: { from: string; to: string }) => ({
    left: `${at(one.from)}%`,
    width: `${Math.max(1, ((Date.parse(one.to) - Date.parse(one.from) + DAY) / whole) * 100)}%`,
  })
  return (
    <section className="panel stage-line" aria-label="阶段">
      <h3>阶段</h3>
      {term !== null && (
        <Line label="期限" days={term}>
          <span className="bar term" style={bar(term)} />
        </Line>
      )}
      {stages.map((one) => (
        <Line key={one.id} label={<Go to={props.to(one.clause)}>{one.label}</Go>} days={one}>
          <span className={`bar ${stateOf(one, today)}`} style={bar(one)} />
        </Line>
      ))}
    </section>
  )
}

const DAY = 24 * 60 * 60 * 1000

function stateOf(one: { from: string; to: string }, today: string): string {
  if (today > one.to) return 'past'
  return today < one.from ? 'coming' : 'running'
}

function Line(props: { label: ReactNode; days: { from: string; to: string }; children: ReactNode }) {
  return (
    <div className="stage">
      <span>{props.label}</span>
      <span className="track">{props.children}</span>
      <span className="number faint">
        {props.days.from} 至 {props.days.to}
      </span>
    </div>
  )
}
