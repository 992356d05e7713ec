import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { linkGuarantee, readGuarantee } from '#contract/accounting/resolutions.ts'
import type { ResolutionKey } from '#contract/governance/charters.ts'
import { INVESTMENT_KINDS, ResolutionPicker } from '../governance/resolution-picker.tsx'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'

/** Beside the record of a guarantee: the resolution that allowed it, or the way to name it. */
export function GuaranteeResolution({ id }: { id: string }) {
  const found = useCall(readGuarantee, { params: { id } })
  const data = found.data
  if (data === undefined) return null
  if (data.resolution !== null)
    return (
      <p>
        凭哪项决议担保：
        <Go to={`/procedures/general_meeting/${data.resolution.meeting}`}>{data.resolution.says}</Go>
      </p>
    )
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below no-print"
      title="对外担保要由成员（代表）大会决定（社法第29条），这笔还没有对上决议"
      description={
        data.mayWrite ? (
          <LinkForm id={id} body={data.body} />
        ) : (
          '由合作社的理事长或会计对上已定案的决议；开过会没有登记的，先在“成员大会”补登'
        )
      }
    />
  )
}

function LinkForm(props: { id: string; body: string }) {
  const [picked, setPicked] = useState<ResolutionKey>()
  const act = useAct(linkGuarantee, { quiet: true, done: '已对上决议' })
  return (
    <Form layout="vertical" component={false}>
      <ResolutionPicker
        id="guarantee-resolution"
        body={props.body}
        kinds={INVESTMENT_KINDS}
        value={picked}
        onChange={setPicked}
      />
      {act.error !== null && <Problems problems={problemsOf(act.error)} />}
      <Button
        disabled={picked === undefined}
        loading={act.isPending}
        onClick={() => picked && act.mutate({ params: { id: props.id }, body: { resolution: picked } })}
      >
        对上这项决议
      </Button>
    </Form>
  )
}
