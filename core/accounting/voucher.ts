/** A voucher before it is posted: what its lines have to be, all that is wrong with them told at once. */
import type { Fen } from '../values/money.ts'
import { printYuan } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { accountLabel, accountOf, type Account } from './chart.ts'

/** A line as whoever posts gives it. Amounts below zero are red; exactly one side bears an amount. */
export interface VoucherLine {
  account: string
  debit?: Fen
  credit?: Fen
  /** Id of a member of the body (114, 221, 222, 301, 127, 128). */
  member?: string
  /** Name of a counterparty (113, 211), of a grant (235), of a principal who is no member (127, 128). */
  party?: string
  /** One of the account's items (301, 311, 321, 322, 332); where none is given, the usual one of that side. */
  item?: string
  note?: string
}

/** A line that may be posted. */
export interface CheckedLine {
  account: string
  debit: Fen
  credit: Fen
  member: string | null
  party: string | null
  item: string | null
  note: string | null
}

const SUMMARY_MAX = 200
const PARTY_MAX = 100
const LARGEST: Fen = 9_000_000_000_000_000n

/** The lines in the form in which they are kept, or everything that stands against posting them. */
export function checkVoucher(voucher: {
  summary: string
  lines: readonly VoucherLine[]
}): Outcome<CheckedLine[]> {
  const lines = voucher.lines.map(tidy)
  const problems = [...headProblems(voucher.summary, lines), ...lines.flatMap(lineProblems)]
  return problems.length > 0 ? { ok: false, problems } : done(lines)
}

/** The item that a line means where it names none; null where the account has none or the side does not tell. */
export function usualItem(account: string, side: 'debit' | 'credit'): string | null {
  const items = accountOf(account)?.items ?? []
  if (account === '301') return side === 'credit' ? '成员增加出资' : '成员减少出资'
  if (account === '321') return side === 'credit' ? '股金溢价' : '转为成员出资'
  if (account === '322') return side === 'credit' ? '从盈余中提取' : '转为成员出资'
  return account === '311' ? null : (items[0] ?? null)
}

function tidy(line: VoucherLine): CheckedLine {
  const debit = line.debit ?? 0n
  const credit = line.credit ?? 0n
  const party = line.party?.trim() ?? ''
  return {
    account: line.account,
    debit,
    credit,
    member: line.member ?? null,
    party: party === '' ? null : party,
    item: line.item ?? usualItem(line.account, credit === 0n ? 'debit' : 'credit'),
    note: line.note ?? null,
  }
}

function headProblems(summary: string, lines: readonly CheckedLine[]): Problem[] {
  const problems: Problem[] = []
  const long = summary.trim().length
  if (long === 0 || long > SUMMARY_MAX)
    problems.push(
      refused('voucher-summary', `请用一句话写明摘要，不超过 ${SUMMARY_MAX} 字`, { field: 'summary' }),
    )
  if (lines.length < 2)
    problems.push(refused('voucher-lines-few', '一张凭证至少要有一借一贷两行分录，请补全'))
  const [debit, credit] = totalsOf(lines)
  if (debit !== credit)
    problems.push(
      refused(
        'voucher-unbalanced',
        `借方合计 ${printYuan(debit)} 元，贷方合计 ${printYuan(credit)} 元，相差 ${printYuan(debit - credit)} 元；请核对金额，借贷相等才能记账`,
      ),
    )
  return problems
}

/** Sum of the debits, sum of the credits. */
export function totalsOf(lines: readonly { debit: Fen; credit: Fen }[]): [debit: Fen, credit: Fen] {
  return [
    lines.reduce((sum, line) => sum + line.debit, 0n),
    lines.reduce((sum, line) => sum + line.credit, 0n),
  ]
}

function lineProblems(line: CheckedLine, index: number): Problem[] {
  const row = index + 1
  const account = accountOf(line.account)
  if (!account)
    return [
      refused('voucher-account-unknown', `第 ${row} 行的科目“${line.account}”不在会计科目表里，请重新选择`, {
        row,
      }),
    ]
  const problems: Problem[] = []
  const where = `第 ${row} 行 ${accountLabel(line.account)}`
  const size = (fen: Fen): Fen => (fen < 0n ? -fen : fen)
  if ((line.debit === 0n) === (line.credit === 0n))
    problems.push(refused('voucher-line-side', `${where}：借方、贷方要填且只填一方，请改正`, { row }))
  if (size(line.debit) > LARGEST || size(line.credit) > LARGEST)
    problems.push(refused('voucher-line-large', `${where}：金额超出可记的范围，请核对`, { row }))
  return [...problems, ...detailProblems(line, account, { where, row })]
}

function detailProblems(
  line: CheckedLine,
  account: Account,
  { where, row }: { where: string; row: number },
): Problem[] {
  const problems: Problem[] = []
  if (account.needs === 'member' && line.member === null)
    problems.push(refused('voucher-member-missing', `${where}：要记到具体成员，请选择成员`, { row }))
  if (account.needs === 'party' && line.party === null)
    problems.push(
      refused(
        'voucher-party-missing',
        account.code === '235'
          ? `${where}：要记到补助项目，请写项目名称`
          : `${where}：要记到往来单位或个人，请写名称`,
        { row },
      ),
    )
  if (account.needs === 'principal' && line.member === null && line.party === null)
    problems.push(
      refused('voucher-principal-missing', `${where}：要记到委托方，请选择成员或写委托方名称`, { row }),
    )
  if (line.member !== null && line.party !== null)
    problems.push(refused('voucher-detail-twice', `${where}：成员和往来单位只能写一个，请去掉一个`, { row }))
  if ((line.party?.length ?? 0) > PARTY_MAX)
    problems.push(refused('voucher-party-long', `${where}：名称超过 ${PARTY_MAX} 字，请写简短些`, { row }))
  if (account.items.length > 0 && (line.item === null || !account.items.includes(line.item)))
    problems.push(
      refused('voucher-item-missing', `${where}：要写明明细项目，请从 ${account.items.join('、')} 中选`, {
        row,
      }),
    )
  if (account.items.length === 0 && line.item !== null)
    problems.push(refused('voucher-item-unwanted', `${where}：没有明细项目“${line.item}”，请去掉`, { row }))
  return problems
}
