import { Button, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { setReview } from '#contract/accounting/reviews.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { monthsOf, type OpenedBook } from './book.ts'

/** Whether a month closes only when someone else has reviewed its vouchers: the cooperative's own decision. */
export function ReviewRule(props: { book: OpenedBook }) {
  const { book } = props
  const [asks, setAsks] = useState(false)
  const rule = book.review
  const wanted = rule?.wanted === true
  if (asks)
    return (
      <div className="gap-above">
        <Decide book={book} wanted={!wanted} onDone={() => setAsks(false)} />
      </div>
    )
  return (
    <section className="panel no-print gap-above" aria-label="凭证审核">
      <Flex wrap gap="small" align="center">
        <span>
          <strong>凭证审核</strong>：
          {rule === null
            ? '没有要求；有第二个人记账的，可以要求每张凭证由制单以外的人审核后才能结账'
            : `${rule.from.slice(0, 7)} 起${wanted ? '每张凭证由制单以外的人审核后才能结账' : '不再要求审核'}（${rule.ground}）`}
        </span>
        {book.mayWrite && (
          <Button onClick={() => setAsks(true)}>{wanted ? '不再要求审核' : '要求审核'}</Button>
        )}
      </Flex>
    </section>
  )
}

function Decide(props: { book: OpenedBook; wanted: boolean; onDone: () => void }) {
  const { book, wanted } = props
  const { today } = useSession()
  const months = monthsOf(book.startedOn, today)
  const [from, setFrom] = useState(months[0] ?? book.startedOn.slice(0, 7))
  const [ground, setGround] = useState('')
  const act = useAct(setReview, { done: '已定', onDone: props.onDone })
  return (
    <ConfirmPanel
      title={wanted ? '要求凭证审核' : '不再要求凭证审核'}
      happens={
        wanted
          ? [
              '从这个月起，每张凭证由制单以外的人审核，全部审核了才能结账；自己制的自己不能审核',
              '记账的要有两个账号（如会计和理事长）；只有一个人记账的不要选，否则结不了账',
            ]
          : ['从这个月起，没有审核的凭证不挡结账；已经审核的照样留存']
      }
      button={wanted ? '要求审核' : '不再要求'}
      busy={act.isPending}
      blocked={ground.trim().length < 2 ? '请写明依据，如章程第几条、哪次会议' : null}
      onConfirm={() =>
        act.mutate({ params: { body: book.body }, body: { wanted, from, ground: ground.trim() } })
      }
      onCancel={props.onDone}
    >
      <Form layout="vertical">
        <Flex wrap gap="middle">
          <Form.Item label="从哪个月起">
            <Select
              aria-label="从哪个月起"
              value={from}
              style={{ width: 140 }}
              options={months.map((value) => ({ value }))}
              onChange={setFrom}
            />
          </Form.Item>
          <Form.Item label="依据" htmlFor="review-ground" required>
            <Input
              id="review-ground"
              maxLength={100}
              value={ground}
              placeholder="章程第几条，或哪次会议"
              onChange={(event) => setGround(event.target.value)}
            />
          </Form.Item>
        </Flex>
      </Form>
    </ConfirmPanel>
  )
}
