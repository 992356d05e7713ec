/** The old trial balance, from a workbook or pasted: balances by the accounts of 2007, and the sub-ledgers as a first split. */
import { EMPTY, type Cell, type Sheet } from '../kernel/cell.ts'
import { wireOfFen, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import type { ConversionDraft, OldBalance } from './conversion.ts'
import type { ConversionPart } from './conversion-split.ts'
import { convertOld, OLD_CHART, oldAccountOf, type OldAccount } from './old-chart.ts'
import { readTrial, type TrialRow } from './trial-balance.ts'

export interface NamedMember {
  id: string
  name: string
}

/** What is pasted out of a spreadsheet: a line per row, cells between tabs. */
export function sheetOfText(text: string): Sheet {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map(cellOf))
  return { name: '粘贴', hidden: false, rows }
}

function cellOf(text: string): Cell {
  const plain = text.trim()
  return plain === '' ? EMPTY : { type: 'text', text: plain }
}

/** What stands over the columns of a paste that has no headings. */
const USUAL_HEAD: Cell[] = ['科目编码', '科目名称', '期末借方余额', '期末贷方余额'].map(cellOf)

/** Balances and a first split by the sub-ledgers; members are found by their names. Errors: old-trial-heading, old-trial-empty. */
export function readOldTrial(sheet: Sheet, members: readonly NamedMember[]): Outcome<ConversionDraft> {
  const read = readTrial(sheet)
  const rows = read.ok ? read.value : bareRows(sheet)
  if (rows.length === 0)
    return failed(
      refused(
        'old-trial-heading',
        '没有认出余额表：要有科目编码或名称，还要有期末余额（借方、贷方）；没有表头的，按编码、名称、借方、贷方四列粘贴',
      ),
    )
  const placed = rows.flatMap((row) => {
    const at = placeOf(row)
    return at === null ? [] : [{ ...row, ...at }]
  })
  const byAccount = Map.groupBy(placed, (row) => row.account.code)
  const draft = [...byAccount.values()].map((all) => accountDraft(all, members))
  const balances = draft.map((one) => one.balance).filter((one) => one.debit !== '' || one.credit !== '')
  if (balances.length === 0)
    return failed(refused('old-trial-empty', '余额表里各科目的期末余额都是零或空的，请核对导出的月份'))
  return done({
    balances: balances.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    parts: draft.flatMap((one) => one.parts),
  })
}

/** Rows without headings: number, name, debit, credit. */
function bareRows(sheet: Sheet): TrialRow[] {
  const rows = sheet.rows.filter((row) => row.length >= 3 && /^\d{3,}/.test(textAt(row, 0)))
  if (rows.length === 0) return []
  const read = readTrial({ ...sheet, rows: [USUAL_HEAD, ...rows] })
  return read.ok ? read.value : []
}

const textAt = (row: readonly Cell[], at: number): string => {
  const cell = row[at]
  return cell === undefined || cell.type === 'empty' ? '' : cell.text.trim()
}

interface Placed extends TrialRow {
  account: OldAccount
  /** The name of the sub-ledger; null on the account itself. */
  detail: string | null
}

const plain = (name: string): string => name.replaceAll(/[（(].*?[)）]/g, '').trim()
const BY_NAME = new Map(OLD_CHART.map((one) => [plain(one.name), one]))
const SEPARATORS = /[-—_/\\]/

/** The old account of a row by its number, else by its name; what is below an account is a sub-ledger of it. */
function placeOf(row: TrialRow): Pick<Placed, 'account' | 'detail'> | null {
  const digits = row.code.replaceAll(/[.\-_\s]/g, '')
  const pieces = row.name.split(SEPARATORS).map((one) => one.trim())
  const last = pieces.at(-1) ?? ''
  const known = convertOld(digits.slice(0, 3))
  if (known) {
    const below = digits.length > 3 || pieces.length > 1
    return { account: known, detail: below ? last : null }
  }
  const named = BY_NAME.get(plain(pieces[0] ?? ''))
  if (named && digits === '') return { account: named, detail: pieces.length > 1 ? last : null }
  if (row.end === 0n) return null
  const code = digits === '' ? row.name : digits
  return { account: oldAccountOf(code, row.name), detail: null }
}

