/** What a resolved plan becomes in the books, and how a payment goes against what is owed. */
import type { VoucherLine } from '../accounting/voucher.ts'
import type { Fen } from '../values/money.ts'

/** A member's part of the plan, as it is frozen. */
export interface OwedShare {
  member: string
  patronage: Fen
  remainder: Fen
  converted: Fen
}

export interface PostedPlan {
  /** The reserve that the books do not have yet. */
  reserve: Fen
  /** Rewards for services that the meeting approved, not in the costs yet (D08). */
  rewards: readonly { payee: string; what: string; amount: Fen }[]
  shares: readonly OwedShare[]
}

/** What a member is owed in cash: the return, and the remainder; what becomes a contribution is taken from the remainder first. */
export function owedOf(share: OwedShare): { patronage: Fen; remainder: Fen } {
  const fromRemainder = share.converted < share.remainder ? share.converted : share.remainder
  return {
    patronage: share.patronage - (share.converted - fromRemainder),
    remainder: share.remainder - fromRemainder,
  }
}

/**
 * The entry of the plan: rewards, reserve, what is owed to each member (37号 332三、四、五), and what of that becomes his
 * contribution (332六). Lines without an amount are left out.
 */
export function entryOfPlan({ reserve, rewards, shares }: PostedPlan): VoucherLine[] {
  const sum = (of: (share: OwedShare) => Fen) => shares.reduce((all, one) => all + of(one), 0n)
  const division = '332'
  const lines: VoucherLine[] = [
    ...rewards.flatMap(({ payee, what, amount }): VoucherLine[] => [
      { account: '523', debit: amount, note: `${payee} ${what}` },
      { account: '213', credit: amount, note: `${payee} ${what}` },
    ]),
    { account: division, item: '提取盈余公积', debit: reserve },
    { account: '322', item: '从盈余中提取', credit: reserve },
    { account: division, item: '盈余返还', debit: sum((one) => one.patronage) },
    ...shares.map((one): VoucherLine => ({ account: '221', member: one.member, credit: one.patronage })),
    { account: division, item: '剩余盈余分配', debit: sum((one) => one.remainder) },
    ...shares.map((one): VoucherLine => ({ account: '222', member: one.member, credit: one.remainder })),
    ...shares.flatMap((one): VoucherLine[] => {
      const left = owedOf(one)
      return [
        { account: '222', member: one.member, debit: one.remainder - left.remainder },
        { account: '221', member: one.member, debit: one.patronage - left.patronage },
        { account: '301', item: '成员增加出资', member: one.member, credit: one.converted },
      ]
    }),
  ]
  return lines.filter((line) => (line.debit ?? 0n) !== 0n || (line.credit ?? 0n) !== 0n)
}

/** What comes back of what was paid, in the opposite order: the remainder is owed again first, then the return. */
export function returnLines(share: OwedShare, back: { paid: Fen; amount: Fen }): VoucherLine[] {
  return paymentLines(share, { before: back.paid - back.amount, amount: back.amount }).map(
    ({ debit = 0n, ...line }): VoucherLine => ({ ...line, credit: debit }),
  )
}

/** A payment of one member split over the two accounts: the return is paid before the remainder. */
export function paymentLines(share: OwedShare, pay: { before: Fen; amount: Fen }): VoucherLine[] {
  const owed = owedOf(share)
  const within = (paid: Fen): Fen => (paid < owed.patronage ? paid : owed.patronage)
  const returned = within(pay.before + pay.amount) - within(pay.before)
  return [
    { account: '221', member: share.member, debit: returned },
    { account: '222', member: share.member, debit: pay.amount - returned },
  ].filter((line) => line.debit !== 0n)
}
