import { Segmented } from 'antd'
import { useEffect, useRef } from 'react'
import { readBook } from '#contract/accounting.ts'
import { depthLabel } from '#core/accounting/depth.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { Page } from '../ui/page.tsx'
import { AssetsTab } from './assets-tab.tsx'
import { BalancesTab } from './balances-tab.tsx'
import type { Book, OpenedBook } from './book.ts'
import { ClosingTab } from './closing-tab.tsx'
import { ConversionTab } from './conversion-tab.tsx'
import { ChangeDepth, NotOpened } from './depth-choice.tsx'
import { MoneyTab } from './money-tab.tsx'
import { NoOpening } from './no-opening.tsx'
import { OpeningTab } from './opening-tab.tsx'
import { RecordTab } from './record-tab.tsx'
import { ReportedTab } from './reported-tab.tsx'
import { StatementsTab } from './statements-tab.tsx'
import { StockTab } from './stock-tab.tsx'
import { TradesTab } from './trades-tab.tsx'
import { VouchersTab } from './vouchers-tab.tsx'
import './books.css'

interface Tab {
  value: string
  label: string
  /** What it is called in a cash book; not shown there without a name. */
  cash?: string
  /** Only for who keeps the book. */
  writes?: boolean
}

const TABS: readonly Tab[] = [
  { value: 'record', label: '记账', cash: '记收支', writes: true },
  { value: 'money', label: '流水', cash: '流水' },
  { value: 'trades', label: '成员交易', cash: '成员交易' },
  { value: 'vouchers', label: '凭证', cash: '收支明细' },
  { value: 'balances', label: '余额表', cash: '余额' },
  { value: 'assets', label: '资产', cash: '资产' },
  { value: 'closing', label: '结账', cash: '结账' },
  { value: 'statements', label: '会计报表', cash: '会计报表' },
  { value: 'opening', label: '期初余额' },
  { value: 'conversion', label: '旧账转换' },
  { value: 'stock', label: '期初盘点', cash: '期初盘点' },
]

/** Where opening balances are given; no need to be sent there from there. */
const OPENS: ReadonlySet<string> = new Set(['opening', 'conversion', 'stock'])

function tabsOf(book: OpenedBook): { value: string; label: string }[] {
  return TABS.filter((one) => book.mayWrite || one.writes !== true).flatMap(({ value, label, cash }) =>
    book.depth !== 'cash' ? [{ value, label }] : cash === undefined ? [] : [{ value, label: cash }],
  )
}

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
      {...(book !== undefined && book.depth !== null && { says: stateOf(book) })}
    >
      {book !== undefined && <Depth book={book} />}
    </Page>
  )
}

function stateOf(book: Book): string {
  const depth = book.depth === null ? '' : depthLabel(book.depth)
  if (book.depth === 'report' || book.startedOn === null) return depth
  return `${depth} · ${book.startedOn} 起用 · ${book.closedThrough === null ? '还没有结过账' : `已结账到 ${book.closedThrough}`}`
}

/** Each depth has its own page; a body that only reports needs no opened book. */
function Depth(props: { book: Book }) {
  const { book } = props
  if (book.depth === 'report')
    return (
      <>
        <ReportedTab book={book} />
        {book.mayWrite && <ChangeDepth book={book} />}
      </>
    )
  return isOpened(book) ? <Opened book={book} /> : <NotOpened book={book} />
}

const isOpened = (book: Book): book is OpenedBook => book.startedOn !== null

function Opened(props: { book: OpenedBook }) {
  const { book } = props
  const address = useAddress()
  const tabs = tabsOf(book)
  const tab = address.get('tab') ?? tabs[0]!.value
  const Part = PARTS[tab] ?? VouchersTab
  const strip = useRef<HTMLDivElement>(null)
  // On a phone the strip is wider than the screen: the part that is open stays in sight.
  useEffect(() => {
    strip.current
      ?.querySelector('.ant-segmented-item-selected')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  return (
    <>
      {!OPENS.has(tab) && <NoOpening book={book} />}
      <div className="book-tabs no-print" ref={strip}>
        <Segmented
          value={tab}
          options={tabs}
          onChange={(next) => address.set({ ...CLEARED, tab: next })}
          aria-label="账簿的各部分"
        />
      </div>
      <Part key={tab} book={book} />
      {book.mayWrite && <ChangeDepth book={book} />}
    </>
  )
}

/** What only one part of the page reads of the address. */
const CLEARED = {
  page: undefined,
  account: undefined,
  detail: undefined,
  behind: undefined,
  until: undefined,
  q: undefined,
  state: undefined,
  source: undefined,
  from: undefined,
  to: undefined,
  review: undefined,
}

const PARTS: Record<string, (props: { book: OpenedBook }) => React.ReactNode> = {
  record: RecordTab,
  money: MoneyTab,
  trades: TradesTab,
  assets: AssetsTab,
  stock: StockTab,
  vouchers: VouchersTab,
  balances: BalancesTab,
  closing: ClosingTab,
  statements: StatementsTab,
  opening: OpeningTab,
  conversion: ConversionTab,
}
