import { Alert, Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { attachToVoucher, readVoucher, reverseVoucher } from '#contract/accounting.ts'
import { reviewVouchers } from '#contract/accounting/reviews.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileLinks, FileUpload } from '../ui/files.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { momentText } from '../ui/values.tsx'
import { detailOf, EntryTable } from './entry-table.tsx'
import { InvestmentResolution } from './resolution-link.tsx'
import { VoucherTags } from './vouchers-tab.tsx'
import './books.css'

type Voucher = z.infer<typeof readVoucher.response>

/** 记账凭证: its entry, its receipts, what reversed it. */
export function VoucherPage() {
  const id = usePathParam('id')
  const answer = useCall(readVoucher, { params: { id } })
  const data = answer.data
  const [asks, setAsks] = useState(false)
  const mayReverse =
    data?.mayWrite === true &&
    data.reverses === null &&
    data.reversedBy === null &&
    data.standsBecause === null
  return (
    <Page
      title={data === undefined ? '记账凭证' : `记账凭证 记-${data.code}`}
      crumbs={[
        { label: '账簿', to: '/books' },
        ...(data === undefined ? [] : [{ label: data.bodyName, to: `/books/${data.body}?tab=vouchers` }]),
        { label: '凭证' },
      ]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        <>
          {mayReverse && <Button onClick={() => setAsks(true)}>红字冲销</Button>}
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      {data !== undefined && asks && <Reverse voucher={data} onCancel={() => setAsks(false)} />}
      {data !== undefined && <VoucherContent voucher={data} />}
    </Page>
  )
}

function VoucherContent(props: { voucher: Voucher }) {
  const { voucher } = props
  const template = voucher.template === null ? undefined : templateOf(voucher.template)
  return (
    <section className="panel">
      <Flex wrap gap="middle" className="gap-below">
        <strong>{voucher.summary}</strong>
        <span className="number">{voucher.day}</span>
        <VoucherTags voucher={voucher} />
      </Flex>
      <EntryTable
        total={voucher.total}
        rows={voucher.lines.map((line) => ({ ...line, detail: detailOf(line) }))}
      />
      <p className="faint">
        {voucher.bodyName} · {momentText(voucher.postedAt)}
        {template !== undefined && ` · 业务：${template.label}（${template.basis}）`}
      </p>
      <InvestmentResolution voucher={voucher.id} body={voucher.body} />
      <Hands voucher={voucher} />
      {voucher.files.length > 0 && (
        <p>
          附件：
          <FileLinks files={voucher.files} />
        </p>
      )}
      {voucher.mayWrite && voucher.standsBecause !== null && (
        <Alert type="info" showIcon className="gap-below no-print" title={voucher.standsBecause} />
      )}
      {voucher.mayWrite && <Attach voucher={voucher} />}
      {voucher.reverses !== null && (
        <p>
          这是红字凭证，<Go to={`/vouchers/${voucher.reverses}`}>查看被冲销的原凭证</Go>。
        </p>
      )}
      {voucher.reversedBy !== null && (
        <p>
          这张凭证已经冲销，<Go to={`/vouchers/${voucher.reversedBy}`}>查看红字凭证</Go>。
        </p>
      )}
    </section>
  )
}

/** Who made it and who reviewed it, on the screen and under the printed voucher. */
function Hands(props: { voucher: Voucher }) {
  const { voucher } = props
  const review = useAct(reviewVouchers, { done: '已审核' })
  return (
    <Flex wrap gap="large" align="center" className="hands">
      <span>制单：{voucher.maker}</span>
      <span>
        审核：{voucher.reviewer ?? <span className="faint no-print">还没有审核</span>}
        {voucher.reviewer === null && <span className="sign-line" />}
      </span>
      {voucher.mayReview && (
        <Button
          type="primary"
          className="no-print"
          loading={review.isPending}
          onClick={() => review.mutate({ params: { body: voucher.body }, body: { vouchers: [voucher.id] } })}
        >
          审核这张凭证
        </Button>
      )}
    </Flex>
  )
}

/** Receipts and photographs that came later: added, never taken away. */
function Attach(props: { voucher: Voucher }) {
  const [files, setFiles] = useState<string[]>([])
  const attach = useAct(attachToVoucher, { done: '已补附', onDone: () => setFiles([]) })
  return (
    <Flex vertical gap="small" align="flex-start" className="no-print gap-below">
      <FileUpload value={files} onChange={setFiles} button="补附票据或照片" accept="image/*,.pdf" />
      {files.length > 0 && (
        <Button
          type="primary"
          loading={attach.isPending}
          onClick={() => attach.mutate({ params: { id: props.voucher.id }, body: { files } })}
        >
          附到这张凭证（{files.length} 个，附上后不能取下）
        </Button>
      )}
    </Flex>
  )
}

function Reverse(props: { voucher: Voucher; onCancel: () => void }) {
  const { today } = useSession()
  const go = useGo()
  const [on, setOn] = useState<string | undefined>(today)
  const [reason, setReason] = useState('')
  const reverse = useAct(reverseVoucher, {
    done: '已冲销',
    onDone: (answer) => {
      props.onCancel()
      go(`/vouchers/${answer.id}`)
    },
  })
  return (
    <ConfirmPanel
      title="红字冲销这张凭证"
      happens={[
        '按原凭证逐行记一张红字（负数）凭证，原凭证保留不动',
        '每张凭证只能冲销一次；正确的业务请另外重新记一张',
      ]}
      button="记入红字凭证"
      danger
      busy={reverse.isPending}
      blocked={reason.trim() === '' ? '请写明冲销原因' : null}
      onConfirm={() =>
        reverse.mutate({ params: { id: props.voucher.id }, body: { on: on ?? '', reason: reason.trim() } })
      }
      onCancel={props.onCancel}
    >
      <Form layout="vertical">
        <Form.Item label="冲销日期" htmlFor="reverse-day">
          <DayPicker id="reverse-day" value={on} onChange={setOn} until={today} label="冲销日期" />
        </Form.Item>
        <Form.Item label="冲销原因" htmlFor="reverse-reason" required>
          <Input
            id="reverse-reason"
            maxLength={100}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </ConfirmPanel>
  )
}
