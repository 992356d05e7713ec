/** Entries of closing, made from balances: results into 本年盈余, that and every distribution into 未分配盈余. */
import { CHART } from './chart.ts'
import { itemOf, sumsOf, type YearFigures } from './figures.ts'
import type { VoucherLine } from './voucher.ts'

export interface ClosingEntry {
  summary: string
  lines: VoucherLine[]
}

const RESULTS = CHART.filter((one) => one.kind === '损益').map((one) => one.code)
const DIVISIONS = CHART.find((one) => one.code === '332')!.items.filter((item) => item !== '未分配盈余')

/** What has to be carried over at the end of the year; empty where nothing is left (37号 331二、三，332七). */
export function closingEntries(figures: YearFigures): ClosingEntry[] {
  const results = RESULTS.map((account) => ({ account, end: sumsOf(figures, account).end }))
  const carried = results.reduce((sum, one) => sum + one.end, 0n)
  const year = sumsOf(figures, '331').end + carried
  const divided = DIVISIONS.map((item) => ({ item, end: itemOf(figures, '332', item).end }))
  return [
    {
      summary: '结转本年收入和支出',
      lines: [
        ...results.flatMap(({ account, end }) => against({ account }, end)),
        ...against({ account: '331' }, -carried),
      ],
    },
    {
      summary: '结转本年盈余',
      lines: [
        ...against({ account: '331' }, year),
        ...against({ account: '332', item: '未分配盈余' }, -year),
      ],
    },
    {
      summary: '结清各项分配',
      lines: [
        ...divided.flatMap(({ item, end }) => against({ account: '332', item }, end)),
        ...against({ account: '332', item: '未分配盈余' }, -divided.reduce((sum, one) => sum + one.end, 0n)),
      ],
    },
  ].filter((entry) => entry.lines.length > 0)
}

/** The line that takes a balance away; none where there is none. */
function against(of: { account: string; item?: string }, balance: bigint): VoucherLine[] {
  if (balance === 0n) return []
  return [balance > 0n ? { ...of, credit: balance } : { ...of, debit: -balance }]
}
