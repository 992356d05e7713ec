/** One old account: what of it goes where, and what stands against that. */
import { fenOfWire, printYuan, type Fen } from '../values/money.ts'
import { refused, type Problem } from '../values/problem.ts'
import { accountLabel } from './chart.ts'
import type { OldAccount } from './old-chart.ts'
import { checkVoucher, totalsOf, type CheckedLine, type VoucherLine } from './voucher.ts'

/** A part of an old account that was taken apart: a line on a new account. */
export interface ConversionPart {
  /** Number of the old account. */
  old: string
  account: string
  member?: string | undefined
  party?: string | undefined
  item?: string | undefined
  /** Which one: 柑橘 20 亩, 商标. */
  note?: string | undefined
  debit: string
  credit: string
}

/** An old account beside what became of it. */
export interface ConvertedRow {
  account: OldAccount
  debit: Fen
  credit: Fen
  lines: CheckedLine[]
  /** What of the old balance is not taken over yet, debit above zero. */
  left: Fen
}

export interface ReadBalance {
  account: OldAccount
  debit: Fen
  credit: Fen
}

/** The side on which a part stands by its nature; others may stand on either. */
const PART_SIDES: Readonly<Record<string, 'debit' | 'credit'>> = {
  '141': 'debit',
  '142': 'debit',
  '144': 'debit',
  '161': 'debit',
  '127': 'debit',
  '128': 'debit',
  '143': 'credit',
  '162': 'credit',
  '221': 'credit',
  '222': 'credit',
  '235': 'credit',
  '301': 'credit',
  '311': 'credit',
  '321': 'credit',
}
const WORN_BY: Readonly<Record<string, string>> = { '143': '142', '162': '161' }

/** An amount that is not below zero; an empty text is none. */
export function fenOf(text: string): Fen | null {
  const fen = text.trim() === '' ? 0n : fenOfWire(text.trim())
  return fen === null || fen < 0n ? null : fen
}

/** The row of an account with every problem of its split. */
export function convertAccount(
  { account, debit, credit }: ReadBalance,
  parts: readonly ConversionPart[],
): { row: ConvertedRow; problems: Problem[] } {
  const whole = account.how === 'whole'
  const own = account.how === 'result' ? [] : parts
  const lines = whole ? wholeLines(account, debit - credit) : own.flatMap(lineOf)
  const checked = checkedLines(lines)
  const [partDebit, partCredit] = totalsOf(checked.lines)
  const left = debit - credit - (partDebit - partCredit)
  const row = { account, debit, credit, lines: checked.lines, left }
  if (whole || account.how === 'result') return { row, problems: [] }
  const label = `${account.code} ${account.name}`.trim()
  const told = (code: string, says: string): Problem =>
    refused(code, `旧科目 ${label}的拆分：${says}`, { field: account.code })
  return {
    row,
    problems: [
      ...own.flatMap((part, index) => partProblems(part, account, { row: index + 1, told })),
      ...checked.problems.map((one) => ({
        ...one,
        says: `旧科目 ${label}的拆分：${one.says}`,
        place: { ...one.place, field: account.code },
      })),
      ...wornProblems(checked.lines, told),
      ...unsplit({ account, debit, credit, partDebit, partCredit, told }),
    ],
  }
}

function wholeLines(account: OldAccount, balance: Fen): VoucherLine[] {
  if (balance === 0n) return []
  const to = account.to[0]!
  return [
    {
      account: to,
      ...(balance > 0n ? { debit: balance } : { credit: -balance }),
      // What a cooperative has of its reserve was drawn of its surplus; what of 332 is left is undistributed.
      ...(to === '322' && { item: '从盈余中提取' }),
      ...(to === '332' && { item: '未分配盈余' }),
    },
  ]
}

function lineOf(part: ConversionPart): VoucherLine[] {
  const [debit, credit] = [fenOf(part.debit), fenOf(part.credit)]
  if (debit === null || credit === null || (debit === 0n && credit === 0n)) return []
  const text = (of: string | undefined) => (of === undefined || of.trim() === '' ? undefined : of.trim())
  const [member, party, item, note] = [part.member, part.party, part.item, part.note].map(text)
  return [
    {
      account: part.account,
      debit,
      credit,
      ...(member !== undefined && { member }),
      ...(party !== undefined && { party }),
      ...(item !== undefined && { item }),
      ...(note !== undefined && { note }),
    },
  ]
}

