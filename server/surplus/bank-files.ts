/** The list for the bank: our own columns, or those of the bank's empty form. */
import type { Workbook } from '#server/files/workbook/workbook.ts'
import { bankHeading, type Expected } from '#core/surplus/bank-return.ts'
import { printYuan, unitOfHeading, wireOfFen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { type CellValue, type ColumnSpec, writeWorkbook } from '#server/files/workbook/write.ts'

const NOTE = '盈余分配'

/** Who cannot be paid by bank for want of an account. */
export function withoutAccount(lines: readonly Expected[]): string[] {
  return lines.filter((one) => one.account === null).map((one) => `${one.number} ${one.name}`)
}

/** The list in our own columns. */
export function bankWorkbook(title: string, lines: readonly Expected[]): Promise<Uint8Array> {
  const payable = lines.filter((one) => one.account !== null)
  const sum = payable.reduce((all, one) => all + one.amount, 0n)
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '代发清单',
        title,
        columns: [
          { heading: '序号', width: 8, kind: 'number' },
          { heading: '收款账号', width: 26, kind: 'text' },
          { heading: '收款户名', width: 16, kind: 'text' },
          { heading: '金额（元）', width: 16, kind: 'money' },
          { heading: '摘要', width: 16, kind: 'text' },
          { heading: '处理结果', width: 12, kind: 'text' },
          { heading: '失败原因', width: 24, kind: 'text' },
        ],
        rows: payable.map((one, at) => [at + 1, one.account, one.name, one.amount, NOTE, '', '']),
        footer: `合计 ${payable.length} 笔 ${printYuan(sum)} 元`,
      },
    ],
  })
}

/** The list in the columns of the bank's own form, which is recognised by its headings. Errors: bank-form. */
export async function bankForm(form: Workbook, lines: readonly Expected[]): Promise<Outcome<Uint8Array>> {
  const found = form.sheets
    .map((sheet) => ({ sheet, heading: bankHeading(sheet) }))
    .find((one) => one.heading)
  const heading = found?.heading
  if (!found || !heading)
    return failed(
      refused('bank-form', '没有在银行的模板里找到账号和金额的表头，请换银行给的空表，或用本系统的代发清单'),
    )
  const payable = lines.filter((one) => one.account !== null)
  const places = new Map([...heading.columns].map(([key, at]) => [at, key]))
  const columns = heading.headings.map((text, at): ColumnSpec => ({
    heading: text,
    width: places.get(at) === 'account' ? 26 : 16,
    kind: places.get(at) === 'order' ? 'number' : 'text',
  }))
  const unit = unitOfHeading(heading.headings[heading.columns.get('amount') ?? -1] ?? '') ?? '元'
  if (unit !== '元')
    return failed(refused('bank-form', `银行模板的金额单位是${unit}，本系统只写元，请换以元为单位的模板`))
  const values = (one: Expected, at: number): Record<string, CellValue> => ({
    order: at + 1,
    account: one.account,
    name: one.name,
    amount: wireOfFen(one.amount),
    note: NOTE,
  })
  const rows = payable.map((one, at) => {
    const value = values(one, at)
    return columns.map((_, place): CellValue => value[places.get(place) ?? ''] ?? '')
  })
  return done(
    await writeWorkbook({
      properties: { title: '银行代发' },
      sheets: [{ name: found.sheet.name, columns, rows }],
    }),
  )
}
