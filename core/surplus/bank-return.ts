/** Files between the cooperative and its bank, whatever their columns are called: accounts, payees, amounts, what became of them. */
import { type Cell, cellText, type Sheet } from '../kernel/cell.ts'
import { readMoney, unitOfHeading, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import { decimalOf, squeeze } from '../values/typed-text.ts'

/** How banks head the columns that matter. */
const WORDS = {
  order: /^(序号|编号|笔数|行号)$/,
  account: /(收款|入账|客户|员工|对方)?(账号|帐号|卡号|账户号码)/,
  name: /(收款|入账|客户|员工|对方)?(户名|姓名|账户名称|账户名|名称)$/,
  amount: /(金额|发放额|实发)/,
  note: /(摘要|用途|备注|附言)/,
  result: /(处理|交易|入账|返回)?(结果|状态|标志)$/,
  reason: /(失败|错误|退票|返回|未成功)?(原因|信息|说明|描述)$/,
} as const
export type BankColumn = keyof typeof WORDS

const SEARCHED = 20

export interface BankHeading {
  row: number
  columns: ReadonlyMap<BankColumn, number>
  headings: string[]
}

/** The row that heads the columns: the first with an account and an amount. */
export function bankHeading(sheet: Sheet): BankHeading | null {
  for (const [row, cells] of sheet.rows.slice(0, SEARCHED).entries()) {
    const headings = cells.map((cell) => squeeze(cellText(cell)))
    const columns = new Map<BankColumn, number>()
    for (const [at, heading] of headings.entries()) {
      if (heading === '') continue
      const plain = heading.replace(/[(（].*$/, '')
      const key = (Object.keys(WORDS) as BankColumn[]).find(
        (one) => !columns.has(one) && WORDS[one].test(plain),
      )
      if (key) columns.set(key, at)
    }
    if (columns.has('account') && columns.has('amount')) return { row, columns, headings }
  }
  return null
}

export interface Expected {
  member: string
  number: string
  name: string
  account: string | null
  amount: Fen
}

export interface Returned extends Omit<Expected, 'account'> {
  outcome: 'paid' | 'failed'
  reason: string | null
}

const FAILED = /失败|不成功|未成功|退回|退票|拒绝|错误|不符|N|F/i
const PAID = /成功|已入账|已付|完成|Y|S|0000/i

/**
 * What the bank says of each line, found by account and amount. A line without a result, a result for nobody and an amount
 * that differs are told; what is told is not taken. Errors: bank-heading.
 */
export function readBankReturn(
  sheet: Sheet,
  expected: readonly Expected[],
): Outcome<{ results: Returned[]; problems: string[] }> {
  const heading = bankHeading(sheet)
  if (heading === null || !heading.columns.has('result'))
    return failed(
      refused('bank-heading', '没有找到账号、金额和处理结果的表头，请用银行回盘的原表，或补上“处理结果”一列'),
    )
  const left = new Map(expected.flatMap((one) => (one.account === null ? [] : [[one.account, one] as const])))
  const results: Returned[] = []
  const problems: string[] = []
  for (const [at, cells] of sheet.rows.slice(heading.row + 1).entries()) {
    const row = heading.row + at + 2
    const cell = (key: BankColumn): Cell | undefined => cells[heading.columns.get(key) ?? -1]
    const account = digitsOf(cell('account'))
    if (account === '') continue
    const line = left.get(account)
    if (!line) {
      problems.push(`第 ${row} 行：账号尾号 ${account.slice(-4)} 不在这一批里，或已经出现过`)
      continue
    }
    const said = amountOf(cell('amount'), heading.headings[heading.columns.get('amount') ?? -1] ?? '')
    const word = squeeze(cellText(cell('result')))
    const reason = cellText(cell('reason')).trim()
    const { account: _account, ...rest } = line
    if (said !== line.amount) problems.push(`第 ${row} 行：${line.name}的金额与这一批不同，没有采用`)
    else if (FAILED.test(word)) results.push({ ...rest, outcome: 'failed', reason: reason || word })
    else if (PAID.test(word)) results.push({ ...rest, outcome: 'paid', reason: null })
    else problems.push(`第 ${row} 行：${line.name}的处理结果“${word}”看不懂，没有采用`)
    left.delete(account)
  }
  const missing = [...left.values()].map((one) => one.name)
  if (missing.length > 0)
    problems.push(
      `回盘里没有：${missing.slice(0, 10).join('、')}${missing.length > 10 ? ` 等 ${missing.length} 人` : ''}`,
    )
  return done({ results, problems })
}

function digitsOf(cell: Cell | undefined): string {
  const text = cell?.type === 'number' ? decimalOf(cell.number) : cellText(cell)
  return text.replace(/\D/g, '')
}

function amountOf(cell: Cell | undefined, heading: string): Fen | null {
  const text = cell?.type === 'number' ? decimalOf(cell.number) : cellText(cell)
  const read = readMoney(text, { assume: unitOfHeading(heading) ?? '元' })
  return read.ok ? read.value : null
}
