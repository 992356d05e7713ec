import { Alert, Flex, Segmented, Select } from 'antd'
import { useState } from 'react'
import { openBook, readBook } from '#contract/accounting.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { BalancesTab } from './balances-tab.tsx'
import { type Book, monthsOf, type OpenedBook } from './book.ts'
import { ClosingTab } from './closing-tab.tsx'
import { OpeningTab } from './opening-tab.tsx'
import { RecordTab } from './record-tab.tsx'
import { StatementsTab } from './statements-tab.tsx'
import { VouchersTab } from './vouchers-tab.tsx'
import './books.css'

const TABS = [
  { value: 'record', label: '记账' },
  { value: 'vouchers', label: '凭证' },
  { value: 'balances', label: '余额表' },
  { value: 'closing', label: '结账' },
  { value: 'statements', label: '会计报表' },
  { value: 'opening', label: '期初余额' },
]

/** One cooperative's book: what happened, its vouchers, balances, closing and statements. */
export function BookPage() {
  const id = usePathParam('id')
  const answer = useCall(readBook, { params: { body: id } })
  const book = answer.data
  return (
    <Page
      title={book === undefined ? '账簿' : book.bodyName}
      crumbs={[{ label: '账簿', to: '/books' }, { label: book?.bodyName ?? '账簿' }]}
      error={answer.error}
      loading={answer.isPending}
      {...(book?.startedOn != null && {
        says: `${book.startedOn} 起用 · 已结账到 ${book.closedThrough ?? '（还没有结过账）'}`,
      })}
    >
      {book !== undefined && (isOpened(book) ? <Opened book={book} /> : <NotOpened book={book} />)}
    </Page>
  )
}

const isOpened = (book: Book): book is OpenedBook => book.startedOn !== null

function Opened(props: { book: OpenedBook }) {
  const { book } = props
  const address = useAddress()
  const tabs = book.mayWrite ? TABS : TABS.filter((one) => one.value !== 'record')
  const tab = address.get('tab') ?? tabs[0]!.value
  const Part = PARTS[tab] ?? VouchersTab
  return (
    <>
      <div className="book-tabs no-print">
        <Segmented
          value={tab}
          options={tabs}
          onChange={(next) => address.set({ ...CLEARED, tab: next })}
          aria-label="账簿的各部分"
        />
      </div>
      <Part key={tab} book={book} />
    </>
  )
}

/** What only one part of the page reads of the address. */
const CLEARED = {
  page: undefined,
  account: undefined,
  detail: undefined,
  q: undefined,
  from: undefined,
  to: undefined,
}

const PARTS: Record<string, (props: { book: OpenedBook }) => React.ReactNode> = {
  record: RecordTab,
  vouchers: VouchersTab,
  balances: BalancesTab,
  closing: ClosingTab,
  statements: StatementsTab,
  opening: OpeningTab,
}

function NotOpened(props: { book: Book }) {
  const { today } = useSession()
  const [month, setMonth] = useState(`${today.slice(0, 4)}-01`)
  const open = useAct(openBook, { done: '已建账，请接着录入期初余额' })
  const { book } = props
  if (!book.mayWrite)
    return <Alert type="info" showIcon title="这家合作社还没有建账；建账由它的理事长或财务会计办理" />
  return (
    <ConfirmPanel
      title="建账"
      happens={[
        '从选定月份的 1 日起记账，此前的余额作为期初余额一次录入',
        '使用 2023 年起施行的会计科目（48 个），不用另外设置',
        '凭证记入后不能修改，记错了用红字冲销',
      ]}
      button="建账"
      busy={open.isPending}
      onConfirm={() => open.mutate({ params: { body: book.body }, body: { startedOn: `${month}-01` } })}
    >
      <Flex wrap gap="middle" className="gap-below">
        <Labelled label="启用月份">
          <Select
            value={month}
            style={{ width: 140 }}
            options={monthsOf(`${Number(today.slice(0, 4)) - 3}-01-01`, today).map((value) => ({ value }))}
            onChange={setMonth}
            aria-label="启用月份"
          />
        </Labelled>
      </Flex>
    </ConfirmPanel>
  )
}
