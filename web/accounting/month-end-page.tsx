import { Alert, Button, Flex, Tag } from 'antd'
import { useState } from 'react'
import { actOnMonths, listMonthEnds, type WireMonthEnd } from '#contract/accounting/month-end.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText } from '../ui/values.tsx'
import { ACTS, type MonthAct } from './month-acts.ts'
import './books.css'

/** 月末结账: all books that this person keeps, what each still lacks, and one press for the same act in all of them. */
export function MonthEndPage() {
  const found = useCall(listMonthEnds)
  const { today } = useSession()
  const rows = found.data?.ends ?? []
  const [chosen, setChosen] = useState<string[] | null>(null)
  const work = useWork()
  const picked = rows.filter((row) => chosen === null || chosen.includes(row.book.body))
  return (
    <Page
      title="月末结账"
      says="您记的每家账：本月还差什么；同一件事一次办完，哪家办不成写明原因，不影响别家"
      error={found.error}
      loading={found.isPending}
    >
      <section className="panel" aria-label="各家的月末">
        <Flex wrap gap="small" className="gap-below">
          {ACTS.map((act) => (
            <ActButton key={act.key} act={act} rows={picked} today={today} work={work} />
          ))}
        </Flex>
        <DataRows
          rows={rows}
          rowKey={(row) => row.book.body}
          columns={columnsOf(work.told)}
          chosen={picked.map((row) => row.book.body)}
          onChoose={setChosen}
          empty={<EmptyState says="您还没有记着的账" next={<Go to="/books">去建账</Go>} />}
        />
      </section>
    </Page>
  )
}

interface Told {
  good: boolean
  says: string
}

interface Work {
  busy: string | null
  told: Readonly<Record<string, Told>>
  run: (act: MonthAct, rows: readonly WireMonthEnd[]) => void
}

/** One request for all books; what one refuses is told beside it and stops no other. */
function useWork(): Work {
  const [told, setTold] = useState<Record<string, Told>>({})
  const act = useAct(actOnMonths, {
    onDone: ({ results }) => setTold(Object.fromEntries(results.map((one) => [one.body, one]))),
  })
  return {
    busy: act.isPending ? (act.variables.body?.act ?? null) : null,
    told,
    run: ({ key }, rows) =>
      act.mutate({
        body: { act: key, books: rows.map(({ book, list }) => ({ body: book.body, month: list.month })) },
      }),
  }
}

function ActButton(props: { act: MonthAct; rows: readonly WireMonthEnd[]; today: string; work: Work }) {
  const { act, today, work } = props
  const rows = props.rows.filter((row) => act.fits(row, today))
  return (
    <Button
      type={act.key === 'close' ? 'primary' : 'default'}
      disabled={rows.length === 0 || work.busy !== null}
      loading={work.busy === act.key}
      onClick={() => work.run(act, rows)}
    >
      {act.label(rows)}
    </Button>
  )
}

const columnsOf = (told: Readonly<Record<string, Told>>): readonly RowColumn<WireMonthEnd>[] => [
  {
    key: 'name',
    title: '合作社',
    head: true,
    width: 260,
    render: ({ book }) => (
      <>
        <Go to={`/books/${book.body}?tab=closing`}>{book.bodyName}</Go>
        <JustDone told={told[book.body]} />
      </>
    ),
  },
  { key: 'month', title: '该结', render: ({ list }) => list.month.slice(0, 7) },
  {
    key: 'lines',
    title: '流水待记',
    align: 'right',
    render: ({ book, list }) => (
      <Go to={`/books/${book.body}?tab=money`}>
        <NumberText value={list.todo.lines} unit="笔" />
      </Go>
    ),
  },
  {
    key: 'trades',
    title: '交易待记',
    align: 'right',
    render: ({ book, list }) => (
      <Go to={`/books/${book.body}?tab=trades`}>
        <NumberText value={list.todo.trades} unit="笔" />
      </Go>
    ),
  },
  {
    key: 'wear',
    title: '折旧待提',
    align: 'right',
    render: ({ list }) => <NumberText value={list.todo.depreciation.assets} unit="项" />,
  },
  {
    key: 'repeat',
    title: '上月有、本月没有的',
    render: ({ list }) => list.todo.repeat.map((one) => one.summary).join('、') || '无',
  },
  { key: 'checks', title: '清单', width: 320, render: ({ list }) => <Checks list={list} /> },
]

function JustDone({ told }: { told: Told | undefined }) {
  return told === undefined ? null : <Alert type={told.good ? 'success' : 'error'} title={told.says} />
}

/** What of the list is not in order; the whole list stands on the book's own page. */
function Checks(props: { list: WireMonthEnd['list'] }) {
  const off = props.list.checks.filter((one) => one.state !== 'ok')
  if (off.length === 0) return <Tag color="green">全部已好</Tag>
  return (
    <ul className="checks">
      {off.map((one) => (
        <li key={one.label}>
          <Tag color={one.state === 'must' ? 'red' : 'orange'}>
            {one.state === 'must' ? '必须先办' : '请看一下'}
          </Tag>
          {one.label}：{one.says}
        </li>
      ))}
    </ul>
  )
}
