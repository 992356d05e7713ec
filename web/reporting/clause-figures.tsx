import { Flex, Tag } from 'antd'
import type { ItemHead } from '#contract/kernel/procedures.ts'
import type { PolicyClause } from '#contract/supervision/policies.ts'
import type { TargetRow } from '#contract/targets.ts'
import { Part } from '../supervision/policy-clause.tsx'
import { ShareLine } from '../ui/bars.tsx'
import { Go } from '../ui/go.tsx'

const TONES: Readonly<Record<string, string>> = { 达到: 'green', 按进度: 'blue', 落后: 'red', 待补正: 'gold' }

/** The targets of a clause: what is wanted by when, and where the figure stands today. */
export function ClauseTargets(props: { clause: PolicyClause; rows: readonly TargetRow[] }) {
  return props.clause.targets.map((one) => {
    const live = props.rows.find((row) => row.id === one.id)
    return (
      <div key={one.id} className="clause-rule">
        <Flex wrap gap="small" align="center">
          <strong>{one.label}</strong>
          <span>
            {live?.wanted ?? one.wanted}
            <span className="faint">，{one.by} 前</span>
          </span>
          {live !== undefined && (
            <Go to={`/targets?target=${encodeURIComponent(one.id)}`}>
              现在 {live.own.actual ?? '未知'}
              {live.own.parts !== null && `（${live.own.parts}）`}
            </Go>
          )}
          {live !== undefined && live.own.state !== '' && (
            <Tag color={TONES[live.own.state] ?? 'default'}>{live.own.state}</Tag>
          )}
        </Flex>
        {live?.own.actual?.endsWith('%') === true && (
          <ShareLine
            percent={Number.parseFloat(live.own.actual)}
            label={`${one.label}现在 ${live.own.actual}`}
          />
        )}
        {one.base !== null && <div className="faint">基数：{one.base}</div>}
        {one.question !== null && <div className="faint">待补正：{one.question}</div>}
      </div>
    )
  })
}

/** Who is responsible: the units to which the clause was given, how far they are; `make` is where another task is made. */
export function Responsible(props: { items: readonly ItemHead[]; make: string | null }) {
  if (props.items.length === 0 && props.make === null) return null
  return (
    <Part word="谁负责">
      {props.items.map((one) => (
        <div key={one.id} className="clause-rule">
          <Flex wrap gap="small" align="center">
            <Go to={`/procedures/policy_task/${one.id}`}>{one.title}</Go>
            <span>牵头 {one.unit?.name ?? '未定'}</span>
            {one.helpers.length > 0 && <span>配合 {one.helpers.map((each) => each.name).join('、')}</span>}
            {one.dueOn !== null && <span className="faint">{one.dueOn} 前</span>}
            <Tag color={one.light === 'red' ? 'red' : one.final ? 'green' : 'default'}>{one.stateLabel}</Tag>
          </Flex>
        </div>
      ))}
      {props.make !== null && <Go to={props.make}>生成任务</Go>}
    </Part>
  )
}
