/** What is repaid to whom membership ended, and what is not (社法 28, 6): every line with its clause. */
import { printYuan, type Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'

/** What stands in the member's account on the day on which membership ended. */
export interface Standing {
  contribution: Fen
  reserve: Fen
  subsidy: Fen
  gift: Fen
  /** Divided surplus that was not paid yet: owed beside the settlement, on the pay list of its plan. */
  unpaidSurplus: Fen
}

export interface SettlementLine {
  label: string
  amount: Fen
  /** repaid: adds to the sum; taken: lessens it; kept: stays with the cooperative; apart: paid by another way. */
  effect: 'repaid' | 'taken' | 'kept' | 'apart'
  clause: string
}

export interface Settlement {
  lines: SettlementLine[]
  /** What is paid out. */
  total: Fen
  /** What of the loss is borne by the contribution, the rest by the reserve share. */
  lossOnContribution: Fen
  lossOnReserve: Fen
}

/**
 * The settlement; a member bears losses up to contribution and reserve share and no further (社法 6), one of a federation up to its
 * contribution (社法 58). Errors: loss-amount, loss-beyond-account.
 */
export function settle(
  standing: Standing,
  loss: Fen | null,
  of: { federation: boolean } = { federation: false },
): Outcome<Settlement> {
  const problems: Problem[] = []
  const whole = standing.contribution + standing.reserve
  const bound = of.federation ? standing.contribution : whole
  if (loss === null || loss < 0n)
    problems.push(refused('loss-amount', '分摊的亏损应是不小于零的金额；没有亏损的填 0', { field: 'loss' }))
  else if (loss > bound)
    problems.push(
      refused(
        'loss-beyond-account',
        `${of.federation ? '联合社的成员社只以出资额为限承担责任（社法第58条）' : '成员只以出资额和公积金份额为限承担责任（社法第6条）'}，最多分摊 ${printYuan(bound)} 元，请核对`,
        { field: 'loss' },
      ),
    )
  if (problems.length > 0 || loss === null) return { ok: false, problems }
  const lossOnReserve = of.federation ? 0n : loss < standing.reserve ? loss : standing.reserve
  return done({
    lines: linesOf(standing, loss, of.federation ? '社法第28条、第58条' : '社法第28条、第6条'),
    total: whole - loss,
    lossOnContribution: loss - lossOnReserve,
    lossOnReserve,
  })
}

function linesOf(standing: Standing, loss: Fen, lossClause: string): SettlementLine[] {
  const line = (
    [label, clause]: readonly [string, string],
    amount: Fen,
    effect: SettlementLine['effect'],
  ): SettlementLine => ({ label, amount, effect, clause })
  return [
    line(['退还出资额', '社法第28条'], standing.contribution, 'repaid'),
    line(['退还公积金份额', '社法第28条'], standing.reserve, 'repaid'),
    line(['减：分摊资格终止前的亏损和债务', lossClause], loss, 'taken'),
    line(['财政补助量化份额（不退）', '社法第28条、第53条'], standing.subsidy, 'kept'),
    line(['捐赠量化份额（不退）', '社法第28条'], standing.gift, 'kept'),
    line(['已分配尚未领取的盈余（另按兑付清单支付）', '社法第28条、第44条'], standing.unpaidSurplus, 'apart'),
  ]
}
