/** 新旧科目转换 (财会〔2021〕38号): the old balances, what each becomes, and everything that stands against it at once. */
import { printYuan, type Fen } from '../values/money.ts'
import { refused, warned, type Problem } from '../values/problem.ts'
import {
  convertAccount,
  fenOf,
  type ConversionPart,
  type ConvertedRow,
  type ReadBalance,
} from './conversion-split.ts'
import { oldAccountOf, type OldAccount } from './old-chart.ts'
import { totalsOf, type CheckedLine } from './voucher.ts'

/** The balance of an old account as it is typed; amounts in yuan, an empty text is none. */
export interface OldBalance {
  code: string
  name: string
  debit: string
  credit: string
}

export interface ConversionDraft {
  balances: readonly OldBalance[]
  parts: readonly ConversionPart[]
}

export interface Conversion {
  rows: ConvertedRow[]
  /** The opening entry. */
  lines: CheckedLine[]
  old: { debit: Fen; credit: Fen }
  now: { debit: Fen; credit: Fen }
  /** Refusals: while there is one, nothing may be taken over. */
  problems: Problem[]
  /** What is taken over and should be looked at. */
  remarks: Problem[]
}

/** Accounts whose sub-ledgers stand on both sides and are not set off against each other. */
const BOTH_SIDES = new Set(['113', '114', '211'])
/**
 * Takes the old balances over. Debits less credits of what is taken over are those of the old account, to the fen, where no
 * problem is told. Problems: conversion-empty, conversion-twice, conversion-amount, conversion-side, conversion-result,
 * conversion-unbalanced, conversion-part-stray, conversion-target, conversion-part-side, conversion-worn,
 * conversion-unsplit, and those of a voucher's lines.
 */
export function convertBooks(draft: ConversionDraft): Conversion {
  const read = readBalances(draft.balances)
  const parts = Map.groupBy(draft.parts, (one) => one.old)
  const problems = [...read.problems]
  const rows = read.balances.map((one): ConvertedRow => {
    const made = convertAccount(one, parts.get(one.account.code) ?? [])
    problems.push(...made.problems)
    return made.row
  })
  const known = new Set(read.balances.map((one) => one.account.code))
  for (const [code, stray] of parts)
    if (!known.has(code) && stray.some((one) => one.debit !== '' || one.credit !== ''))
      problems.push(
        refused('conversion-part-stray', `旧科目 ${labelOf(code)} 没有余额，却填了拆分；请删去，或补填余额`, {
          field: code,
        }),
      )
  const lines = rows.flatMap((row) => row.lines)
  const [nowDebit, nowCredit] = totalsOf(lines)
  const [debit, credit] = totalsOf(read.balances)
  if (debit !== credit)
    problems.push(
      refused(
        'conversion-unbalanced',
        `旧账余额借方合计 ${printYuan(debit)} 元，贷方合计 ${printYuan(credit)} 元，相差 ${printYuan(debit - credit)} 元；请对照旧账核对后改正`,
      ),
    )
  return {
    rows,
    lines,
    old: { debit, credit },
    now: { debit: nowDebit, credit: nowCredit },
    problems,
    remarks: remarksOf(rows),
  }
}

const labelOf = (code: string): string => `${code} ${oldAccountOf(code).name}`.trim()

function readBalances(given: readonly OldBalance[]): { balances: ReadBalance[]; problems: Problem[] } {
  const problems: Problem[] = []
  const balances: ReadBalance[] = []
  const seen = new Set<string>()
  for (const one of given) {
    const account = oldAccountOf(one.code, one.name)
    const label = `旧科目 ${account.code} ${account.name}`.trim()
    const tell = (code: string, says: string) =>
      problems.push(refused(code, `${label}：${says}`, { field: account.code }))
    const [debit, credit] = [fenOf(one.debit), fenOf(one.credit)]
    if (debit === null || credit === null)
      tell('conversion-amount', '余额应是不小于零、最多两位小数的数，请改正')
    else if (debit !== 0n || credit !== 0n) {
      if (seen.has(account.code)) tell('conversion-twice', '写了两行，请并成一行')
      seen.add(account.code)
      sideProblem(account, { debit, credit }, tell)
      balances.push({ account, debit, credit })
    }
  }
  if (given.length > 0 && balances.length === 0 && problems.length === 0)
    problems.push(refused('conversion-empty', '旧账各科目都没有余额，没有可以转的；请核对余额表'))
  if (given.length === 0)
    problems.push(refused('conversion-empty', '还没有旧账余额，请上传、粘贴或逐个科目填写'))
  return { balances, problems }
}

function sideProblem(
  account: OldAccount,
  { debit, credit }: { debit: Fen; credit: Fen },
  tell: (code: string, says: string) => void,
): void {
  if (account.how === 'result') tell('conversion-result', '损益类科目年末没有余额，请先在旧账里结转本年盈余')
  else if (account.side === 'debit' && credit > 0n)
    tell('conversion-side', '余额应在借方，旧账里出现了贷方余额，请先查明更正')
  else if (account.side === 'credit' && debit > 0n)
    tell('conversion-side', '余额应在贷方，旧账里出现了借方余额，请先查明更正')
  else if (debit > 0n && credit > 0n && !BOTH_SIDES.has(account.code))
    tell('conversion-side', '借方、贷方只能填一方，请填相抵后的余额')
}

function remarksOf(rows: readonly ConvertedRow[]): Problem[] {
  if (!rows.some((row) => row.account.code === '331')) return []
  const says = '331 本年盈余在年末应已结转到 332，这里照原数转入；请核对旧账是否做过年末结转'
  return [warned('conversion-year', says, { field: '331' })]
}
