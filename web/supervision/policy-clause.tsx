import { Flex, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { PolicyClause } from '#contract/supervision/policies.ts'
import { Go } from '../ui/go.tsx'
import { SeverityTag } from '../ui/tags.tsx'
import { ParameterLine } from './parameter-line.tsx'
import { scopeTo } from './scope-bar.tsx'

/** Rules, values, targets and stages of a clause stand in parts of their own. */
const SHOWN_BELOW = new Set(['规则', '参数', '目标', '阶段'])

/** The number of the clause and what it is about. */
export function clauseTitle(clause: Pick<PolicyClause, 'id' | 'heading'>): string {
  return clause.heading.startsWith(clause.id) ? clause.heading : `${clause.id} ${clause.heading}`
}

interface ClauseProps {
  policy: string
  today: string
  clause: PolicyClause
  aimed: boolean
  /** Its targets with their live figures, and who is responsible; both come from modules to the right. */
  targets: ReactNode
  responsible: ReactNode
  /** The clause in the document's own words, where the office has attached them. */
  text?: readonly string[]
}

/** One clause: what it says in our words, what is doubtful, and everything in the product that answers it. */
export function PolicyClauseView(props: ClauseProps) {
  const { clause } = props
  const named = clause.answers.filter((one) => !SHOWN_BELOW.has(one.kind))
  // rules of other documents, which have no place of their own here
  const lent = clause.answers.filter(
    (one) => one.kind === '规则' && !clause.rules.some((rule) => rule.rule === one.id),
  )
  return (
    <article id={`clause-${clause.id}`} className={props.aimed ? 'panel clause aimed' : 'panel clause'}>
      <h3>{clauseTitle(clause)}</h3>
      <p className="clause-summary">{clause.summary}</p>
      <OwnText text={props.text ?? []} />
      <Doubts clause={clause} />
      {clause.rules.length + lent.length > 0 && (
        <Part word="体检规则">
          {clause.rules.map((one) => (
            <ClauseRule key={one.rule} rule={one} />
          ))}
          <Answers answers={lent} />
        </Part>
      )}
      {clause.parameters.length > 0 && (
        <Part word="标准数值">
          {clause.parameters.map((one) => (
            <ParameterLine key={one.id} policy={props.policy} parameter={one} today={props.today} />
          ))}
        </Part>
      )}
      {clause.targets.length > 0 && <Part word="目标">{props.targets}</Part>}
      {clause.stages.length > 0 && (
        <Part word="阶段">
          {clause.stages.map((one) => (
            <div key={one.id}>
              {one.label}{' '}
              <span className="number faint">
                {one.from} 至 {one.to}
              </span>
            </div>
          ))}
        </Part>
      )}
      {named.length > 0 && (
        <Part word="在哪里办">
          <Answers answers={named} />
        </Part>
      )}
      <Numbers numbers={clause.numbers} />
      {props.responsible}
      {clause.planned > 0 && (
        <Part word="待建">
          <span className="faint">还有 {clause.planned} 项要求由以后的版本落实</span>
        </Part>
      )}
      {clause.noSoftware !== null && <Part word="人工办理">{clause.noSoftware}</Part>}
    </article>
  )
}

/** The clause in the words of the paper that the office attached. */
function OwnText(props: { text: readonly string[] }) {
  if (props.text.length === 0) return null
  return (
    <details className="clause-own-text">
      <summary>原文（本单位附上）</summary>
      {props.text.map((one, at) => (
        <p key={at} className="clause-text">
          {one}
        </p>
      ))}
    </details>
  )
}

/** A line of a clause: a word at the left, what belongs to it at the right. */
export function Part(props: { word: string; children: ReactNode }) {
  return (
    <div className="clause-part">
      <span>{props.word}</span>
      <div>{props.children}</div>
    </div>
  )
}

function Doubts(props: { clause: PolicyClause }) {
  const { question, clashes } = props.clause
  if (question === null && clashes.length === 0) return null
  return (
    <div className="clause-doubts">
      {question !== null && (
        <p>
          <b>存疑</b> {question}
        </p>
      )}
      {clashes.map((one) => (
        <p key={one.id}>
          <b>条款冲突</b> <Go to={`/clashes?clash=${encodeURIComponent(one.id)}`}>{one.label}</Go>{' '}
          {one.chosen && <Tag color="blue">已选定</Tag>}
        </p>
      ))}
    </div>
  )
}

function Answers(props: { answers: PolicyClause['answers'] }) {
  return (
    <Flex wrap gap="small">
      {props.answers.map((one) => (
        <Tag key={`${one.kind}-${one.id}`}>
          {one.link === null ? one.label : <Go to={one.link}>{one.label}</Go>}
        </Tag>
      ))}
    </Flex>
  )
}

function ClauseRule(props: { rule: PolicyClause['rules'][number] }) {
  const { rule } = props
  return (
    <div className="clause-rule">
      <Flex wrap gap="small" align="center">
        <SeverityTag severity={rule.severity} />
        <strong>{rule.label}</strong>
        {rule.off === null ? (
          <>
            <Go to={scopeTo('/findings', { rule: rule.rule, open: '1' })}>不符合 {rule.fails} 家</Go>
            <Go to={scopeTo('/unknown', { rule: rule.rule })}>待查明 {rule.unknown} 家</Go>
          </>
        ) : (
          <Tag>{rule.off}</Tag>
        )}
      </Flex>
      <div className="faint">怎么改：{rule.remedy}</div>
    </div>
  )
}

/** Every value that the clause states, and what it binds; folded, because most are told above. */
function Numbers(props: { numbers: PolicyClause['numbers'] }) {
  if (props.numbers.length === 0) return null
  return (
    <Part word="写明的数">
      <details>
        <summary>{props.numbers.length} 个</summary>
        <ul className="clause-numbers">
          {props.numbers.map((one) => (
            <li key={one.says + one.what}>
              <strong className="number">{one.says}</strong> {one.what}
              <span className="faint">（{one.binds}）</span>
            </li>
          ))}
        </ul>
      </details>
    </Part>
  )
}
