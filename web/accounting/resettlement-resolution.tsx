import { linkResettlement, readResettlement } from '#contract/accounting/resolutions.ts'
import { RESETTLEMENT_KINDS } from '../governance/resolution-picker.tsx'
import { useAct, useCall } from '../shell/api.ts'
import { AllowedBy } from './allowed-by.tsx'

/** On a case of an additional settlement: the sealed resolution that it rests on, or the way to name it. */
export function ResettlementResolution({ id }: { id: string }) {
  const found = useCall(readResettlement, { params: { id } })
  const act = useAct(linkResettlement, { quiet: true, done: '已对上决议' })
  const data = found.data
  if (data === undefined || (data.cancelled && data.resolution === null)) return null
  return (
    <section className="panel">
      <h3>大会决议</h3>
      <AllowedBy
        id="resettlement-resolution"
        body={data.body}
        label="凭哪项决议补充清算"
        kinds={RESETTLEMENT_KINDS}
        done={{ day: data.day, word: '核算' }}
        resolution={data.resolution}
        missing="上面写的依据只是文字，还没有对上已定案的决议"
        instead={
          data.mayWrite
            ? null
            : '由合作社的理事长或会计对上已定案的决议；开过会没有登记的，先在“成员大会”补登'
        }
        act={act}
        onLink={(resolution) => act.mutate({ params: { id }, body: { resolution } })}
      />
    </section>
  )
}
