import { DIRECTIONS, printParts } from '#core/membership/trade.ts'
import { TRADE_COLUMNS } from '#core/membership/trade-sheet.ts'
import { type CellValue, type ColumnSpec, writeWorkbook } from '#server/files/workbook/write.ts'
import type { NumberedMember, TradeRow } from './trade-store.ts'

const NUMBERS = ['gross', 'tare', 'deducted', 'quantity', 'price']
const LABELS = Object.entries(TRADE_COLUMNS.fields)

const columnOf = ([key, field]: (typeof LABELS)[number]): ColumnSpec => ({
  heading: key === 'amount' ? '金额（元）' : field.label,
  width: key === 'note' ? 24 : key === 'person' || key === 'product' ? 16 : 12,
  kind: key === 'amount' ? 'money' : key === 'day' ? 'date' : NUMBERS.includes(key) ? 'number' : 'text',
  ...(key === 'direction' && { options: Object.values(DIRECTIONS) }),
})

/** The empty form, with the roll beside it so that numbers can be looked up. */
export function tradeTemplate(members: readonly NumberedMember[]): Promise<Uint8Array> {
  return writeWorkbook({
    properties: { title: '成员交易模板' },
    sheets: [
      {
        name: '成员交易',
        title: '成员交易登记表',
        columns: LABELS.map(columnOf),
        rows: [],
        footer: '成员填编号或姓名；过磅的填毛重、皮重、扣重，没有过磅的只填净重；方向不填的按交售给本社。',
      },
      {
        name: '成员编号',
        title: '成员编号对照表',
        columns: [
          { heading: '成员编号', width: 12, kind: 'text' },
          { heading: '成员姓名', width: 20, kind: 'text' },
        ],
        rows: members.map((one) => [one.number, one.name]),
      },
    ],
  })
}

/** Every line of a year, reversals with it. */
export function tradeListWorkbook(title: string, rows: readonly TradeRow[]): Promise<Uint8Array> {
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '成员交易',
        title,
        columns: [...LABELS.map(columnOf), { heading: '尾差（元）', width: 12, kind: 'money' }],
        rows: rows.map(lineOf),
        freeze: 3,
        footer: '尾差 = 金额 −（数量 × 单价）：抹零、奖励或议价；冲销的一笔金额为负。',
      },
    ],
  })
}

function lineOf(row: TradeRow): CellValue[] {
  const parts = (value: bigint | null, places: number): CellValue =>
    value === null ? null : Number(printParts(value, places))
  const values: Record<string, CellValue> = {
    ...row,
    person: row.name,
    direction: DIRECTIONS[row.direction],
    gross: parts(row.gross, 3),
    tare: parts(row.tare, 3),
    deducted: parts(row.deducted, 3),
    quantity: parts(row.quantity, 3),
    price: parts(row.price, 4),
  } as never
  return [...LABELS.map(([key]) => values[key] ?? null), row.rounding]
}
