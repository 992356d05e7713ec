/** The form of the old balances, and the 转换对照表 that is signed and kept. */
import { accountLabel } from '#core/accounting/chart.ts'
import { convertBooks, type ConversionDraft } from '#core/accounting/conversion.ts'
import { OLD_CHART } from '#core/accounting/old-chart.ts'
import { printDayLong, type Day } from '#core/values/day.ts'
import { writeWorkbook, type CellValue, type ColumnSpec } from '#server/files/workbook/write.ts'

const text = (heading: string, width: number): ColumnSpec => ({ heading, width, kind: 'text' })
const money = (heading: string): ColumnSpec => ({ heading, width: 18, kind: 'money' })

/** The empty form: the accounts of 2007 with room for their balances. */
export function oldBooksTemplate(): Promise<Uint8Array> {
  return writeWorkbook({
    properties: { title: '旧账科目余额表' },
    sheets: [
      {
        name: '旧账余额',
        title: '旧账科目余额表（2007 年制度）',
        columns: [text('科目编码', 12), text('科目名称', 26), money('期末借方余额'), money('期末贷方余额')],
        rows: OLD_CHART.filter((one) => one.how !== 'result').map((one) => [one.code, one.name, null, null]),
        spareRows: 200,
        footer:
          '明细在科目下面加行：编码写在科目编码后面（如 11401），名称写成员、单位或项目。记账软件导出的余额表可以直接上传，不用抄进这张表。',
      },
      {
        name: '怎么转',
        title: '旧科目转入哪个新科目（财会〔2021〕38号）',
        columns: [text('旧科目', 24), text('新科目', 40), text('怎么转', 70)],
        rows: OLD_CHART.map((one) => [
          `${one.code} ${one.name}`,
          one.to.map(accountLabel).join('、'),
          one.says,
        ]),
      },
    ],
  })
}

/** 转换对照表: each old balance beside what became of it. */
export function conversionPaper(of: {
  bodyName: string
  day: Day
  draft: ConversionDraft
  names: Readonly<Record<string, string>>
  signers: { chair: string; supervisor: string } | null
}): Promise<Uint8Array> {
  const made = convertBooks(of.draft)
  const rows = made.rows.flatMap((row): CellValue[][] => {
    const old: CellValue[] = [
      `${row.account.code} ${row.account.name}`,
      amount(row.debit),
      amount(row.credit),
    ]
    const lines = row.lines.map((line): CellValue[] => [
      accountLabel(line.account),
      (line.member === null ? null : (of.names[line.member] ?? line.member)) ??
        ([line.party, line.item, line.note].filter(Boolean).join('、') || null),
      amount(line.debit),
      amount(line.credit),
    ])
    if (lines.length === 0) return [[...old, null, null, null, null]]
    return lines.map((line, at) => [...(at === 0 ? old : [null, null, null]), ...line])
  })
  const sums: CellValue[] = [
    '合计',
    made.old.debit,
    made.old.credit,
    null,
    null,
    made.now.debit,
    made.now.credit,
  ]
  const { signers } = of
  return writeWorkbook({
    properties: { title: `${of.bodyName} 新旧科目转换对照表` },
    sheets: [
      {
        name: '转换对照表',
        title: `新旧会计科目转换对照表　编制单位：${of.bodyName}　${printDayLong(of.day)}　单位：元`,
        columns: [
          text('旧科目', 22),
          money('旧账借方'),
          money('旧账贷方'),
          text('新科目', 26),
          text('明细', 24),
          money('新账借方'),
          money('新账贷方'),
        ],
        rows: [...rows, sums],
        footer: `理事长：${signers?.chair ?? '　　　　　　'}　监事：${signers?.supervisor ?? '　　　　　　'}　会计：　　　　　　　依据：财会〔2021〕38号`,
      },
    ],
  })
}

const amount = (fen: bigint): CellValue => (fen === 0n ? null : fen)
