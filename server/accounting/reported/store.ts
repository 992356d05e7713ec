/** Statements made elsewhere: the SQL. */
import { sql, type Kysely } from 'kysely'
import type { WireEquityCell, WireReportedRow } from '#contract/accounting/reported.ts'

export interface ReportedStatement {
  home: string
  body: string
  area: string
  /** First day of the month whose end the statements show. */
  month: string
  origin: 'statements' | 'trial' | 'typed'
  fileName: string | null
  sheet: WireReportedRow[]
  income: WireReportedRow[]
  equity?: WireEquityCell[] | null
  /** How many checks do not agree. */
  wrong: number
  assets: bigint
  liabilities: bigint
  surplus: bigint
}

/** Keeps one version of a month. */
export async function keepReported(trx: Kysely<unknown>, of: ReportedStatement): Promise<void> {
  await sql`
    insert into reported_statement (home, body, month, number, area, origin, file_name, sheet, income, equity, wrong, assets, liabilities, surplus)
    select ${of.home}, ${of.body}, ${of.month}::date, coalesce(max(number), 0) + 1, ${of.area}, ${of.origin}, ${of.fileName},
      ${JSON.stringify(of.sheet)}::jsonb, ${JSON.stringify(of.income)}::jsonb,
      ${of.equity ? JSON.stringify(of.equity) : null}::jsonb, ${of.wrong}::int, ${of.assets}::bigint,
      ${of.liabilities}::bigint, ${of.surplus}::bigint
    from reported_statement where home = ${of.home} and body = ${of.body} and month = ${of.month}::date`.execute(
    trx,
  )
}

export interface ReportedRecord {
  month: string
  origin: 'statements' | 'trial' | 'typed'
  file_name: string | null
  sheet: WireReportedRow[]
  income: WireReportedRow[]
  equity: WireEquityCell[] | null
  wrong: number
  actor: string
  reported_at: Date
}

/** The last version of every month, the newest month first. */
export async function listReported(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<ReportedRecord[]> {
  const { rows } = await sql<ReportedRecord>`
    select distinct on (month) month, origin, file_name, sheet, income, equity, wrong, actor, reported_at
    from reported_statement where home = ${of.home} and body = ${of.body} order by month desc, number desc limit 60`.execute(
    trx,
  )
  return rows
}
