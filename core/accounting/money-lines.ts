/** Bank statements and WeChat and Alipay bills: which column means what, and the lines as money in and out. */
import { cellText, type Cell, type Sheet } from '../kernel/cell.ts'
import { readDay, type Day } from '../values/day.ts'
import { readMoney, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'

/** What a column of a statement means. */
export type MoneyColumn =
  | 'day'
  | 'amount'
  | 'in'
  | 'out'
  | 'direction'
  | 'balance'
  | 'party'
  | 'memo'
  | 'serial'
  | 'state'

export const COLUMN_LABELS: Record<MoneyColumn, string> = {
  day: '日期',
  amount: '金额',
  in: '收入',
  out: '支出',
  direction: '收或支',
  balance: '余额',
  party: '对方',
  memo: '摘要',
  serial: '流水号',
  state: '状态',
}

/** How banks and the two payment services head their columns; brackets and spaces are left out before comparing. */
const HEADINGS: Record<MoneyColumn, RegExp> = {
  day: /^(交易|记账|入账|发生|业务|付款|创建)?(日期|时间|日期时间)$/,
  in: /^(收入|贷方|存入|转入|收款|贷)(方)?(发生额|金额)?$/,
  out: /^(支出|借方|支取|取出|转出|付款|借)(方)?(发生额|金额)?$/,
  amount: /^(交易|发生|收支|订单)?(金额|发生额)$/,
  direction: /^(收\/?支|收付|收支|借贷)(类型|标志|标识|方向)?$|^资金流向$/,
  balance: /^(账户|账面|本次|交易后|当前|联机)?余额$/,
  party:
    /^(交易)?对方(户名|名称|账户名称|账户名|单位|姓名)?$|^(收\/?付方|对手|付款人|收款人|往来)(户名|名称|单位)?$/,
  memo: /^(商品|商品说明|商品名称|摘要|用途|附言|交易类型|交易分类|备注|交易摘要|交易说明|说明)$/,
  serial: /^(交易|业务|核心|银行|账户明细编号)?-?(交易)?(单号|流水号|订单号|流水)$/,
  state: /^(当前|交易)?状态$/,
}

export interface FoundColumn {
  index: number
  heading: string
  means: MoneyColumn | null
}

export interface MoneyLine {
  /** Row of the file, 1 is the first. */
  row: number
  day: Day
  /** In above zero, out below. */
  amount: Fen
  party: string
  memo: string
  balance: Fen | null
  /** What the line is known by: its serial number, or its content with its place among equals. */
  key: string
}

export interface MoneyStatement {
  kind: 'bank' | 'wechat' | 'alipay'
  headingRow: number
  columns: FoundColumn[]
  lines: MoneyLine[]
  /** Rows that were not taken, each with the reason. */
  skipped: { row: number; says: string }[]
  /** Rows at which the balance does not follow from the line before: something is missing there. */
  breaks: number[]
}

const ROWS_SEARCHED = 60

/** Reads a sheet as a statement. Errors: statement-heading, statement-empty. */
export function readStatement(sheet: Sheet): Outcome<MoneyStatement> {
  const heading = headingOf(sheet)
  if (heading === null)
    return failed(
      refused(
        'statement-heading',
        '没有找到流水的表头：要有日期，还要有金额（或收入、支出两栏）；请上传银行、微信或支付宝导出的原表',
      ),
    )
  const read = rowsOf(sheet, heading)
  if (read.lines.length === 0)
    return failed(refused('statement-empty', '表头以下没有能读出日期和金额的行，请确认选对了文件和时间段'))
  const headings = heading.columns.map((one) => one.heading)
  const text = sheet.rows.slice(0, heading.row).flat().map(cellText).join('')
  return done({
    kind: kindOf(text, headings),
    headingRow: heading.row + 1,
    columns: heading.columns,
    ...straightened(read),
  })
}

/** Whether a bill of a payment service is about to be kept as lines of a bank: the balance of the bank would be wrong. */
export const foreignBill = (account: string, statement: MoneyStatement['kind']): boolean =>
  account === 'bank' && statement !== 'bank'

function kindOf(above: string, headings: readonly string[]): MoneyStatement['kind'] {
  if (/微信/.test(above) || headings.includes('当前状态')) return 'wechat'
  if (/支付宝/.test(above) || headings.includes('商品说明')) return 'alipay'
  return 'bank'
}

interface FoundHeading {
  row: number
  columns: FoundColumn[]
}

function headingOf(sheet: Sheet): FoundHeading | null {
  const last = Math.min(sheet.rows.length, ROWS_SEARCHED)
  for (let row = 0; row < last; row += 1) {
    const columns = columnsOf(sheet.rows[row] ?? [])
    const has = (means: MoneyColumn) => columns.some((one) => one.means === means)
    if (has('day') && (has('amount') || (has('in') && has('out')))) return { row, columns }
  }
  return null
}

const plain = (heading: string): string =>
  heading
    .replaceAll(/[\s*：:]/g, '')
    .replaceAll('／', '/')
    .replaceAll(/[（(【[][^）)】\]]*[）)】\]]/g, '')

