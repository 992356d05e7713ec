import { Tooltip } from 'antd'
import type { WireImportRow } from '#contract/kernel/imports.ts'
import type { Field } from '#core/kernel/field.ts'
import { WIDGETS } from './widgets.tsx'

interface ImportCellProps {
  row: WireImportRow
  fieldKey: string
  field: Field
  /** The letter of its column in the sheet. */
  letter: string
}

/** One cell as it was understood; what stands against it colours it and is said on touch; a change shows what was. */
export function ImportCell(props: ImportCellProps) {
  const { row, fieldKey, field } = props
  const { Show } = WIDGETS[field.kind]
  const problems = row.problems.filter(
    (one) =>
      one.place?.field === fieldKey || (one.place?.field === undefined && one.place?.column === props.letter),
  )
  const change = row.changes.find((one) => one.field === fieldKey)
  const content = (
    <>
      {change !== undefined && row.outcome !== 'new' && change.before !== null && (
        <span className="before">
          <Show field={field} value={change.before} />{' '}
        </span>
      )}
      <Show field={field} value={row.values[fieldKey]} />
    </>
  )
  if (problems.length === 0) return content
  const worst = problems.some((one) => one.severity === 'refused')
    ? 'refused'
    : problems.some((one) => one.severity === 'warned')
      ? 'warned'
      : 'noted'
  return (
    <Tooltip title={problems.map((one) => one.says).join('；')}>
      <span className={`cell-problem ${worst}`} tabIndex={0}>
        {content}
      </span>
    </Tooltip>
  )
}
