/** What lies behind a figure of the statements: lines of which accounts, on which item, of which time. */
import { CHART } from './chart.ts'
import { ITEM_OF_LABEL } from './equity-statement.ts'
import { FORM_ROWS } from './statements.ts'

/** begin: what stood before the year; year: what happened in it up to the month; end: all up to the month. */
export type Time = 'begin' | 'year' | 'end'

/** Lines of an account. */
export interface Key {
  time: Time
  account: string
  item: string | null
  /** Of 114 only the members who owe, or only those who are owed. */
  side: 'owing' | 'owed' | null
}

const RESULTS = CHART.filter((one) => one.kind === '损益').map((one) => one.code)
const key = (time: Time, account: string, item: string | null = null): Key => ({
  time,
  account,
  item,
  side: null,
})

/** end:101,end:114:owing,year:332:盈余返还 */
export function printKeys(keys: readonly Key[]): string {
  return keys
    .map(({ time, account, item, side }) => [time, account, item ?? side].filter(Boolean).join(':'))
    .join(',')
}

/** Reads what `printKeys` wrote; null where it is none of it. */
export function readKeys(text: string): Key[] | null {
  const keys = text.split(',').map((one): Key | null => {
    const [time, account = '', more, ...rest] = one.split(':')
    if ((time !== 'begin' && time !== 'year' && time !== 'end') || rest.length > 0) return null
    const known = CHART.find((of) => of.code === account)
    if (known === undefined) return null
    if (more === undefined) return key(time, account)
    if (account === '114' && (more === 'owing' || more === 'owed'))
      return { ...key(time, account), side: more }
    return known.items.includes(more) ? key(time, account, more) : null
  })
  return keys.includes(null) ? null : (keys as Key[])
}

/** A row with the accounts that it is made of. */
export interface RowWithAccounts {
  row: number
  accounts: readonly string[]
}

/** Which members of 114 a row of the balance sheet counts. */
const SIDES: Readonly<Record<number, 'owing' | 'owed'>> = { 2: 'owing', 24: 'owed' }
const ITEM_ROWS: Readonly<Record<number, readonly string[]>> = {
  14: ['其他转入', '未分配盈余'],
  15: ['提取盈余公积'],
  17: ['盈余返还'],
  18: ['剩余盈余分配'],
  19: ['转为成员出资'],
}
const UNDISTRIBUTED = ['331', '332', ...RESULTS]

/** What lies behind a row of the balance sheet, at the beginning of the year or at the end of the month. */
export function behindSheet(rows: readonly RowWithAccounts[], row: number, time: 'begin' | 'end'): Key[] {
  return behindRow('sheet', row, (line) => {
    if (line === 40) return UNDISTRIBUTED.map((account) => key(time, account))
    const side = SIDES[line] ?? null
    return accountsAt(rows, line).map((account) => ({
      ...key(time, account),
      side: account === '114' ? side : null,
    }))
  })
}

/** What lies behind a row of the income statement. */
export function behindIncome(rows: readonly RowWithAccounts[], row: number): Key[] {
  return behindRow('income', row, (line) => {
    if (line === 13) return UNDISTRIBUTED.map((account) => key('begin', account))
    const items = ITEM_ROWS[line]
    if (items !== undefined) return items.map((item) => key('year', '332', item))
    return accountsAt(rows, line).map((account) => key('year', account))
  })
}

function accountsAt(rows: readonly RowWithAccounts[], row: number): readonly string[] {
  return rows.find((one) => one.row === row)?.accounts ?? []
}

/** A sum lies on what its rows lie on. */
function behindRow(form: 'sheet' | 'income', row: number, line: (row: number) => Key[]): Key[] {
  const formula = FORM_ROWS[form].find((one) => one.row === row)?.formula ?? null
  if (formula === null) return line(row)
  return [...formula.matchAll(/\d+/g)].flatMap(([one]) => behindRow(form, Number(one), line))
}

/** A line of the statement of equity: a balance, all increases or decreases, or one of them by its label. */
export type EquityLine =
  | { line: 'begin' | 'end' | 'increases' | 'decreases' }
  | { line: 'increase' | 'decrease'; label: string }

interface EquityParts {
  account: string
  increases: readonly { label: string }[]
  decreases: readonly { label: string }[]
}

/** What lies behind a figure of the statement of equity in one column. */
export function behindEquity(column: EquityParts, of: EquityLine): Key[] {
  const { account } = column
  if ('label' in of) {
    const side = of.line === 'increase' ? column.increases : column.decreases
    return side.some((one) => one.label === of.label) ? ofLabel(account, of.label) : []
  }
  if (of.line === 'increases' || of.line === 'decreases')
    return column[of.line].flatMap((one) => ofLabel(account, one.label))
  const time = of.line
  return (account === '332' ? UNDISTRIBUTED : [account]).map((one) => key(time, one))
}

function ofLabel(account: string, label: string): Key[] {
  if (account === '332' && label === '本年盈余') return RESULTS.map((one) => key('year', one))
  if (account === '332' && label === '其他转入') return ITEM_ROWS[14]!.map((item) => key('year', '332', item))
  return [key('year', account, ITEM_OF_LABEL[label] ?? label)]
}
