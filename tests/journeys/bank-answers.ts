/** What the bank sends back for a list of payments. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cellText } from '#core/kernel/cell.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { must } from '../must.ts'

/** The bank's return: everyone is paid but the first few, whose names do not fit. */
export async function bankAnswers(list: Buffer, unpaid = 0): Promise<string> {
  const workbook = must(await readWorkbook(list, 'list.xlsx'))
  const rows = workbook.sheets[0]!.rows.map((row) => row.map((cell) => cellText(cell)))
  const lines = rows.filter((row) => /^\d{15,}$/.test(row[1] ?? ''))
  const bytes = await writeWorkbook({
    sheets: [
      {
        name: '回盘',
        columns: ['账号', '户名', '金额', '处理状态', '失败原因'].map((heading) => ({
          heading,
          width: 20,
          kind: 'text' as const,
        })),
        rows: lines.map((row, at) => [
          row[1]!,
          row[2]!,
          row[3]!,
          at < unpaid ? '失败' : '成功',
          at < unpaid ? '户名不符' : '',
        ]),
      },
    ],
  })
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'heshe-bank-')), '回盘.xlsx')
  writeFileSync(file, bytes)
  return file
}

/** A bank's own empty form. */
export async function bankTemplate(): Promise<string> {
  const bytes = await writeWorkbook({
    sheets: [
      {
        name: '代发',
        columns: ['收款人账号', '收款人姓名', '代发金额', '用途'].map((heading) => ({
          heading,
          width: 20,
          kind: 'text' as const,
        })),
        rows: [],
      },
    ],
  })
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'heshe-bank-')), '银行模板.xlsx')
  writeFileSync(file, bytes)
  return file
}