/** Lines as a voucher keeps them, with what a voucher refuses of each; the balance is looked at apart. */
function checkedLines(lines: readonly VoucherLine[]): { lines: CheckedLine[]; problems: Problem[] } {
  const checked = lines.map((line) => {
    // Twice, once on each side: a pair always balances, and tells what is wrong with the line alone.
    const outcome = checkVoucher({ summary: '转换', lines: [line, mirrored(line)] })
    return { outcome, line }
  })
  return {
    lines: checked.map(({ outcome, line }) => (outcome.ok ? outcome.value[0]! : unchecked(line))),
    problems: checked.flatMap(({ outcome }, index) =>
      outcome.ok
        ? []
        : outcome.problems
            .filter((one) => one.place?.row === 1)
            .map((one) => ({
              ...one,
              says: one.says.replace('第 1 行', `第 ${index + 1} 行`),
              place: { row: index + 1 },
            })),
    ),
  }
}

const mirrored = ({ debit = 0n, credit = 0n, ...line }: VoucherLine): VoucherLine => ({
  ...line,
  debit: credit,
  credit: debit,
})
const unchecked = (line: VoucherLine): CheckedLine => ({
  account: line.account,
  debit: line.debit ?? 0n,
  credit: line.credit ?? 0n,
  member: line.member ?? null,
  party: line.party ?? null,
  item: line.item ?? null,
  note: line.note ?? null,
})

function partProblems(
  part: ConversionPart,
  account: OldAccount,
  { row, told }: { row: number; told: (code: string, says: string) => Problem },
): Problem[] {
  const [debit, credit] = [fenOf(part.debit), fenOf(part.credit)]
  if (debit === null || credit === null)
    return [told('conversion-part-amount', `第 ${row} 行的金额应是不小于零、最多两位小数的数，请改正`)]
  if (debit === 0n && credit === 0n) return []
  const problems: Problem[] = []
  if (!account.to.includes(part.account))
    problems.push(
      told(
        'conversion-target',
        part.account === ''
          ? `第 ${row} 行还没有选转入哪个新科目`
          : `第 ${row} 行不能转入 ${accountLabel(part.account)}，只能转入 ${account.to.map(accountLabel).join('、')}`,
      ),
    )
  const side = account.to.includes(part.account) ? PART_SIDES[part.account] : undefined
  if (side !== undefined && (side === 'debit' ? credit : debit) > 0n)
    problems.push(
      told(
        'conversion-part-side',
        `第 ${row} 行 ${accountLabel(part.account)} 应填在${side === 'debit' ? '借方' : '贷方'}，请改正`,
      ),
    )
  return problems
}

/** What was written off is never more than what it was written off of. */
function wornProblems(
  lines: readonly CheckedLine[],
  told: (code: string, says: string) => Problem,
): Problem[] {
  const sum = (account: string, side: 'debit' | 'credit') =>
    lines.reduce((all, line) => all + (line.account === account ? line[side] : 0n), 0n)
  return Object.entries(WORN_BY)
    .filter(([worn, of]) => sum(worn, 'credit') > sum(of, 'debit'))
    .map(([worn, of]) =>
      told('conversion-worn', `${accountLabel(worn)} 多于 ${accountLabel(of)} 的原价，请核对后改正`),
    )
}

interface Split {
  account: OldAccount
  debit: Fen
  credit: Fen
  partDebit: Fen
  partCredit: Fen
  told: (code: string, says: string) => Problem
}

function unsplit({ account, debit, credit, partDebit, partCredit, told }: Split): Problem[] {
  // Sub-ledgers that stand on both sides are not set off: each side is taken over by itself.
  const sides: [words: string, balance: Fen, taken: Fen][] =
    debit > 0n && credit > 0n
      ? [
          ['借方', debit, partDebit],
          ['贷方', credit, partCredit],
        ]
      : debit > 0n
        ? [['', debit, partDebit - partCredit]]
        : [['', credit, partCredit - partDebit]]
  return sides
    .filter(([, balance, taken]) => balance !== taken)
    .map(([words, balance, taken]) =>
      told(
        'conversion-unsplit',
        taken < balance
          ? `${words}还有 ${printYuan(balance - taken)} 元没有转；${account.says}`
          : `${words}多转了 ${printYuan(taken - balance)} 元，请核对后改正`,
      ),
    )
}
