import type { Item } from '#contract/kernel/procedures.ts'
import { ResettlementResolution } from '../accounting/resettlement-resolution.tsx'
import { CaseDetail } from '../membership/case-detail.tsx'

/** A case of an additional settlement, with the resolution that it rests on. */
export function ResettlementDetail({ item }: { item: Item }) {
  return (
    <>
      <CaseDetail item={item} />
      <ResettlementResolution id={item.id} />
    </>
  )
}
