import type { Part } from '../values/share.ts'
import { allocate } from '../values/allocate.ts'
import { type Fen, printYuan } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { type Problem, refused } from '../values/problem.ts'
import { findingsOf, type Finding } from './findings.ts'
import { rewardsBooked } from './rewards.ts'
import { compareIds, type Member, partOf, partOrMore, sayPercent, WHOLE, type YearFigures } from './year.ts'

/** One step of the arithmetic with its clause, as it is laid before the meeting. */
export interface Step {
  label: string
  formula: string
  amount: Fen
  clause: string
}

/** The figures that a division rests on, before anyone gets anything. */
export interface Figures {
  /** The surplus after rewards for services. */
  surplus: Fen
  lossCovered: Fen
  reserve: Fen
  /** 可分配盈余 by 社法 44: surplus − losses − reserve; 0 where nothing is left. */
  law: Fen
  /** 可分配盈余 by row 16 of the statement. */
  statement: Fen
}

export interface MemberShare {
  id: string
  name: string
  patronageWeight: bigint
  remainderWeight: Fen
  subsidyShare: Fen
  giftShare: Fen
  /** This year's reserve as quantified to the member (社法 42). */
  reserveShare: Fen
  patronage: Fen
  remainder: Fen
  total: Fen
  converted: Fen
}

export interface Division {
  figures: Figures
  patronage: Fen
  remainder: Fen
  patronageWeight: bigint
  remainderWeight: Fen
  /** In the order of member numbers. */
  members: MemberShare[]
  steps: Step[]
  findings: Finding[]
}

/** The two figures called 可分配盈余, and the reserve between them. */
export function figuresOf(year: YearFigures): Figures {
  const surplus = year.surplus - year.serviceRewards
  const debt = -(year.opening + year.transferIn)
  const lossCovered = surplus > 0n && debt > 0n ? (debt < surplus ? debt : surplus) : 0n
  const base = surplus > 0n ? surplus - lossCovered : 0n
  const reserve =
    base === 0n ? 0n : 'rate' in year.reserve ? partOf(base, year.reserve.rate) : year.reserve.amount
  const statement = surplus + year.opening + year.transferIn - reserve
  return { surplus, lossCovered, reserve, law: base - reserve, statement }
}

/** Divides the year's surplus among the members, or says everything that stands against it. */
export function divide(year: YearFigures, members: readonly Member[]): Outcome<Division> {
  const figures = figuresOf(year)
  const sorted = members.toSorted((a, b) => compareIds(a.id, b.id))
  const weights = weigh(year, sorted)
  const patronage = partOrMore(figures.law, year.patronageRate)
  const remainder = figures.law - patronage
  const [first, ...others] = obstacles({ year, members, figures, weights, patronage, remainder })
  if (first) return failed(first, ...others)
  const returns = allocate(patronage, weights.patronage)
  const rests = allocate(remainder, weights.remainder)
  const totals = returns.map((one, i) => one + rests[i]!)
  const converted = allocate(partOf(figures.law, year.convertRate), totals)
  const reserves = allocate(figures.reserve, reserveWeights(year, sorted, weights.patronage))
  const shares = sorted.map((member, i): MemberShare => ({
    id: member.id,
    name: member.name,
    patronageWeight: weights.patronage[i]!,
    remainderWeight: weights.remainder[i]!,
    subsidyShare: weights.subsidies[i]!,
    giftShare: weights.gifts[i]!,
    reserveShare: reserves[i]!,
    patronage: returns[i]!,
    remainder: rests[i]!,
    total: totals[i]!,
    converted: converted[i]!,
  }))
  const division = {
    figures,
    patronage,
    remainder,
    patronageWeight: sum(weights.patronage),
    remainderWeight: sum(weights.remainder),
    members: shares,
    steps: stepsOf(year, { figures, patronage, remainder }),
  }
  return done({ ...division, findings: findingsOf(year, division) })
}

export interface Weights {
  patronage: bigint[]
  remainder: Fen[]
  subsidies: Fen[]
  gifts: Fen[]
}

/** What each member counts: trades for the return, the four accounts together for the remainder. */
export function weigh(year: YearFigures, members: readonly Member[]): Weights {
  const heads = headsOf(members)
  const subsidies =
    year.subsidyTotal === null ? members.map((one) => one.subsidyShare) : allocate(year.subsidyTotal, heads)
  const gifts =
    year.giftTotal === null ? members.map((one) => one.giftShare) : allocate(year.giftTotal, heads)
  return {
    patronage: members.map((one) =>
      one.trades.reduce((all, { product, amount, volume }) => {
        if (year.basis === 'amount') return all + amount
        return all + volume * (year.factors.get(product) ?? WHOLE)
      }, 0n),
    ),
    // A federation's members hold contributions only (社法 58, 61).
    remainder: members.map((one, i) =>
      year.federation ? one.contribution : one.contribution + one.reserveShare + subsidies[i]! + gifts[i]!,
    ),
    subsidies,
    gifts,
  }
}

/** One each (社法 44), and nothing for an account behind which there is no member any more. */
function headsOf(members: readonly Member[]): bigint[] {
  return members.map((one) => (one.head === false ? 0n : 1n))
}

