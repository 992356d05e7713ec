import { isLess, ofMillionths, sayPart } from '../values/share.ts'
import type { Fen } from '../values/money.ts'
import { divide } from './divide.ts'
import { type Member, sayPercent, WHOLE, type YearFigures } from './year.ts'

export interface Alternative {
  key: 'plan' | 'patronage' | 'holding'
  label: string
  verdict: '符合' | '受限' | '不得采用' | '按章程' | '无法计算'
  clause: string
  why: string
  /** What each member gets, by number; empty where it can not be computed. */
  totals: ReadonlyMap<string, Fen>
}

/** The plan beside its two extremes: everything by patronage, everything by shareholding. */
export function alternativesOf(year: YearFigures, members: readonly Member[]): Alternative[] {
  const rates: [Alternative['key'], string, bigint][] = [
    ['plan', `本方案（按交易返还 ${sayPercent(year.patronageRate)}）`, year.patronageRate],
    ['patronage', '全部按交易量（额）返还', WHOLE],
    ['holding', '全部按成员账户份额分配', 0n],
  ]
  return rates.map(([key, label, patronageRate]) => {
    const made = divide({ ...year, patronageRate }, members)
    const totals = new Map(made.ok ? made.value.members.map((one) => [one.id, one.total]) : [])
    if (!made.ok) {
      const why = made.problems.map((one) => one.says).join('；')
      return { key, label, verdict: '无法计算', clause: '', why, totals }
    }
    return { key, label, ...judge(year, patronageRate), totals }
  })
}

function judge(
  { federation, floor, charter }: YearFigures,
  rate: bigint,
): Pick<Alternative, 'verdict' | 'clause' | 'why'> {
  const least = charter?.patronageRate ?? null
  if (charter && least !== null && isLess(ofMillionths(rate), least) && (federation || rate >= floor))
    return {
      verdict: '不得采用',
      clause: `${federation ? '社法第61条' : '社法第44条'}、${charter.says}`,
      why: `按交易量（额）返还低于章程规定的 ${sayPart(least)}；要改的先由大会三分之二以上修改章程，从以后的年度执行`,
    }
  if (federation)
    return { verdict: '按章程', clause: '社法第61条', why: '联合社的分配办法由联合社章程规定，不硬套 60%' }
  if (rate < floor)
    return {
      verdict: '不得采用',
      clause: '社法第44条',
      why: `按交易量（额）返还低于可分配盈余的 ${sayPercent(floor)}；地方提倡按股分红的，也不能低于法律底线`,
    }
  if (rate === WHOLE)
    return {
      verdict: '符合',
      clause: '社法第44条',
      why: `返还总额不低于 ${sayPercent(floor)}，没有剩余部分；须章程或大会决议同意`,
    }
  return {
    verdict: rate === floor ? '受限' : '符合',
    clause: '社法第44条',
    why:
      rate === floor
        ? `返还恰为 ${sayPercent(floor)}，是法律底线；剩余按出资、公积金、补助、捐赠四项份额分配`
        : `返还不低于 ${sayPercent(floor)}；剩余按出资、公积金、补助、捐赠四项份额分配`,
  }
}
