import { Button, Flex, Segmented, Select } from 'antd'
import { readTrades, TRADE_LIST_PATH } from '#contract/membership/trades.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { TradeConfirm } from './trade-confirm.tsx'
import { TradeGrid } from './trade-grid.tsx'
import { TradeImport } from './trade-import.tsx'
import { TradeLines } from './trade-lines.tsx'

const TABS = [
  { value: 'record', label: '记交易' },
  { value: 'lines', label: '明细' },
  { value: 'confirm', label: '成员确认' },
  { value: 'import', label: '导入表格' },
]
const READ_ONLY = TABS.filter((one) => one.value === 'lines' || one.value === 'confirm')

/** One cooperative's trades with its members: weighing, lines, confirmation, import. */
export function TradeBookPage() {
  const body = usePathParam('id')
  const { get, set } = useAddress()
  const [year, member] = [get('year'), get('member')]
  const page = Number(get('page') ?? '1')
  const query = {
    page,
    ...(year !== undefined && { year: Number(year) }),
    ...(member !== undefined && { member }),
  }
  const found = useCall(readTrades, { params: { body }, query }, { keep: true })
  const book = found.data
  const tabs = book?.mayWrite === true ? TABS : READ_ONLY
  const tab = get('tab') ?? tabs[0]!.value
  return (
    <Page
      title={book === undefined ? '成员交易' : `${book.bodyName}的成员交易`}
      crumbs={[{ label: '成员交易', to: '/trades' }, { label: book?.bodyName ?? '合作社' }]}
      error={found.error}
      loading={found.isPending}
      actions={
        book !== undefined && (
          <Button href={link(TRADE_LIST_PATH, { body }, { year: book.year })}>
            下载 {book.year} 年明细（.xlsx）
          </Button>
        )
      }
    >
      {book !== undefined && (
        <>
          <Flex wrap gap="middle" align="center" className="gap-below no-print">
            <Segmented
              value={tab}
              options={tabs}
              onChange={(next) => set({ tab: next, page: undefined, member: undefined })}
              aria-label="成员交易的各部分"
            />
            {tab === 'lines' && (
              <Labelled label="年度">
                <Select
                  aria-label="年度"
                  value={book.year}
                  style={{ width: 100 }}
                  options={book.years.map((value) => ({ value, label: value }))}
                  onChange={(value: number) => set({ year: value, page: undefined })}
                />
              </Labelled>
            )}
          </Flex>
          {tab === 'record' && <TradeGrid key={body} body={body} book={book} />}
          {tab === 'lines' && <TradeLines book={book} page={page} />}
          {tab === 'confirm' && <TradeConfirm body={body} book={book} />}
          {tab === 'import' && <TradeImport body={body} />}
        </>
      )}
    </Page>
  )
}
