import { Flex, Tag } from 'antd'
import type { z } from 'zod'
import { carryOver, closeMonth, closingList } from '#contract/accounting.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { Problems } from '../ui/problems.tsx'
import { momentText } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { EntryTable } from './entry-table.tsx'
import { Reopenings } from './reopenings.tsx'
import { ReviewRule } from './review-rule.tsx'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'

const STATES = {
  ok: { color: 'green', word: '已好' },
  warn: { color: 'orange', word: '请看一下' },
  must: { color: 'red', word: '必须先办' },
} as const

/** 结账: the checked list of the month that is next, carrying over at the end of the year, the closing itself. */
export function ClosingTab(props: { book: OpenedBook }) {
  const { book } = props
  const { today } = useSession()
  const answer = useCall(closingList, { params: { body: book.body } })
  const close = useAct(closeMonth, { done: '已结账' })
  const data = answer.data
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  if (data === undefined) return null
  const month = data.month.slice(0, 7)
  const must = data.checks.some((one) => one.state === 'must')
  const early = data.month.slice(0, 7) > today.slice(0, 7)
  return (
    <>
      <section className="panel" aria-label="结账清单">
        <h3>{month} 结账清单</h3>
        <ul className="checks">
          {data.checks.map((one) => (
            <li key={one.label}>
              <Tag color={STATES[one.state].color}>{STATES[one.state].word}</Tag>
              <strong>{one.label}</strong>：{one.says}
            </li>
          ))}
        </ul>
      </section>
      {book.mayWrite && data.entries.length > 0 && <CarryOver book={book} list={data} />}
      {book.mayWrite && (
        <ConfirmPanel
          title={`结 ${month} 的账`}
          happens={[
            `${month} 及以前不能再记任何凭证，更正用红字冲销记在以后的月份`,
            '清单和结账人留存备查；要重新打开须有书面决定',
          ]}
          button={`结账 ${month}`}
          busy={close.isPending}
          blocked={early ? '这个月还没有到' : must ? '清单里“必须先办”的办完后才能结账' : null}
          onConfirm={() => close.mutate({ params: { body: book.body }, body: { month: data.month } })}
        />
      )}
      {data.closed.length > 0 && (
        <section className="panel closed" aria-label="已结账">
          <h3>已结账的月份</h3>
          <Flex wrap gap="small">
            {data.closed.map((one) => (
              <Tag key={one.month} title={`${one.actor} ${momentText(one.at)}`}>
                {one.month.slice(0, 7)}
              </Tag>
            ))}
          </Flex>
        </section>
      )}
      <ReviewRule book={book} />
      <Reopenings book={book} closed={data.closed.map((one) => one.month.slice(0, 7))} />
    </>
  )
}

interface CarryOverProps {
  book: OpenedBook
  list: z.infer<typeof closingList.response>
}

function CarryOver(props: CarryOverProps) {
  const { checks, entries } = props.list
  const open = checks.filter((one) => one.state === 'warn').map((one) => one.label)
  const carry = useAct(carryOver, { done: '已结转' })
  return (
    <ConfirmPanel
      title="年末结转"
      happens={[
        ...(open.length > 0 ? [`清单里还要看一下的：${open.join('、')}；漏掉的会使今年的盈余不准`] : []),
        ...entries.map((one) => `记一张结转凭证：${one.summary}`),
      ]}
      button="结转"
      busy={carry.isPending}
      onConfirm={() => carry.mutate({ params: { body: props.book.body } })}
    >
      {entries.map((one) => (
        <div key={one.summary} className="gap-below">
          <EntryTable
            total={wireOfFen(one.lines.reduce((sum, line) => sum + (fenOfWire(line.debit) ?? 0n), 0n))}
            rows={one.lines.map((line) => ({ ...line, detail: line.item ?? '' }))}
          />
        </div>
      ))}
    </ConfirmPanel>
  )
}
