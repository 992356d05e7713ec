import { Alert, Button } from 'antd'
import { useState } from 'react'
import { postVoucher } from '#contract/accounting.ts'
import { CHART } from '#core/accounting/chart.ts'
import { useAct } from '../shell/api.ts'
import { Go } from '../ui/go.tsx'
import type { OpenedBook } from './book.ts'
import { type DraftLine, emptyLine, LinesEditor, sumOf, wireLines } from './lines-editor.tsx'
import { Shares } from './shares.tsx'

/** Balances that a cooperative has as a rule; the others are added. */
const USUAL = ['101', '102', '113', '114', '121', '151', '152', '211', '301', '311', '322', '332']
const BALANCES = CHART.filter((one) => one.kind !== '损益').map((one) => ({
  value: one.code,
  label: `${one.code} ${one.name}`,
}))

/** 期初余额: guided, balanced, posted once. */
export function OpeningTab(props: { book: OpenedBook }) {
  const { book } = props
  const [lines, setLines] = useState<DraftLine[]>(USUAL.map((code) => emptyLine(code)))
  const [posted, setPosted] = useState<string | null>(null)
  const post = useAct(postVoucher, { done: '期初余额已记入', onDone: (answer) => setPosted(answer.id) })
  const written = lines.filter((line) => line.debit !== '' || line.credit !== '')
  const even = written.length > 1 && sumOf(lines, 'debit') === sumOf(lines, 'credit')
  return (
    <>
      <section className="panel" aria-label="期初余额">
        <h3>期初余额（{book.startedOn} 以前的余额）</h3>
        {book.hasOpening && <PostedBefore book={book} />}
        {posted !== null && (
          <p role="status" className="posted">
            已记入，<Go to={`/vouchers/${posted}`}>查看这张凭证</Go>。
          </p>
        )}
        {book.mayWrite ? (
          <>
            <p className="faint">
              按盘点和对账结果填：资产一般在借方，负债和权益在贷方；成员往来、股金要逐人填，可以“加一行”。没有余额的行不用管。
            </p>
            <Shares
              book={book}
              onTake={(shares) =>
                setLines([
                  ...lines.filter((one) => one.account !== '301'),
                  ...shares.map(({ id, share }) => ({ ...emptyLine('301'), member: id, credit: share })),
                ])
              }
            />
            <LinesEditor lines={lines} onChange={setLines} book={book} accounts={BALANCES} />
            <Button
              type="primary"
              disabled={!even}
              loading={post.isPending}
              onClick={() =>
                post.mutate({
                  params: { body: book.body },
                  body: { on: book.startedOn, summary: '期初余额', opening: true, lines: wireLines(written) },
                })
              }
            >
              记入期初余额
            </Button>
            {!even && (
              <span className="faint">
                {' '}
                {written.length === 0 ? '先在上面填有余额的科目' : '借贷相等后才能记入'}
              </span>
            )}
          </>
        ) : (
          <p className="faint">期初余额由合作社的理事长或财务会计录入。</p>
        )}
      </section>
      <OldBooks book={book} />
    </>
  )
}

function PostedBefore({ book }: { book: OpenedBook }) {
  return (
    <Alert
      type="info"
      showIcon
      className="gap-below"
      title="已经记过期初余额"
      description={
        <>
          在 <Go to={`/books/${book.body}?tab=vouchers&to=${book.startedOn}`}>凭证</Go>{' '}
          里查看；记错了用红字冲销后再录，也可以在这里补记漏掉的余额。
        </>
      }
    />
  )
}

/** The way for who kept books by the chart of 2007. */
function OldBooks(props: { book: OpenedBook }) {
  if (props.book.hasOpening) return null
  return (
    <p>
      以前用 2007 年的旧科目记账的，不用自己换算：
      <Go to={`/books/${props.book.body}?tab=conversion`}>按旧账余额表转换</Go>，拆分、对照、签字后一次记入。
    </p>
  )
}
