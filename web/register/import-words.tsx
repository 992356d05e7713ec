import type { WireImportRow } from '#contract/kernel/imports.ts'
import { Unknown } from '../ui/values.tsx'

export type Outcome = WireImportRow['outcome']

/** What becomes of a row, in the order in which a person looks at it. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  refused: '拒绝',
  warned: '待确认',
  changed: '有变化',
  new: '新增',
  unchanged: '未变',
}

export const isOutcome = (text: string | undefined): text is Outcome => text !== undefined && text in OUTCOMES

/** Where the row was found to lie, and by which words of its address. */
export function ImportPlace(props: { row: WireImportRow }) {
  const { areaName, ground } = props.row
  return (
    <div>
      {areaName ?? <Unknown />}
      {ground !== null && <div className="faint">{ground}</div>}
    </div>
  )
}
