import { Alert, Button, Flex, Input, Tag, Upload } from 'antd'
import { useState } from 'react'
import {
  BANK_FILE_PATH,
  BANK_RETURN_PATH,
  bankReturn,
  tellResults,
  type WireBankReturn,
} from '#contract/surplus/payments.ts'
import type { WireBatch, WirePlan } from '#contract/surplus/plans.ts'
import { link, upload, useAct, useTellProblems } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import { BankForm } from './bank-form.tsx'
import { CheckList } from '../governance/check-list.tsx'
import { Returned } from './pay-returned.tsx'

/** One list that went to the bank or lay on the table: its file or sheet, and what became of each line. */
export function PayBatch({ plan, batch }: { plan: WirePlan; batch: WireBatch }) {
  const waiting = batch.lines.filter((one) => one.outcome === null)
  const failed = batch.lines.filter((one) => one.outcome === 'failed')
  const returned = batch.lines.filter((one) => one.outcome === 'returned')
  const paid = batch.lines.filter((one) => one.outcome === 'paid')
  return (
    <div className="pay-batch gap-below" role="group" aria-label={`${batch.day} 的清单`}>
      <Flex wrap gap="small" align="center" className="gap-below">
        <strong>
          {batch.day} {batch.way === 'bank' ? '银行代发' : '现金'}
        </strong>
        <span>共 {batch.lines.length} 人</span>
        <Tag color="green">已付 {paid.length}</Tag>
        {failed.length > 0 && <Tag color="red">没有付成 {failed.length}</Tag>}
        {returned.length > 0 && <Tag color="red">付后退回 {returned.length}</Tag>}
        {waiting.length > 0 && <Tag color="orange">等结果 {waiting.length}</Tag>}
        {batch.way === 'bank' && plan.mayWrite && (
          <Button size="small" href={link(BANK_FILE_PATH, { id: batch.id })}>
            下载代发清单（.xlsx）
          </Button>
        )}
        {batch.way === 'cash' && (
          <Go to={`/surplus/plans/${plan.id}/cash?batch=${batch.id}`}>打印现金领款表</Go>
        )}
      </Flex>
      {[...failed, ...returned].map((one) => (
        <div key={one.member} className="faint">
          {one.number} {one.name} <Money yuan={one.amount} unit />，
          {one.outcome === 'returned' ? '付后退回' : '没有付成'}：{one.reason}
        </div>
      ))}
      {plan.mayWrite && paid.length > 0 && <Returned batch={batch} paid={paid} />}
      {plan.mayWrite &&
        waiting.length > 0 &&
        (batch.way === 'bank' ? (
          <BankResults batch={batch} />
        ) : (
          <CashResults batch={batch} waiting={waiting} />
        ))}
    </div>
  )
}

function useResults() {
  return useAct(tellResults, { quiet: true, done: '结果已登记，已付的已经记账' })
}

function BankResults({ batch }: { batch: WireBatch }) {
  const tell = useTellProblems()
  const [read, setRead] = useState<WireBankReturn | null>(null)
  const take = async (file: File) => {
    const form = new FormData()
    form.append('file', file, file.name)
    try {
      setRead(await upload(link(BANK_RETURN_PATH, { id: batch.id }), form, bankReturn))
    } catch (error) {
      tell(error)
    }
  }
  return (
    <>
      <Flex wrap gap="small">
        <Upload
          accept=".xlsx,.xls,.csv"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          <Button>读取银行回盘文件</Button>
        </Upload>
        <BankForm batch={batch} />
      </Flex>
      {read !== null && <BankSaid batch={batch} read={read} onCancel={() => setRead(null)} />}
    </>
  )
}

function BankSaid(props: { batch: WireBatch; read: WireBankReturn; onCancel: () => void }) {
  const { batch, read } = props
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const act = useResults()
  const failed = read.results.filter((one) => one.outcome === 'failed')
  const results = read.results.map(({ member, outcome, reason }) => ({
    member,
    outcome,
    ...(reason !== null && { reason }),
  }))
  return (
    <ConfirmPanel
      title="回盘结果"
      happens={[
        `付成 ${results.length - failed.length} 人，记一张付款凭证`,
        ...failed.map((one) => `${one.number} ${one.name} 没有付成：${one.reason ?? ''}，退回“尚欠”`),
      ]}
      button="登记这些结果"
      busy={act.isPending}
      blocked={results.length === 0 ? '没有可以登记的结果' : null}
      onConfirm={() => act.mutate({ params: { id: batch.id }, body: { day, results } })}
      onCancel={props.onCancel}
    >
      <Labelled label="银行付款的日期">
        <DayPicker
          value={day}
          label="银行付款的日期"
          until={today}
          onChange={(next) => next && setDay(next)}
        />
      </Labelled>
      {read.problems.length > 0 && (
        <Alert
          type="warning"
          title="没有采用的行"
          description={
            <ul>
              {read.problems.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          }
        />
      )}
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}

function CashResults({ batch, waiting }: { batch: WireBatch; waiting: WireBatch['lines'] }) {
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [taken, setTaken] = useState<string[]>(waiting.map((one) => one.member))
  const [reason, setReason] = useState('没有来领')
  const [files, setFiles] = useState<string[]>([])
  const act = useResults()
  const left = waiting.filter((one) => !taken.includes(one.member))
  const results = waiting.map(({ member }) =>
    taken.includes(member)
      ? { member, outcome: 'paid' as const }
      : { member, outcome: 'failed' as const, reason },
  )
  const file = files[0] === undefined ? {} : { file: files[0] }
  return (
    <ConfirmPanel
      title="登记领款结果"
      happens={[
        `${taken.length} 人已领，记一张付款凭证`,
        ...(left.length > 0 ? [`${left.map((one) => one.name).join('、')}没有领，退回“尚欠”`] : []),
      ]}
      button="登记领款"
      busy={act.isPending}
      blocked={files.length === 0 && taken.length > 0 ? '请上传签名或按了手印的领款表照片' : null}
      onConfirm={() => act.mutate({ params: { id: batch.id }, body: { day, results, ...file } })}
    >
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Labelled label="领款日期">
          <DayPicker value={day} label="领款日期" until={today} onChange={(next) => next && setDay(next)} />
        </Labelled>
        <FileUpload value={files} onChange={setFiles} button="上传领款表照片" />
        {left.length > 0 && (
          <Input
            aria-label="没有领的原因"
            style={{ width: 200 }}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Flex>
      <CheckList
        options={waiting.map((one) => ({
          value: one.member,
          label: `${one.number} ${one.name}${one.payee === null || one.payee === one.name ? '' : `（由 ${one.payee} 领取）`} ${one.amount}`,
        }))}
        value={taken}
        onChange={setTaken}
      />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </ConfirmPanel>
  )
}