/** The meaning of each column; of two columns that could mean the same the first is taken, memos all. */
function columnsOf(cells: readonly Cell[]): FoundColumn[] {
  const taken = new Set<MoneyColumn>()
  return cells.map((cell, index) => {
    const heading = cellText(cell).trim()
    const means = (Object.keys(HEADINGS) as MoneyColumn[]).find(
      (one) => HEADINGS[one].test(plain(heading)) && (one === 'memo' || !taken.has(one)),
    )
    if (means !== undefined) taken.add(means)
    return { index, heading, means: means ?? null }
  })
}

interface Read {
  lines: MoneyLine[]
  skipped: { row: number; says: string }[]
}

function rowsOf(sheet: Sheet, { row: head, columns }: FoundHeading): Read {
  const lines: MoneyLine[] = []
  const skipped: Read['skipped'] = []
  const seen = new Map<string, number>()
  for (const [index, cells] of sheet.rows.entries()) {
    if (index <= head || cells.every((cell) => cellText(cell).trim() === '')) continue
    const row = index + 1
    const read = lineOf(cells, columns)
    if (typeof read === 'string') {
      skipped.push({ row, says: read })
      continue
    }
    const { serial, ...line } = read
    const content = [line.day, line.amount, line.party, line.memo, line.balance ?? ''].join('|')
    const nth = (seen.get(content) ?? 0) + 1
    seen.set(content, nth)
    // A serial number alone is not enough: some banks give one number to a payment and its fee.
    lines.push({ ...line, row, key: serial === '' ? `${content}|${nth}` : `${serial}|${line.amount}` })
  }
  return { lines, skipped }
}

/** The line, or why there is none. */
function lineOf(
  cells: readonly Cell[],
  columns: readonly FoundColumn[],
): (Omit<MoneyLine, 'row' | 'key'> & { serial: string }) | string {
  const textOf = (means: MoneyColumn): string =>
    columns
      .filter((one) => one.means === means)
      .map((one) => cellText(cells[one.index]).trim())
      .filter((text) => text !== '' && text !== '/')
      .join(' ')
  const dayCell = cells[columns.find((one) => one.means === 'day')!.index]
  const day = dayCell?.type === 'date' ? dayCell.day : dayOf(textOf('day'))
  if (day === null) return '没有日期（合计、说明等行）'
  const state = textOf('state')
  if (/关闭|失败|撤销|已取消|冲正/.test(state)) return `状态是“${state}”，钱没有动`
  const amount = amountOf(textOf)
  if (typeof amount === 'string') return amount
  const party = textOf('party').slice(0, 100)
  return {
    day,
    amount,
    party,
    memo: textOf('memo').slice(0, 200),
    balance: fenOf(textOf('balance')),
    serial: textOf('serial'),
  }
}

function dayOf(text: string): Day | null {
  const read = readDay(text)
  return read.ok ? read.value : null
}

/** Amounts of a statement are written in yuan; a column that says otherwise is not one. */
function fenOf(text: string): Fen | null {
  if (text === '') return null
  const read = readMoney(text.replace(/^\+/, ''), { assume: '元' })
  return read.ok ? read.value : null
}

const IN = /^(收|收入|贷|贷方|存入|转入|C|CR|\+)$/i
const OUT = /^(支|支出|借|借方|付|支取|转出|D|DR|-)$/i
/** Moves between a person's own purse and bank that the services call neither income nor expense. */
const PURSE_OUT = /提现|转出到银行卡|信用卡还款/
const PURSE_IN = /零钱充值|充值|转入零钱/

function amountOf(textOf: (means: MoneyColumn) => string): Fen | string {
  const [incoming, outgoing] = [fenOf(textOf('in')) ?? 0n, fenOf(textOf('out')) ?? 0n]
  if (incoming !== 0n || outgoing !== 0n) return incoming - (outgoing < 0n ? -outgoing : outgoing)
  const amount = fenOf(textOf('amount'))
  if (amount === null) return '没有能读出的金额'
  if (amount === 0n) return '金额是零'
  const direction = textOf('direction')
  const size = amount < 0n ? -amount : amount
  if (IN.test(direction)) return size
  if (OUT.test(direction)) return -size
  const memo = textOf('memo')
  if (PURSE_OUT.test(memo)) return -size
  if (PURSE_IN.test(memo)) return size
  if (direction === '' && amount < 0n) return amount
  return /不计收支/.test(direction)
    ? '标为“不计收支”，请确认与本社无关'
    : direction === ''
      ? amount
      : `看不懂收支方向“${direction}”`
}

/** Checks the balances line by line, in the order of the file or backwards, and turns signs round where only that fits. */
function straightened(read: Read): Pick<MoneyStatement, 'lines' | 'skipped' | 'breaks'> {
  const turned = read.lines.map((line) => ({ ...line, amount: -line.amount }))
  const choices = [read.lines, turned].flatMap((lines) => [
    { lines, breaks: breaksOf(lines) },
    { lines, breaks: breaksOf(lines.toReversed()) },
  ])
  // The order of the file with its own signs wins where nothing fits better.
  const best = choices.reduce((first, next) => (next.breaks.length < first.breaks.length ? next : first))
  return { lines: best.lines, skipped: read.skipped, breaks: best.breaks }
}

function breaksOf(lines: readonly MoneyLine[]): number[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1]
    if (before === undefined || before.balance === null || line.balance === null) return []
    return before.balance + line.amount === line.balance ? [] : [line.row]
  })
}
