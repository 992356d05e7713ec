import type { ProblemCase } from '#contract/supervision.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { OfferedActions } from '../ui/offered-actions.tsx'
import { CaseActionForm } from './case-action-form.tsx'

/** What the signed-in person may do with the case now. */
export function CaseActions(props: { data: ProblemCase }) {
  const { data } = props
  return (
    <OfferedActions
      actions={data.actions.map((one) => ({
        ...one,
        happens: null,
        onPaper: problemCase.actions[one.action]?.onPaper === true,
      }))}
      nothing="这件整改单已办结，没有要办的事"
      form={({ action, paperOnly, onClose }) => (
        <CaseActionForm
          key={action.action}
          data={data}
          action={action}
          paper={paperOnly ? 'only' : action.onPaper ? 'possible' : 'none'}
          onClose={onClose}
        />
      )}
    />
  )
}
