import { Button, Flex, Tag } from 'antd'
import { useState } from 'react'
import type { PolicyParameter } from '#contract/supervision/policies.ts'
import { useMay } from '../shell/session.tsx'
import { Go } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'
import { ParameterForm, WithdrawForm } from './parameter-form.tsx'
import { ValueChart } from './value-chart.tsx'

/** A value of the document and of the place through time; one that nobody has verified says so and is switched off. */
export function ParameterLine(props: { policy: string; parameter: PolicyParameter; today: string }) {
  const { policy, parameter } = props
  const mayConfirm = useMay('confirmParameter')
  const [asking, setAsking] = useState<'set' | 'withdraw' | null>(null)
  const close = () => setAsking(null)
  const own = parameter.local.at(-1)?.size !== undefined && parameter.local.at(-1)?.value !== '撤回'
  return (
    <div className="clause-rule">
      <Flex wrap gap="small" align="center">
        <span>{parameter.label}</span>
        <strong className="number">{parameter.value}</strong>
        <span className="faint">
          <DayText day={parameter.from} /> 起
        </span>
        {!parameter.confirmed && <Tag color="gold">待确认</Tag>}
        {parameter.floor !== null && <Tag color="green">{parameter.floor}</Tag>}
        {mayConfirm && asking === null && (
          <Button size="small" className="no-print" onClick={() => setAsking('set')}>
            {parameter.confirmed ? '本地另定' : '核对并确认'}
          </Button>
        )}
        {mayConfirm && asking === null && own && (
          <Button size="small" className="no-print" onClick={() => setAsking('withdraw')}>
            撤回本地数值
          </Button>
        )}
      </Flex>
      {parameter.note !== null && <div className="faint">{parameter.note}</div>}
      {parameter.ground !== null && <div className="faint">本地依据：{parameter.ground}</div>}
      {parameter.clashes.map((one) => (
        <div key={one.id} className="faint">
          <Go to={`/clashes?clash=${encodeURIComponent(one.id)}`}>条款冲突：{one.label}</Go>
        </div>
      ))}
      <ValueChart parameter={parameter} today={props.today} />
      <Past parameter={parameter} />
      {asking === 'set' && <ParameterForm policy={policy} parameter={parameter} onClose={close} />}
      {asking === 'withdraw' && <WithdrawForm policy={policy} parameter={parameter} onClose={close} />}
    </div>
  )
}

/** All values with their days; the place's own with who set them and why. */
function Past(props: { parameter: PolicyParameter }) {
  const { series, local } = props.parameter
  if (series.length + local.length < 2) return null
  return (
    <details className="faint">
      <summary>历次数值</summary>
      <ul className="clause-numbers">
        {series.map((one) => (
          <li key={one.from}>
            <DayText day={one.from} /> 起 <span className="number">{one.value}</span>
          </li>
        ))}
        {local.map((one, at) => (
          <li key={`${one.from}-${at}`}>
            <DayText day={one.from} /> 起 {one.areaName} <span className="number">{one.value}</span>（
            {one.ground}）
          </li>
        ))}
      </ul>
    </details>
  )
}
