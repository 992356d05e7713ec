import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { ProblemCase } from '#contract/supervision.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { EmptyState } from '../ui/empty.tsx'
import { CaseActionForm } from './case-action-form.tsx'
import '../ui/items.css'

type CaseAction = ProblemCase['actions'][number]

/** What the signed-in person may do with the case now; what is refused stands there with its reason. */
export function CaseActions(props: { data: ProblemCase }) {
  const { data } = props
  const [picked, setPicked] = useState<{ action: string; paperOnly: boolean } | null>(null)
  const action = data.actions.find((one) => one.action === picked?.action)
  if (action !== undefined && picked !== null) {
    return (
      <CaseActionForm
        key={action.action}
        data={data}
        action={action}
        paper={picked.paperOnly ? 'only' : mayBeOnPaper(action.action) ? 'possible' : 'none'}
        onClose={() => setPicked(null)}
      />
    )
  }
  if (data.actions.length === 0) return <EmptyState says="这件整改单已办结，没有要办的事" />
  const open = data.actions.filter((one) => one.refusedBecause === null)
  const refused = data.actions.filter((one) => one.refusedBecause !== null)
  return (
    <div className="item-actions">
      <Flex wrap gap="small">
        {open.map((one, index) => (
          <Button
            key={one.action}
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setPicked({ action: one.action, paperOnly: false })}
          >
            {one.label}
          </Button>
        ))}
      </Flex>
      {refused.map((one) => (
        <Flex key={one.action} wrap gap="small" align="center">
          <Button disabled>{one.label}</Button>
          <span className="faint">{one.refusedBecause}</span>
          {waitsForAnother(one) && (
            <Button onClick={() => setPicked({ action: one.action, paperOnly: true })}>
              另一人已纸质签批，由我代录
            </Button>
          )}
        </Flex>
      ))}
    </div>
  )
}

/** Refused only because a second person has to do it, and that person may do it on paper. */
function waitsForAnother(action: CaseAction): boolean {
  return mayBeOnPaper(action.action) && action.refusedBecause?.includes('另一人') === true
}

/** Whether the procedure takes this action on paper. */
function mayBeOnPaper(action: string): boolean {
  return problemCase.actions[action]?.onPaper === true
}
