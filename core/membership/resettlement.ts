/** What is due to or from a member who was settled before, when something of his time is found later (社法 28, 6, 58). */
import type { Day } from '../values/day.ts'
import { printYuan, type Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import type { SettlementLine } from './settlement.ts'

/** What the first settlement and all additional ones since repaid, and what of losses they took. */
export interface SettledBefore {
  contribution: Fen
  reserve: Fen
  /** Of losses and debts, what he bears by now. */
  borne: Fen
  /** What came into the account since and was not repaid. */
  later: { contribution: Fen; reserve: Fen }
}

export interface Resettlement {
  lines: SettlementLine[]
  /** Above zero is due to him, below it he gives back. */
  total: Fen
}

/** Errors: resettle-amount, resettle-both, resettle-nothing, resettle-beyond-account, resettle-beyond-borne. */
export function resettle(
  before: SettledBefore,
  typed: { loss: Fen | null; back: Fen | null },
  of: { federation: boolean } = { federation: false },
): Outcome<Resettlement> {
  const { loss, back } = typed
  if (loss === null || loss < 0n || back === null || back < 0n)
    return { ok: false, problems: [refused('resettle-amount', '金额应不小于零，最多两位小数；没有的填 0')] }
  const problems = bounds(before, { loss, back }, of.federation)
  if (problems.length > 0) return { ok: false, problems }
  const { contribution, reserve } = before.later
  const clause = of.federation ? '社法第28条、第58条' : '社法第28条、第6条'
  const lines: SettlementLine[] = [
    { label: '补退出资额', amount: contribution, effect: 'repaid', clause: '社法第28条' },
    { label: '补退公积金份额', amount: reserve, effect: 'repaid', clause: '社法第28条' },
    { label: '退回原来多分摊的亏损和债务', amount: back, effect: 'repaid', clause },
    { label: '减：补分摊资格终止前的亏损和债务', amount: loss, effect: 'taken', clause },
  ]
  return done({
    lines: lines.filter((one) => one.amount > 0n),
    total: contribution + reserve + back - loss,
  })
}

function bounds(before: SettledBefore, of: { loss: Fen; back: Fen }, federation: boolean): Problem[] {
  const { contribution, reserve, borne, later } = before
  const { loss, back } = of
  const bound = contribution + later.contribution + (federation ? 0n : reserve + later.reserve) - borne
  const problems: Problem[] = []
  if (loss > 0n && back > 0n)
    problems.push(refused('resettle-both', '补分摊的和退回的只能填一项，请按净额填写', { field: 'back' }))
  if (loss === 0n && back === 0n && later.contribution === 0n && later.reserve === 0n)
    problems.push(
      refused(
        'resettle-nothing',
        '账户里没有原结算以后才进的出资或公积金份额，也没有填补分摊或退回的金额，不用补充清算',
        { field: 'loss' },
      ),
    )
  if (loss > bound)
    problems.push(
      refused(
        'resettle-beyond-account',
        `已分摊 ${printYuan(borne)} 元；${federation ? '联合社的成员社只以出资额为限承担责任（社法第58条）' : '成员只以出资额和公积金份额为限承担责任（社法第6条）'}，最多再分摊 ${printYuan(bound > 0n ? bound : 0n)} 元`,
        { field: 'loss' },
      ),
    )
  if (back > borne)
    problems.push(
      refused('resettle-beyond-borne', `以前一共分摊 ${printYuan(borne)} 元，退回的不能超过它`, {
        field: 'back',
      }),
    )
  return problems
}

/** Whether what was found is of the time of the membership. Errors: resettle-year. */
export function ofMembership(year: number, endedOn: Day): Problem | null {
  const last = Number(endedOn.slice(0, 4))
  if (year <= last) return null
  return refused(
    'resettle-year',
    `成员资格于 ${endedOn} 终止，${year} 年的亏损和债务不由其分摊（社法第28条只到资格终止前）`,
    { field: 'year' },
  )
}

/** 应退 120.00 元, 应收回 30.00 元. */
export function sayDue(total: Fen): string {
  if (total === 0n) return '两清，不收不付'
  return total > 0n ? `应退 ${printYuan(total)} 元` : `应收回 ${printYuan(-total)} 元`
}
