/** A cooperative's own sheet of trades, read line by line: members by number or name, the rest as texts. */
import type { Sheet } from '../kernel/cell.ts'
import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'
import { readSheet } from '../kernel/sheet.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { dayOf, memberFinder, textOf, type SheetMember } from './sheet-members.ts'
import type { TypedTrade } from './trade.ts'

const optional = (label: string, ...aliases: string[]) => f.text(label, { max: 200, optional: true, aliases })

/** The columns of the sheet and under which words offices write them; it is no register that anyone keeps. */
export const TRADE_COLUMNS = register('trade_sheet', {
  label: '成员交易',
  belongsTo: 'area',
  fields: {
    day: optional('交易日期', '日期', '过磅日期', '交售日期', '收购日期'),
    number: optional('成员编号', '编号', '户号', '社员编号', '成员号'),
    person: optional('成员姓名', '姓名', '社员姓名', '户主姓名', '交售人'),
    direction: optional('方向', '交易方向', '类别', '购销'),
    product: optional('产品', '品种', '产品名称', '品名', '货物名称'),
    grade: optional('等级', '级别', '质量等级'),
    unit: optional('计量单位', '单位'),
    gross: optional('毛重'),
    tare: optional('皮重'),
    deducted: optional('扣重', '扣杂', '扣水杂', '扣除重量'),
    quantity: optional('净重', '交易量', '数量', '重量'),
    price: optional('单价', '价格'),
    amount: optional('金额', '交易额', '货款', '应付金额'),
    slip: optional('磅单号', '单号', '票号'),
    note: optional('备注', '说明'),
  },
})

const COLUMN_KEYS = Object.keys(TRADE_COLUMNS.fields)

export interface SheetTrade extends TypedTrade {
  row: number
  /** How the sheet writes the member. */
  who: string
}

/** Lines of a sheet; a member who is not found has '' and is told. */
export function readTradeSheet(
  sheet: Sheet,
  members: readonly SheetMember[],
): Outcome<{ rows: SheetTrade[]; problems: { row: number; says: string }[] }> {
  const read = readSheet(sheet, [TRADE_COLUMNS])
  if (!read.ok) return read
  const find = memberFinder(members)
  const problems: { row: number; says: string }[] = []
  const at = new Map(
    read.value.columns.flatMap(({ field, index }) => (field === null ? [] : [[field, index] as const])),
  )
  const rows = read.value.rows.map(({ row, cells }): SheetTrade => {
    const texts = Object.fromEntries(
      COLUMN_KEYS.map((key) => [key, textOf(cells[at.get(key) ?? -1])]),
    ) as Record<string, string>
    const found = find(texts['number'] ?? '', texts['person'] ?? '')
    if (found.says !== null) problems.push({ row, says: found.says })
    const { number, person, direction = '', ...rest } = texts
    return {
      ...rest,
      row,
      who: [number, person].filter(Boolean).join(' '),
      member: found.id,
      day: dayOf(cells[at.get('day') ?? -1]),
      product: rest['product'] ?? '',
      direction: /购买|供|买入|农资|supplied/.test(direction) ? 'supplied' : 'delivered',
    }
  })
  return done({ rows, problems })
}
