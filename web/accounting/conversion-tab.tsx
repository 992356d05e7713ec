import { Alert, Button, Flex, Segmented } from 'antd'
import { useState } from 'react'
import {
  CONVERSION_PAPER_PATH,
  readConversion,
  type WireConversion,
} from '#contract/accounting/conversion.ts'
import { convertBooks } from '#core/accounting/conversion.ts'
import { link, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { LeaveGuard } from '../register/leave-guard.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { unsplitCodes } from './conversion-draft.ts'
import { useConversionDraft } from './conversion-kept.ts'
import { ConversionPaper } from './conversion-paper.tsx'
import { ConversionSign } from './conversion-sign.tsx'
import { ConversionSplit } from './conversion-split.tsx'
import { TwoDrafts } from './two-drafts.tsx'
import { OldBalances } from './old-balances.tsx'

/** 旧账转换: balances by the accounts of 2007 become the opening balances of the new books (财会〔2021〕38号). */
export function ConversionTab(props: { book: OpenedBook }) {
  const { book } = props
  const found = useCall(readConversion, { params: { body: book.body } })
  if (found.error !== null) return <Problems problems={problemsOf(found.error)} />
  if (found.data === undefined) return null
  const { done, draft } = found.data
  if (done !== null) return <Done book={book} done={done} />
  if (!book.mayWrite)
    return <Alert type="info" showIcon title="还没有转换旧账；由合作社的理事长或财务会计办理" />
  if (book.hasOpening)
    return (
      <Alert
        type="info"
        showIcon
        title="已经记过期初余额"
        description={
          <>
            要按旧账转换，先在<Go to={`/books/${book.body}?tab=vouchers&to=${book.startedOn}`}>凭证</Go>
            里把原来的期初凭证红字冲销。
          </>
        }
      />
    )
  return <Convert book={book} draft={draft} />
}

function Done(props: { book: OpenedBook; done: NonNullable<WireConversion['done']> }) {
  const { book, done } = props
  return (
    <>
      <section className="panel no-print" aria-label="旧账转换">
        <h3>旧账已经转换</h3>
        <p>
          <DayText day={done.at} /> 由 {done.by} 办理，理事长 {done.chair}、监事 {done.supervisor} 签字。
          <Go to={`/vouchers/${done.voucher}`}>查看期初凭证</Go> ·{' '}
          <a href={`/api/files/${done.paper}`} target="_blank" rel="noreferrer">
            签字的转换对照表
          </a>
        </p>
        <p>
          <Go to={`/books/${book.body}?tab=assets`}>接着按期初余额建资产卡片</Go>
          ：卡片合计与期初余额相等以后，折旧按月自动算出。
        </p>
        <p className="faint">要重做，先在那张凭证上红字冲销，这里会回到转换前的草稿。</p>
      </section>
      <ConversionPaper
        book={book}
        made={convertBooks(done)}
        nameOf={(id) => done.names[id] ?? id}
        paper={link(CONVERSION_PAPER_PATH, { body: book.body })}
      />
    </>
  )
}

const STEPS = ['balances', 'split', 'paper'] as const
type Step = (typeof STEPS)[number]

/** Balances, split, paper: a draft is saved whenever one goes on. */
function Convert(props: { book: OpenedBook; draft: WireConversion['draft'] }) {
  const { book } = props
  const kept = useConversionDraft(book.body, props.draft)
  const { typed, setTyped, draft, save, keep, saved } = kept
  const [step, setStep] = useState<Step>('balances')
  const made = convertBooks(draft)
  const open = unsplitCodes(made)
  const go = (next: Step) => {
    setStep(next)
    keep()
    globalThis.scrollTo(0, 0)
  }
  const at = STEPS.indexOf(step)
  const labels: Record<Step, string> = {
    balances: '一、旧账余额',
    split: open.length === 0 ? '二、拆分' : `二、拆分（${open.length} 个科目）`,
    paper: '三、对照和签字',
  }
  return (
    <>
      <LeaveGuard when={() => kept.changed} says="上次存草稿以后填的，离开后不会留下。" />
      <Flex wrap gap="middle" align="center" className="panel no-print">
        <div className="scrolls">
          <Segmented
            aria-label="转换的步骤"
            value={step}
            options={STEPS.map((value) => ({ value, label: labels[value] }))}
            onChange={go}
          />
        </div>
        <Button loading={save.isPending} onClick={() => keep()}>
          存草稿
        </Button>
        {saved !== null && (
          <span className="faint">
            上次由 {saved.by} 存于 <DayText day={saved.savedAt} time />
          </span>
        )}
      </Flex>
      {save.error !== null && <Problems problems={problemsOf(save.error)} />}
      <TwoDrafts kept={kept} />
      {step === 'balances' && <OldBalances book={book} typed={typed} onChange={setTyped} made={made} />}
      {step === 'split' && <ConversionSplit book={book} typed={typed} onChange={setTyped} made={made} />}
      {step === 'paper' && (
        <>
          {made.problems.length > 0 && <Standing problems={made.problems} />}
          <ConversionPaper
            book={book}
            made={made}
            nameOf={(id) => book.members.find((one) => one.id === id)?.name ?? id}
            paper={link(CONVERSION_PAPER_PATH, { body: book.body })}
          />
          {made.problems.length === 0 && <ConversionSign book={book} draft={draft} made={made} />}
        </>
      )}
      <Ways at={at} go={go} />
    </>
  )
}

/** Everything that stands against it, above the paper. */
function Standing({ problems }: { problems: Parameters<typeof Problems>[0]['problems'] }) {
  return (
    <Alert
      type="error"
      showIcon
      className="gap-below no-print"
      title={`还有 ${problems.length} 处要改，改好以前不能转换`}
      description={<Problems problems={problems} withPlace={false} />}
    />
  )
}

/** Back and on. */
function Ways({ at, go }: { at: number; go: (step: Step) => void }) {
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]]
  return (
    <Flex gap="small" className="gap-above no-print">
      {before !== undefined && <Button onClick={() => go(before)}>上一步</Button>}
      {after !== undefined && (
        <Button type="primary" onClick={() => go(after)}>
          下一步
        </Button>
      )}
    </Flex>
  )
}