function reserveWeights(year: YearFigures, members: readonly Member[], patronage: bigint[]): bigint[] {
  if (year.reserveBasis === 'equal') return headsOf(members)
  if (year.reserveBasis === 'patronage') return patronage
  return members.map((one) => one.contribution)
}

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((all, part) => all + part, 0n)
}

interface Tried {
  year: YearFigures
  members: readonly Member[]
  figures: Figures
  weights: Weights
  patronage: Fen
  remainder: Fen
}

function obstacles({ year, members, figures, weights, patronage, remainder }: Tried): Problem[] {
  const ids = new Set<string>()
  const twice = members.filter(({ id }) => ids.size === ids.add(id).size).map(({ id }) => id)
  const products = new Set(
    members.flatMap(({ trades }) => trades.filter(({ volume }) => volume > 0n).map((one) => one.product)),
  )
  const unweighed = [...products].filter((product) => !year.factors.has(product))
  if (members.length === 0) return [refused('no-members', '没有成员，请填写成员表')]
  return [
    ...(twice.length > 0
      ? [refused('member-twice', `成员编号${twice.slice(0, 5).join('、')}出现了两次，请核对后各留一行`)]
      : []),
    ...(figures.law < 0n
      ? [
          refused(
            'reserve-beyond-surplus',
            `提取公积金 ${printYuan(figures.reserve)} 元超过弥补亏损后的盈余，请减少提取`,
          ),
        ]
      : []),
    ...(year.basis === 'volume' && products.size > 1 && unweighed.length > 0
      ? [
          refused(
            'product-factor-missing',
            `几种产品按交易量返还须有折算系数，缺：${unweighed.join('、')}；请按章程填写，或改按交易额`,
          ),
        ]
      : []),
    ...(patronage > 0n && sum(weights.patronage) === 0n
      ? [
          refused(
            'no-trades',
            `没有一个成员有交易${year.basis === 'amount' ? '额' : '量'}，无法按交易返还；请补填成员交易`,
          ),
        ]
      : []),
    ...(remainder > 0n && sum(weights.remainder) === 0n
      ? [refused('no-weights', '成员的出资额和各项量化份额全是零，剩余部分无从分配；请补填成员出资')]
      : []),
  ]
}

function stepsOf(
  year: YearFigures,
  { figures, patronage, remainder }: { figures: Figures; patronage: Fen; remainder: Fen },
): Step[] {
  const { surplus, lossCovered, reserve, law, statement } = figures
  const base = surplus > 0n ? surplus - lossCovered : 0n
  const y = printYuan
  const whose = year.federation ? '社法第61条、联合社章程' : '社法第44条'
  const byCharter = (share: Part | null | undefined) =>
    share === null || share === undefined ? '' : `、${year.charter?.says ?? ''}`
  const rate =
    'rate' in year.reserve ? ` × ${sayPercent(year.reserve.rate)}（不足一分舍去）` : '（按方案金额）'
  return [
    { label: '本年盈余', formula: '盈余及盈余分配表第12行', amount: year.surplus, clause: '会计制度第52条' },
    {
      label: '减：尚未列支的服务报酬',
      formula: `管理、技术、信息、商标等报酬先列支${partOfSurplus(year)}${bookedToo(year)}`,
      amount: year.serviceRewards,
      clause: '章程或大会决议',
    },
    {
      label: '减：弥补以前年度亏损',
      formula: `年初未分配盈余 ${y(year.opening)}，其他转入 ${y(year.transferIn)}`,
      amount: lossCovered,
      clause: '社法第44条',
    },
    {
      label: '减：提取公积金',
      formula: `${y(base)}${rate}`,
      amount: reserve,
      clause: `社法第42条${byCharter(year.charter?.reserveRate)}`,
    },
    {
      label: '可分配盈余（社法口径）',
      formula: `${y(surplus)} − ${y(lossCovered)} − ${y(reserve)}${surplus < 0n ? '，亏损年度不分配' : ''}`,
      amount: law,
      clause: '社法第44条',
    },
    {
      label: '可分配盈余（报表口径）',
      formula: `${y(surplus)} + ${y(year.opening)} + ${y(year.transferIn)} − ${y(reserve)}`,
      amount: statement,
      clause: '会计制度 会农社02表第16行',
    },
    {
      label: '按交易量（额）返还',
      formula: `${y(law)} × ${sayPercent(year.patronageRate)}（不足一分进一分）`,
      amount: patronage,
      clause: `${whose}${byCharter(year.charter?.patronageRate)}`,
    },
    { label: '剩余盈余分配', formula: `${y(law)} − ${y(patronage)}`, amount: remainder, clause: whose },
  ]
}

/** How large the rewards are beside the surplus, so that the meeting sees it (D08). */
function partOfSurplus({ surplus, serviceRewards }: YearFigures): string {
  if (serviceRewards === 0n || surplus <= 0n) return ''
  const tenths = (serviceRewards * 1000n) / surplus
  return `，占本年盈余的 ${tenths / 10n}.${tenths % 10n}%`
}

/** What of the rewards the costs of the year have already, so that nobody takes them off twice. */
function bookedToo(year: YearFigures): string {
  const booked = rewardsBooked(year)
  return booked > 0n ? `；另有 ${printYuan(booked)} 元账上已列入费用，本年盈余里已经减去` : ''
}
