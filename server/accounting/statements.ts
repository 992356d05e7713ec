/** The three statements of a body as of the end of a month, or why there are none. */
import type { Kysely } from 'kysely'
import { crossChecks, equityStatement, type EquityColumn } from '#core/accounting/equity-statement.ts'
import { sumsOf } from '#core/accounting/figures.ts'
import {
  balanceSheet,
  incomeStatement,
  type CrossCheck,
  type StatementRow,
} from '#core/accounting/statements.ts'
import { printYuan } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { yearFigures } from './balances.ts'

export interface Statements {
  sheet: StatementRow[]
  income: StatementRow[]
  equity: EquityColumn[]
  checks: CrossCheck[]
}

/** Makes the statements. Errors: statements-181. */
export async function makeStatements(
  trx: Kysely<unknown>,
  of: { home: string; body: string; month: string; startedOn: string },
): Promise<Outcome<Statements>> {
  const figures = await yearFigures(trx, of)
  const waiting = sumsOf(figures, '181').end
  if (waiting !== 0n)
    return failed(
      refused(
        'statements-181',
        `科目 181 待处理财产损溢还有余额 ${printYuan(waiting)} 元，制度要求出报表前处理完；请查明原因，经批准后转入其他收入或其他支出`,
      ),
    )
  const lastYear = String(Number(of.month.slice(0, 4)) - 1)
  const earlier =
    lastYear >= of.startedOn.slice(0, 4)
      ? await yearFigures(trx, { ...of, month: `${lastYear}-12-01` })
      : null
  const sheet = balanceSheet(figures)
  const income = incomeStatement(figures, earlier)
  const equity = equityStatement(figures, income)
  return done({ sheet, income, equity, checks: crossChecks({ sheet, income, equity }) })
}