function accountDraft(
  rows: readonly Placed[],
  members: readonly NamedMember[],
): { balance: OldBalance; parts: ConversionPart[] } {
  const { account } = rows[0]!
  const heads = rows.filter((row) => row.detail === null)
  const details = leavesOf(rows.filter((row) => row.detail !== null && row.end !== 0n))
  const sum = (of: readonly TrialRow[], keep: (end: Fen) => boolean = () => true): Fen =>
    of.reduce((all, row) => (keep(row.end) ? all + row.end : all), 0n)
  const net = heads.length > 0 ? sum(heads) : sum(details)
  // Where the sub-ledgers make up the balance and stand on both sides, both sides are taken.
  const sides =
    account.how === 'apart' && account.side === 'both' && details.length > 0 && sum(details) === net
      ? { debit: sum(details, (end) => end > 0n), credit: -sum(details, (end) => end < 0n) }
      : { debit: net > 0n ? net : 0n, credit: net < 0n ? -net : 0n }
  return {
    balance: {
      code: account.code,
      name: account.name,
      debit: textOf(sides.debit),
      credit: textOf(sides.credit),
    },
    parts: account.how === 'apart' ? details.map((row) => partOf(row, members)) : [],
  }
}

const textOf = (fen: Fen): string => (fen === 0n ? '' : wireOfFen(fen))

/** Rows that have no further rows below them. */
function leavesOf(rows: readonly Placed[]): Placed[] {
  return rows.filter(
    (row) =>
      row.code === '' ||
      !rows.some((other) => other.code.startsWith(row.code) && other.code.length > row.code.length),
  )
}

/** Words of a sub-ledger that tell by themselves where it goes. */
const TELLING: readonly [old: string, words: RegExp, account: string][] = [
  ['211', /劳务费|临时用工|季节性/, '213'],
  ['211', /税|教育费附加/, '214'],
  ['211', /利息/, '215'],
]
const ITEMS: readonly [account: string, words: RegExp, item: string][] = [
  ['311', /财政|补助/, '国家财政直接补助'],
  ['311', /捐赠/, '他人捐赠'],
  ['321', /溢价/, '股金溢价'],
  ['321', /评估/, '资产评估增值'],
]
/** Accounts whose sub-ledger may be a member's; from 113 and 211 what is a member's goes to 114. */
const PERSONAL = new Set(['113', '114', '127', '128', '211', '221', '222', '301'])

function partOf(row: Placed, members: readonly NamedMember[]): ConversionPart {
  const old = row.account.code
  const name = row.detail ?? ''
  const told = TELLING.find(([code, words]) => code === old && words.test(name))?.[2]
  const found = members.filter((one) => one.name === name)
  // Two of one name are told apart by a person.
  const member = told === undefined && PERSONAL.has(old) && found.length === 1 ? found[0]!.id : undefined
  const account =
    told ??
    (member !== undefined && ['113', '211'].includes(old)
      ? '114'
      : row.account.to.length === 1 || ['113', '211', '161'].includes(old)
        ? row.account.to[0]!
        : '')
  const party =
    member === undefined && ['113', '211', '127', '128', '235'].includes(account) ? name : undefined
  const item = ITEMS.find(([code, words]) => code === account && words.test(name))?.[2]
  return {
    old,
    account,
    ...(member !== undefined && { member }),
    ...(party !== undefined && { party }),
    ...(item !== undefined && { item }),
    ...(member === undefined && party === undefined && { note: name }),
    debit: row.end > 0n ? wireOfFen(row.end) : '',
    credit: row.end < 0n ? wireOfFen(-row.end) : '',
  }
}
