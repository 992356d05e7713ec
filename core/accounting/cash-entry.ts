/** A line of a statement as a business template: the amount and where the money went are known, the rest is asked. */
import type { Fen } from '../values/money.ts'
import { wireOfFen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import { entryOf, type Answers, type Template } from './template.ts'
import { TEMPLATES } from './templates.ts'
import type { VoucherLine } from './voucher.ts'

export type Direction = 'in' | 'out'

/** The money that moved: on 102 or 109, or on 114 of the person through whose own card it went. */
export interface Through {
  account: string
  member: string | null
}

const TRANSFER = 'cash-bank'
const STAND_INS = ['109', '102', '101']

/** The question that a money line answers by itself: where the money went or came from. */
export function moneyAsk(template: Template, direction: Direction): string | null {
  if (template.id === TRANSFER) return direction === 'in' ? 'to' : 'from'
  const side = direction === 'in' ? 'debit' : 'credit'
  const fits = template.entry.some((line) => line.account === '@money' && line.side === side)
  return fits && template.asks.some((ask) => ask.key === 'amount') ? 'money' : null
}

/** Templates that a line in this direction may be. */
export function cashTemplates(direction: Direction): readonly Template[] {
  return TEMPLATES.filter((one) => moneyAsk(one, direction) !== null)
}

/** Whether money came in or went out. */
export const directionOf = (amount: Fen): Direction => (amount > 0n ? 'in' : 'out')

/** The entry for a money line. Errors: those of the template, cash-template, cash-amount. */
export function entryOfLine(
  template: Template,
  answers: Answers,
  line: { amount: Fen; through: Through },
): Outcome<VoucherLine[]> {
  const { amount, through } = line
  const own = moneyAsk(template, directionOf(amount))
  if (own === null)
    return failed(refused('cash-template', `“${template.label}”不是这个方向的收支，请另选一种业务`))
  const standIn = STAND_INS.find((code) => !Object.values(answers).includes(code))!
  const size = wireOfFen(amount < 0n ? -amount : amount)
  const entry = entryOf(template, { ...answers, amount: size, [own]: standIn })
  if (!entry.ok) return entry
  const lines = entry.value.map((one) =>
    one.account === standIn
      ? { ...one, account: through.account, ...(through.member !== null && { member: through.member }) }
      : one,
  )
  const moved = lines
    .filter(
      (one) => one.account === through.account && (through.member === null || one.member === through.member),
    )
    .reduce((sum, one) => sum + (one.debit ?? 0n) - (one.credit ?? 0n), 0n)
  if (moved !== amount)
    return failed(
      refused('cash-amount', '按这种业务记账，账户的变动与流水金额不同（两边记在同一处），请另选一种业务'),
    )
  return done(lines)
}

export interface Suggestion {
  template: string
  answers: Record<string, string>
  /** A person chose it for this counterparty before; or the words of the line suggest it. */
  from: 'rule' | 'words'
}

const WORDS: readonly (readonly [Direction, RegExp, string, Record<string, string>?])[] = [
  ['in', /利息|结息/, 'bank-interest'],
  ['in', /现金存入|存现|续存/, TRANSFER, { from: '101' }],
  ['out', /取现|现金支取|ATM/i, TRANSFER, { to: '101' }],
  ['out', /提现|转出到银行卡/, TRANSFER, { to: '102' }],
  ['in', /充值|转入零钱/, TRANSFER, { from: '102' }],
  ['in', /补助|补贴|专项资金/, 'grant-received'],
  ['out', /工资/, 'wages-paid', { who: '212' }],
  ['out', /劳务/, 'wages-paid', { who: '213' }],
  ['out', /手续费|短信费|年费|办公|差旅/, 'office-cost'],
  ['out', /运费|物流|快递|包装/, 'running-cost'],
  ['in', /货款|销售|收款/, 'sell'],
]

/** What the words of a line suggest, or that it is a member's; a person confirms. */
export function suggestedBy(line: {
  amount: Fen
  party: string
  memo: string
  /** The counterparty is a member. */
  member: boolean
}): Suggestion | null {
  const text = `${line.party} ${line.memo}`
  const own = directionOf(line.amount)
  const found = WORDS.find(([direction, words]) => direction === own && words.test(text))
  // Takings that a member hands over were sold before, on his own card or at the stall: as sales they would count twice.
  if (found !== undefined && !(line.member && found[2] === 'sell'))
    return { template: found[2], answers: { ...found[3] }, from: 'words' }
  // Of a member nothing else is known than that it goes to his account.
  if (line.member)
    return { template: own === 'in' ? 'from-member' : 'pay-member', answers: {}, from: 'words' }
  return null
}
