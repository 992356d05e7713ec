import { linkGuarantee, readGuarantee } from '#contract/accounting/resolutions.ts'
import { INVESTMENT_KINDS } from '../governance/resolution-picker.tsx'
import { useAct, useCall } from '../shell/api.ts'
import { AllowedBy } from './allowed-by.tsx'

/** Beside the record of a guarantee: the resolution that allowed it, or the way to name it. */
export function GuaranteeResolution({ id }: { id: string }) {
  const found = useCall(readGuarantee, { params: { id } })
  const act = useAct(linkGuarantee, { quiet: true, done: '已对上决议' })
  const data = found.data
  if (data === undefined) return null
  return (
    <AllowedBy
      id="guarantee-resolution"
      body={data.body}
      label="凭哪项决议担保"
      kinds={INVESTMENT_KINDS}
      done={{ day: data.day, word: '担保起始' }}
      resolution={data.resolution}
      missing="对外担保要由成员（代表）大会决定（社法第29条），这笔还没有对上决议"
      instead={
        data.mayWrite ? null : '由合作社的理事长或会计对上已定案的决议；开过会没有登记的，先在“成员大会”补登'
      }
      act={act}
      onLink={(resolution) => act.mutate({ params: { id }, body: { resolution } })}
    />
  )
}
