/** A trial balance of other bookkeeping software: its codes and names, and the statements that follow of it. */
import { cellText, type Cell, type Sheet } from '../kernel/cell.ts'
import { joinHeadings } from '../kernel/heading-row.ts'
import { readMoney, readMoneyNumber, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, warned, type Problem } from '../values/problem.ts'
import { accountOf, CHART } from './chart.ts'
import type { AccountSums, YearFigures } from './figures.ts'

type Column =
  | 'code'
  | 'name'
  | 'beginDebit'
  | 'beginCredit'
  | 'debit'
  | 'credit'
  | 'endDebit'
  | 'endCredit'
  | 'begin'
  | 'end'

/** Beginning of the year, turnover of the year, end; where a sheet has the month too, the figures of the year win. */
const HEADINGS: Record<Column, readonly RegExp[]> = {
  code: [/^科目(编码|代码|编号)$/, /^(编码|代码|编号)$/],
  name: [/^科目(名称)?$/, /^(名称|会计科目)$/],
  beginDebit: [/^年初(余额|数)?借方(余额|金额)?$/, /^期初(余额|数)?借方(余额|金额)?$/],
  beginCredit: [/^年初(余额|数)?贷方(余额|金额)?$/, /^期初(余额|数)?贷方(余额|金额)?$/],
  debit: [/^本年累计(发生额?)?借方(金额)?$/, /^(本期|本月)?发生额?借方(金额)?$/],
  credit: [/^本年累计(发生额?)?贷方(金额)?$/, /^(本期|本月)?发生额?贷方(金额)?$/],
  endDebit: [/^期末(余额|数)?借方(余额|金额)?$/],
  endCredit: [/^期末(余额|数)?贷方(余额|金额)?$/],
  begin: [/^年初(余额|数)$/, /^期初(余额|数)$/],
  end: [/^期末(余额|数)$/],
}

export interface TrialRow {
  code: string
  name: string
  begin: Fen
  debit: Fen
  credit: Fen
  end: Fen
}

/** Reads the rows. Errors: trial-heading. */
export function readTrial(sheet: Sheet): Outcome<TrialRow[]> {
  for (let first = 0; first < Math.min(20, sheet.rows.length); first += 1)
    for (const span of [2, 1]) {
      const columns = columnsOf(sheet.rows.slice(first, first + span))
      const has = (...names: Column[]) => names.every((name) => columns[name] !== undefined)
      if ((has('endDebit', 'endCredit') || has('end')) && (has('code') || has('name')))
        return done(sheet.rows.slice(first + span).flatMap((cells) => rowOf(cells, columns)))
    }
  return failed(
    refused(
      'trial-heading',
      '没有认出余额表的表头：要有科目编码或名称，还要有期末余额（借方、贷方）；请从记账软件导出科目余额表',
    ),
  )
}

function columnsOf(rows: readonly Cell[][]): Partial<Record<Column, number>> {
  const headings = joinHeadings(rows).map((one) => one.whole.replaceAll(/[\s()（）:：]/g, ''))
  return Object.fromEntries(
    (Object.keys(HEADINGS) as Column[]).flatMap((name) => {
      for (const words of HEADINGS[name]) {
        const index = headings.findIndex((heading) => words.test(heading))
        if (index >= 0) return [[name, index]]
      }
      return []
    }),
  )
}

function rowOf(cells: readonly Cell[], columns: Partial<Record<Column, number>>): TrialRow[] {
  const text = (name: Column) => (columns[name] === undefined ? '' : cellText(cells[columns[name]]).trim())
  const fen = (name: Column): Fen => (columns[name] === undefined ? 0n : fenOf(cells[columns[name]]))
  const [code, name] = [text('code').replaceAll(/\s/g, ''), text('name')]
  if ((code === '' && name === '') || /合计|总计|小计/.test(`${code}${name}`)) return []
  const side = (both: Fen): Fen => (accountOf(code.slice(0, 3))?.side === 'credit' ? -both : both)
  const begin =
    columns.begin !== undefined && columns.beginDebit === undefined
      ? side(fen('begin'))
      : fen('beginDebit') - fen('beginCredit')
  const end =
    columns.end !== undefined && columns.endDebit === undefined
      ? side(fen('end'))
      : fen('endDebit') - fen('endCredit')
  return [{ code, name, begin, end, debit: fen('debit'), credit: fen('credit') }]
}

function fenOf(cell: Cell | undefined): Fen {
  if (cell === undefined || cell.type === 'empty') return 0n
  const read =
    cell.type === 'number'
      ? readMoneyNumber(cell.number, { assume: '元' })
      : readMoney(cellText(cell), { assume: '元' })
  return read.ok ? (read.value ?? 0n) : 0n
}

const BY_NAME = new Map(CHART.map((one) => [one.name, one.code]))

/** The account of a row by its code, else by its name; details follow their account. */
export function accountOfRow(
  row: Pick<TrialRow, 'code' | 'name'>,
): { account: string; detail: boolean } | null {
  const digits = row.code.replaceAll(/[.\-_]/g, '')
  if (accountOf(digits.slice(0, 3))) return { account: digits.slice(0, 3), detail: digits.length > 3 }
  const [head, ...rest] = row.name.split(/[-—_/\\]/)
  const account = BY_NAME.get((head ?? '').trim())
  return account === undefined ? null : { account, detail: rest.length > 0 }
}

