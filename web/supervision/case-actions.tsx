import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { ProblemCase } from '#contract/supervision.ts'
import { EmptyState } from '../ui/empty.tsx'
import { CaseActionForm } from './case-action-form.tsx'

/** What the signed-in person may do with the case now; what is refused stands there with its reason. */
export function CaseActions(props: { data: ProblemCase }) {
  const { data } = props
  const [picked, setPicked] = useState<string | null>(null)
  const action = data.actions.find((one) => one.action === picked && one.refusedBecause === null)
  if (action !== undefined) {
    return <CaseActionForm key={action.action} data={data} action={action} onClose={() => setPicked(null)} />
  }
  if (data.actions.length === 0) return <EmptyState says="这件整改单已办结，没有要办的事" />
  const open = data.actions.filter((one) => one.refusedBecause === null)
  const refused = data.actions.filter((one) => one.refusedBecause !== null)
  return (
    <div className="case-actions">
      <Flex wrap gap="small">
        {open.map((one, index) => (
          <Button
            key={one.action}
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setPicked(one.action)}
          >
            {one.label}
          </Button>
        ))}
      </Flex>
      {refused.map((one) => (
        <Flex key={one.action} wrap gap="small" align="center">
          <Button disabled>{one.label}</Button>
          <span className="faint">{one.refusedBecause}</span>
        </Flex>
      ))}
    </div>
  )
}
