/** Money of the cooperative that went through a person's own card or phone: no account of money holds it, the members see it all the same. */
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import type { Fen } from '../values/money.ts'
import { maskWords } from './mask-words.ts'
import type { MoneyItem } from './pack.ts'

/** What a voucher moved on the person's own account with the cooperative (114). */
export interface HandItem extends Omit<MoneyItem, 'account'> {
  member: string
  /** A line of the person's own card or phone stands behind it: received or paid for the cooperative. */
  hand: boolean
  /** It went between the person and an account of the cooperative, and stands among the items of money too. */
  moved: boolean
}

/** A person whose own card or phone the cooperative used; above zero: the person owes the cooperative. */
export interface HandHolder {
  member: string
  name: string
  opening: Fen
  closing: Fen
}

export interface HandSheet {
  name: string
  opening: Fen
  /** Received and paid for the cooperative. */
  in: Fen
  out: Fen
  /** Drawn from accounts of the cooperative less handed back to them. */
  moved: Fen
  /** What else the person as a member came to owe (above zero) or be owed. */
  other: Fen
  closing: Fen
  items: Omit<HandItem, 'member' | 'hand'>[]
}

/**
 * A sheet for each person with anything to show: each item that was received, paid, drawn or handed back, and what is owed
 * at the end. Errors: disclosure-sums where opening and items do not make the closing of the books.
 */
export function handSheets(items: readonly HandItem[], holders: readonly HandHolder[]): Outcome<HandSheet[]> {
  const sheets = holders.map((holder) =>
    sheetOf(
      holder,
      items.filter((one) => one.member === holder.member),
    ),
  )
  const wrong = sheets.find((one) => one.opening + one.in - one.out + one.moved + one.other !== one.closing)
  if (wrong)
    return failed(
      refused('disclosure-sums', `${wrong.name}经手款的期初、代收、代付与期末对不上，请先核对账簿`),
    )
  return done(sheets.filter((one) => one.items.length > 0 || one.opening !== 0n || one.closing !== 0n))
}

function sheetOf(holder: HandHolder, own: readonly HandItem[]): HandSheet {
  const hand = own.filter((one) => one.hand && !one.moved)
  const net = (of: readonly HandItem[]) => sum(of, 'in') - sum(of, 'out')
  return {
    name: maskWords(holder.name),
    opening: holder.opening,
    in: sum(hand, 'in'),
    out: sum(hand, 'out'),
    moved: net(own.filter((one) => one.moved)),
    other: net(own.filter((one) => !one.hand && !one.moved)),
    closing: holder.closing,
    items: own
      .filter((one) => one.hand || one.moved)
      .map(({ member: _member, hand: _hand, ...one }) => ({
        ...one,
        summary: maskWords(one.summary),
        who: maskWords(one.who),
      })),
  }
}

const sum = (of: readonly HandItem[], side: 'in' | 'out'): Fen => of.reduce((all, one) => all + one[side], 0n)
