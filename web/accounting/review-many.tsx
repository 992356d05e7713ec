import { Button, Flex } from 'antd'
import type { WireVoucher } from '#contract/accounting.ts'
import { reviewVouchers } from '#contract/accounting/reviews.ts'
import { useAct } from '../shell/api.ts'

/** What of the page waits for a review, reviewed in one act: what was seen is what is signed. */
export function ReviewMany(props: {
  body: string
  chosen: readonly string[]
  own: number
  onDone: () => void
}) {
  const act = useAct(reviewVouchers, { done: '已审核', onDone: props.onDone })
  const { chosen, own } = props
  return (
    <Flex wrap gap="small" align="center" className="gap-below no-print">
      <Button
        type="primary"
        disabled={chosen.length === 0}
        loading={act.isPending}
        onClick={() => act.mutate({ params: { body: props.body }, body: { vouchers: [...chosen] } })}
      >
        审核所选（{chosen.length} 张）
      </Button>
      <span className="faint">
        请先对照票据看分录和金额；审核后不能收回，有错的让制单人红字冲销
        {own > 0 && `。本页有 ${own} 张是您自己制的，要由另一人审核`}
      </span>
    </Flex>
  )
}

/** Whether the person made the voucher himself, as the database sees it. */
export const isOwn = (voucher: WireVoucher, user: { username: string }): boolean =>
  voucher.actor === user.username
