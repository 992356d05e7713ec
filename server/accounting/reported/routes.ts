/** Statements that other software made, over HTTP. */
import * as contract from '#contract/accounting/reported.ts'
import type { WireEquityCell, WireReportedRow } from '#contract/accounting/reported.ts'
import {
  readReported,
  reportedAt,
  reportedChecks,
  type Reported,
  type ReportedRow,
} from '#core/accounting/reported.ts'
import { equityOfCells, isCellOfForm, readEquity, type EquityCell } from '#core/accounting/reported-equity.ts'
import { balanceSheet, incomeStatement } from '#core/accounting/statements.ts'
import { figuresOfTrial, readTrial } from '#core/accounting/trial-balance.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { WorkbookSheet } from '#server/files/workbook/workbook.ts'
import { take } from '#server/http/refusal.ts'
import { bytesRoute, route, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { bookOf, reads, writableBook, writes } from '../routes.ts'
import * as store from './store.ts'

/** The endpoints of reported statements. */
export function reportedRoutes(edge: Edge): void {
  bytesRoute(
    edge,
    { method: 'POST', path: contract.READ_REPORTED_PATH, says: '上传外来报表', guard: writes },
    async (call) => {
      await writableBook({ ...call, params: call.params as { body: string } })
      const { files } = await readUpload(call.request)
      const { name, bytes } = files[0]!
      const book = take(await readWorkbook(bytes, name))
      const { reported, origin, remarks } = take(reportedOf(book.sheets))
      return contract.readReportedAnswer.parse({
        sheet: reported.sheet.map(toWire),
        income: reported.income.map(toWire),
        equity: readEquity(book.sheets)?.map(toWireCell) ?? null,
        origin,
        remarks,
      })
    },
  )
  route(edge, { endpoint: contract.keepReported, says: '保存外来报表', guard: writes }, async (call) => {
    const { home, body, area } = await writableBook(call)
    const { month, origin, fileName } = call.body
    const reported = take(typed(call.body))
    const wrong = reportedChecks(reported).filter((one) => !one.ok).length
    await store.keepReported(call.trx, {
      home,
      body,
      area,
      month: `${month}-01`,
      origin,
      fileName: fileName ?? null,
      sheet: reported.sheet.map(toWire),
      income: reported.income.map(toWire),
      equity: call.body.equity ?? null,
      wrong,
      assets: reportedAt(reported.sheet, 22),
      liabilities: reportedAt(reported.sheet, 35),
      surplus: reportedAt(reported.income, 12),
    })
    return { wrong }
  })
  route(edge, { endpoint: contract.listReported, says: '外来报表', guard: reads }, async (call) => ({
    months: (await store.listReported(call.trx, await bookOf(call))).map((row) => ({
      month: row.month.slice(0, 7),
      origin: row.origin,
      fileName: row.file_name,
      sheet: row.sheet,
      income: row.income,
      equity: row.equity,
      wrong: row.wrong,
      actor: row.actor,
      at: row.reported_at.toISOString(),
    })),
  }))
}

interface Read {
  reported: Reported
  origin: 'statements' | 'trial'
  remarks: string[]
}

/** The two statements where the file has them, else what follows of its trial balance. */
function reportedOf(sheets: readonly WorkbookSheet[]): Outcome<Read> {
  const statements = readReported(sheets)
  if (statements.ok) return done({ reported: statements.value, origin: 'statements', remarks: [] })
  for (const sheet of sheets) {
    const trial = readTrial(sheet)
    if (!trial.ok) continue
    const figures = figuresOfTrial(trial.value)
    if (!figures.ok) return figures
    const rows = (made: readonly { row: number; now: bigint; before: bigint | null }[]): ReportedRow[] =>
      made.map(({ row, now, before }) => ({ row, now, before }))
    return done({
      reported: {
        sheet: rows(balanceSheet(figures.value)),
        income: rows(incomeStatement(figures.value, null)),
      },
      origin: 'trial',
      remarks: figures.remarks.map((one) => one.says),
    })
  }
  return statements
}

interface TypedForms extends Record<'sheet' | 'income', readonly WireReportedRow[]> {
  equity?: readonly WireEquityCell[] | null | undefined
}

function typed(of: TypedForms): Outcome<Reported> {
  const rows = (given: readonly WireReportedRow[]): (ReportedRow | null)[] =>
    given.map(({ row, now, before }) => {
      const [a, b] = [fenOfWire(now), before === null ? null : fenOfWire(before)]
      return a === null || (before !== null && b === null) ? null : { row, now: a, before: b }
    })
  const [sheet, income] = [rows(of.sheet), rows(of.income)]
  if ([...sheet, ...income].includes(null))
    return failed(refused('reported-amount', '有金额不是最多两位小数的数，请改正'))
  const equity = (of.equity ?? []).map((one) => ({ ...one, amount: fenOfWire(one.amount) }))
  if (equity.some((one) => one.amount === null || !isCellOfForm(one)))
    return failed(refused('reported-amount', '成员权益变动表有金额不是最多两位小数的数，请改正'))
  return done({
    sheet: sheet as ReportedRow[],
    income: income as ReportedRow[],
    equity: of.equity ? equityOfCells(equity.map((one) => ({ ...one, amount: one.amount ?? 0n }))) : null,
  })
}

const toWireCell = (one: EquityCell): WireEquityCell => ({
  ...one,
  account: one.account as WireEquityCell['account'],
  amount: wireOfFen(one.amount),
})

function toWire({ row, now, before }: ReportedRow): WireReportedRow {
  return { row, now: wireOfFen(now), before: before === null ? null : wireOfFen(before) }
}
