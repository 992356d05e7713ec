import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { groundWords } from '#core/kernel/ground.ts'
import { Go } from './go.tsx'
import { NumberText } from './values.tsx'

interface FigureProps {
  label: string
  value: string | number | null
  unit?: string
  /** 含义: how it is computed, in words. */
  formula?: string | null
  /** 依据: the citation document#clause and how to show it. */
  clause?: string | null
  clauseLabel?: string | null
  /** 明细: address of the page with the rows behind it. */
  rows?: string | null
  tone?: 'good' | 'warning' | 'bad'
  size?: 'big' | 'plain'
}

/** A figure that answers what it is, what it is made of and who says so, in one click. */
export function Figure(props: FigureProps) {
  const body = (
    <>
      <span className="figure-label">{props.label}</span>
      <span className={`figure-value ${props.tone ?? ''}`}>
        <NumberText value={props.value} />
        {props.unit !== undefined && props.unit !== '' && <small> {props.unit}</small>}
      </span>
    </>
  )
  const className = props.size === 'plain' ? 'figure plain' : 'figure'
  if (!props.formula && !props.clauseLabel && !props.rows) return <div className={className}>{body}</div>
  return (
    <Popover trigger="click" title={props.label} content={<FigureAnswer {...props} />}>
      <button type="button" className={className} aria-haspopup="dialog">
        {body}
      </button>
    </Popover>
  )
}

function FigureAnswer(props: FigureProps) {
  return (
    <dl className="figure-answer">
      {props.formula && <Answer word="含义">{props.formula}</Answer>}
      {props.clauseLabel && (
        <Answer word="依据">
          <ClauseLink clause={props.clause ?? null} label={props.clauseLabel} />
        </Answer>
      )}
      {props.rows && (
        <Answer word="明细">
          <Go to={props.rows}>查看构成这个数的每一条</Go>
        </Answer>
      )}
    </dl>
  )
}

function Answer(props: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

/** A clause that can be opened: document#clause leads to its place in 方案依据; the paper of an office is said as it stands. */
export function ClauseLink(props: { clause: string | null; label: string }) {
  const { clause, label } = props
  if (clause === null || clause === '' || clause === label) return <>{label}</>
  const [document = '', id] = clause.split('#')
  if (id === undefined) return <>{`${label}（${clause}）`}</>
  return <Go to={`/policies/${encodeURIComponent(document)}?clause=${encodeURIComponent(id)}`}>{label}</Go>
}

/** What a value rests on, as offices cite it. */
export function GroundLink(props: { ground: string }) {
  return <ClauseLink clause={props.ground} label={groundWords(props.ground)} />
}

/** That the clause clashes with another in force here; leads to what the place decided. */
export function ClauseClashes(props: { clashes: readonly { id: string; label: string; between: string }[] }) {
  return props.clashes.map((one) => (
    <div key={one.id} className="faint">
      <Go to={`/clashes?clash=${encodeURIComponent(one.id)}`}>条款冲突：{one.label}</Go>
      <div>{one.between}不一致，按法律底线判定</div>
    </div>
  ))
}
