import { Flex, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { policyClause } from '#contract/supervision.ts'
import { Go } from '../ui/go.tsx'
import { SeverityTag } from '../ui/tags.tsx'
import { ParameterLine } from './parameter-line.tsx'
import { scopeTo } from './scope-bar.tsx'

/** Rules and values of a clause stand in parts of their own. */
const SHOWN_BELOW = new Set(['rule', '规则', 'parameter', '参数'])

/** Row numbers of our own plan say nothing to an office. */
const PLAN_ROWS = /^[A-N]\d\d(、[A-N]\d\d)*$/

type Clause = z.infer<typeof policyClause>

/** The number of the clause and what it is about. */
export function clauseTitle(clause: Pick<Clause, 'id' | 'heading'>): string {
  return clause.heading.startsWith(clause.id) ? clause.heading : `${clause.id} ${clause.heading}`
}

/** One clause: what it says in our words, and everything in the product that answers it. */
export function PolicyClauseView(props: { policy: string; clause: Clause; aimed: boolean }) {
  const { clause } = props
  const open = clause.answers.filter((one) => !SHOWN_BELOW.has(one.kind))
  return (
    <article id={`clause-${clause.id}`} className={props.aimed ? 'panel clause aimed' : 'panel clause'}>
      <h3>{clauseTitle(clause)}</h3>
      <p>{clause.summary}</p>
      {open.length > 0 && (
        <Part word="落实方式">
          <Flex wrap gap="small">
            {open.map((one) => (
              <Tag key={`${one.kind}-${one.id}`}>
                {one.link === null ? one.label : <Go to={one.link}>{one.label}</Go>}
              </Tag>
            ))}
          </Flex>
        </Part>
      )}
      {clause.rules.length > 0 && (
        <Part word="体检规则">
          {clause.rules.map((one) => (
            <ClauseRule key={one.rule} rule={one} />
          ))}
        </Part>
      )}
      {clause.parameters.length > 0 && (
        <Part word="标准数值">
          {clause.parameters.map((one) => (
            <ParameterLine key={`${one.id}-${one.from}`} policy={props.policy} parameter={one} />
          ))}
        </Part>
      )}
      {clause.planned !== null && (
        <Part word="待建">
          <Tag color="blue">计划中</Tag> {PLAN_ROWS.test(clause.planned) ? '以后的版本落实' : clause.planned}
        </Part>
      )}
      {clause.noSoftware !== null && <Part word="人工办理">{clause.noSoftware}</Part>}
    </article>
  )
}

function Part(props: { word: string; children: ReactNode }) {
  return (
    <div className="clause-part">
      <span>{props.word}</span>
      <div>{props.children}</div>
    </div>
  )
}

const SEVERITIES: readonly string[] = ['serious', 'ordinary', 'hint']

function isSeverity(text: string): text is 'serious' | 'ordinary' | 'hint' {
  return SEVERITIES.includes(text)
}

function ClauseRule(props: { rule: Clause['rules'][number] }) {
  const { rule } = props
  return (
    <div className="clause-rule">
      <Flex wrap gap="small" align="center">
        {isSeverity(rule.severity) && <SeverityTag severity={rule.severity} />}
        <strong>{rule.label}</strong>
        <Go to={scopeTo('/findings', { rule: rule.rule, open: '1' })}>不符合 {rule.fails} 家</Go>
        <Go to={scopeTo('/unknown', { rule: rule.rule })}>待查明 {rule.unknown} 家</Go>
      </Flex>
      <div className="faint">怎么改：{rule.remedy}</div>
    </div>
  )
}
