import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { linkDisposal, linkInvestment, readInvestment } from '#contract/accounting/resolutions.ts'
import type { WireAsset } from '#contract/accounting/assets.ts'
import type { ResolutionKey } from '#contract/governance/charters.ts'
import { DISPOSAL_KINDS, INVESTMENT_KINDS, ResolutionPicker } from '../governance/resolution-picker.tsx'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { AllowedBy } from './allowed-by.tsx'

/** By which resolution an asset was disposed of: the meeting, or what was written by hand and nobody checked. */
export function DisposalSays({ asset }: { asset: WireAsset }) {
  if (asset.state !== 'disposed') return null
  if (asset.resolution !== null)
    return <Go to={`/procedures/general_meeting/${asset.resolution.meeting}`}>{asset.resolution.says}</Go>
  return <>{asset.resolutionText === null ? '没有写决议' : `${asset.resolutionText}（未核对）`}</>
}

/** Refers a disposal to the resolution that allowed it. */
export function DisposalLink(props: { asset: WireAsset; body: string; onDone: () => void }) {
  const { asset, body } = props
  const [picked, setPicked] = useState<ResolutionKey>()
  const act = useAct(linkDisposal, { quiet: true, done: '已对上决议', onDone: props.onDone })
  return (
    <Form layout="vertical" component={false}>
      <p>
        {asset.name}，{asset.stateSince} 处置
        {asset.resolutionText !== null && `；当时写的是“${asset.resolutionText}”，未核对`}
      </p>
      <ResolutionPicker
        id="disposal-resolution"
        body={body}
        kinds={DISPOSAL_KINDS}
        value={picked}
        onChange={setPicked}
      />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
      <Button
        type="primary"
        disabled={picked === undefined}
        loading={act.isPending}
        onClick={() => picked && act.mutate({ params: { id: asset.id }, body: { resolution: picked } })}
      >
        对上这项决议
      </Button>
    </Form>
  )
}

/** On a voucher that adds to the investments: the resolution that allowed it, or the way to name it. */
export function InvestmentResolution({ voucher, body }: { voucher: string; body: string }) {
  const found = useCall(readInvestment, { params: { id: voucher } })
  const act = useAct(linkInvestment, { quiet: true, done: '已对上决议' })
  const data = found.data
  if (data === undefined || !data.invests) return null
  return (
    <AllowedBy
      id="investment-resolution"
      body={body}
      label="对外投资的决议"
      kinds={INVESTMENT_KINDS}
      resolution={data.resolution}
      missing="对外投资要由成员（代表）大会决定（社法第29条），这张凭证还没有对上决议"
      instead={data.mayWrite ? null : ''}
      act={act}
      onLink={(resolution) => act.mutate({ params: { id: voucher }, body: { resolution } })}
    />
  )
}