/** The figures of the statements, with what could not be told. Errors: trial-empty, trial-unbalanced, trial-unknown. */
export function figuresOfTrial(rows: readonly TrialRow[]): Outcome<YearFigures> {
  const known = rows.flatMap((row) => {
    const at = accountOfRow(row)
    return at === null ? [] : [{ ...row, ...at }]
  })
  if (known.length === 0)
    return failed(
      refused(
        'trial-empty',
        '余额表里没有合作社会计制度的科目（如 101 库存现金），请核对是不是这家合作社的账',
      ),
    )
  const problems: Problem[] = []
  const strange = rows.filter((row) => accountOfRow(row) === null && (row.end !== 0n || row.begin !== 0n))
  if (strange.length > 0)
    problems.push(
      refused(
        'trial-unknown',
        `这些科目不在会计制度的科目表里而有余额：${strange
          .slice(0, 8)
          .map((one) => `${one.code} ${one.name}`)
          .join('、')}；请在记账软件里并入制度科目后再导出`,
      ),
    )
  const accounts = new Map<string, AccountSums>()
  const byAccount = Map.groupBy(known, (row) => row.account)
  for (const [account, all] of byAccount) {
    const heads = all.filter((row) => !row.detail)
    accounts.set(account, added(heads.length > 0 ? heads : leaves(all)))
  }
  const off = [...accounts.values()].reduce((sum, one) => sum + one.end, 0n)
  if (off !== 0n)
    problems.push(
      refused('trial-unbalanced', '余额表借贷不平：各科目期末余额的借方合计与贷方合计不等，请核对后重新导出'),
    )
  if (problems.length > 0) return { ok: false, problems }
  const members = leaves(byAccount.get('114') ?? [])
  return done(
    {
      accounts,
      items: itemsOf(known),
      members: { begin: sidesOf(members, 'begin'), end: sidesOf(members, 'end') },
    },
    members.some((row) => row.detail) || members.length === 0
      ? []
      : [
          warned(
            'trial-members',
            '114 成员往来没有逐个成员的明细，欠社的和社欠的可能已经相抵；请导出带明细的余额表',
          ),
        ],
  )
}

/** Rows that have no further rows below them. */
function leaves<T extends TrialRow>(rows: readonly T[]): T[] {
  return rows.filter(
    (row) =>
      !rows.some(
        (other) =>
          other !== row &&
          row.code !== '' &&
          other.code.startsWith(row.code) &&
          other.code.length > row.code.length,
      ),
  )
}

/** Turnover of results without the entries of closing: income by its credits, expense by its debits. */
function added(rows: readonly (TrialRow & { account: string })[]): AccountSums {
  const sum = (of: (row: TrialRow) => Fen) => rows.reduce((total, row) => total + of(row), 0n)
  const account = accountOf(rows[0]!.account)!
  const result = account.kind === '损益'
  const [debit, credit] = [sum((row) => row.debit), sum((row) => row.credit)]
  // 511 may stand on either side; carried over, both sides are the same and the credit is what was earned.
  const carried = account.side === 'both' && result && debit === credit
  return {
    begin: sum((row) => row.begin),
    end: sum((row) => row.end),
    debit: (result && account.side === 'credit') || carried ? 0n : debit,
    credit: result && account.side === 'debit' ? 0n : credit,
  }
}

/** Items of 332 and the funds, known by the names of the details. */
function itemsOf(
  rows: readonly (TrialRow & { account: string; detail: boolean })[],
): Map<string, AccountSums> {
  const items = new Map<string, AccountSums>()
  for (const row of rows.filter((one) => one.detail)) {
    const item = accountOf(row.account)!.items.find((one) => row.name.includes(one))
    if (item === undefined) continue
    const key = `${row.account}|${item}`
    const held = items.get(key) ?? { begin: 0n, end: 0n, debit: 0n, credit: 0n }
    const [debit, credit] = movedOf(row, item)
    items.set(key, {
      begin: held.begin + row.begin,
      end: held.end + row.end,
      debit: held.debit + debit,
      credit: held.credit + credit,
    })
  }
  return items
}

/** Carrying over at the end of the year moves every item of 332 back; only what came before it counts. */
function movedOf(row: TrialRow & { account: string }, item: string): [debit: Fen, credit: Fen] {
  if (row.account !== '332') return [row.debit, row.credit]
  if (item === '未分配盈余') return [0n, 0n]
  return item === '其他转入' ? [0n, row.credit] : [row.debit, 0n]
}

function sidesOf(rows: readonly TrialRow[], when: 'begin' | 'end'): { owing: Fen; owed: Fen } {
  const sum = (sign: 1n | -1n) =>
    rows.reduce((total, row) => total + (row[when] * sign > 0n ? row[when] * sign : 0n), 0n)
  return { owing: sum(1n), owed: sum(-1n) }
}
