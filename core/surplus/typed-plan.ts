/** A plan as it is typed on the page: the same words and checks as a sheet, with the policy of the day beside it. */
import { allocate } from '../values/allocate.ts'
import { readMoney, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { interpret } from './interpret.ts'
import type { Written, YearKey } from './written.ts'
import type { CharterShares, Member, Millionths, YearFigures, YearReward } from './year.ts'

/** Which trades count for the return; by the charter. */
export const COUNTED = { delivered: '交售给本社的', supplied: '向本社购买的', both: '两者都算' } as const
export type Counted = keyof typeof COUNTED

export interface Reward {
  payee: string
  what: string
  amount: string
  /** An earlier resolution; the plan itself goes to the meeting where there is none. */
  resolution?: string | undefined
}

/** Texts as typed; an empty text is nothing. */
export interface TypedPlan {
  surplus: string
  opening: string
  transferIn: string
  reserveRate: string
  reserve: string
  /** What of the reserve the books of the year already have. */
  reserveBooked: string
  /** Reserves quantified before there was a plan here, to be spread by contributions. */
  reserveBefore: string
  patronageRate: string
  basis: string
  counted: Counted
  factors: Readonly<Record<string, string>>
  subsidyTotal: string
  giftTotal: string
  reserveBasis: string
  convertRate: string
  rewards: readonly Reward[]
}

const LABELS: Partial<Record<YearKey, string>> = {
  surplus: '本年盈余',
  opening: '年初未分配盈余',
  transferIn: '其他转入',
  reserveRate: '提取公积金比例',
  reserve: '提取公积金金额',
  patronageRate: '按交易量（额）返还比例',
  basis: '返还依据',
  subsidyTotal: '财政补助形成财产',
  giftTotal: '捐赠形成财产',
  reserveBasis: '公积金量化依据',
  convertRate: '转为成员出资比例',
}

export interface PolicyOfDay {
  floor: Millionths
  cap: Millionths | null
  rewardLimit?: Millionths | null | undefined
  charter?: CharterShares | null | undefined
  /** Rewards that the costs of the year have. */
  booked?: readonly YearReward[]
  /** Who holds a post, by name. */
  posts?: ReadonlyMap<string, string>
}

export interface PlanInput {
  year: YearFigures
  reserveBooked: Fen
  reserveBefore: Fen
  rewards: { payee: string; what: string; amount: Fen; resolution: string }[]
}

/** The year's figures with the policy of the day, or everything wrong with what was typed. */
export function readPlan(
  typed: TypedPlan,
  of: { name: string; year: number; federation: boolean; members: number } & PolicyOfDay,
): Outcome<PlanInput> {
  const year = new Map<YearKey, Written>()
  for (const [key, label] of Object.entries(LABELS) as [YearKey, string][]) {
    const text = (typed[key as keyof TypedPlan] as string | undefined)?.trim() ?? ''
    if (text !== '') year.set(key, { text, unit: '元', where: label, place: { field: key } })
  }
  const factors = new Map(
    Object.entries(typed.factors)
      .filter(([, text]) => text.trim() !== '')
      .map(([product, text]) => [product, { text, unit: null, where: `${product}的折算系数`, place: {} }]),
  )
  const read = interpret({ year, factors, members: [] })
  const problems: Problem[] = read.ok ? [] : [...read.problems]
  const money = moneyReader(problems)
  const reserveBooked = money('已入账的公积金', typed.reserveBooked, 'reserveBooked')
  const reserveBefore = money('历年已量化的公积金', typed.reserveBefore, 'reserveBefore')
  const rewards = rewardsOf(typed.rewards, money, problems)
  const [first, ...more] = problems
  if (first || !read.ok) return failed(first!, ...more)
  return done({
    year: {
      ...read.value.year,
      name: of.name,
      year: String(of.year),
      federation: of.federation,
      floor: of.floor,
      reserveCap: of.cap,
      rewardLimit: of.rewardLimit,
      charter: of.charter,
      serviceRewards: rewards.reduce((sum, one) => sum + one.amount, 0n),
      rewards: [
        ...(of.booked ?? []),
        ...rewards.map((one) => ({ ...one, booked: false, post: of.posts?.get(one.payee) ?? null })),
      ],
      meeting: {
        members: of.members,
        present: null,
        extraVotes: 0,
        yes: null,
        laidOpenOn: null,
        heldOn: null,
      },
    },
    reserveBooked,
    reserveBefore,
    rewards,
  })
}

/** Rewards as they are typed. Errors: reward-incomplete, plan-amount. */
function rewardsOf(
  typed: readonly Reward[],
  money: ReturnType<typeof moneyReader>,
  problems: Problem[],
): PlanInput['rewards'] {
  const rewards = typed.map((one, at) => ({
    payee: one.payee.trim(),
    what: one.what.trim(),
    amount: money(`第 ${at + 1} 项服务报酬`, one.amount, 'rewards'),
    resolution: one.resolution?.trim() ?? '',
  }))
  if (rewards.some((one) => one.payee === '' || one.what === '' || one.amount === 0n))
    problems.push(
      refused('reward-incomplete', '服务报酬要写明给谁、什么服务、多少钱；不用的行请去掉', {
        field: 'rewards',
      }),
    )
  return rewards
}

function moneyReader(problems: Problem[]) {
  return (label: string, text: string, field: string): Fen => {
    if (text.trim() === '') return 0n
    const read = readMoney(text, { assume: '元' })
    if (read.ok && read.value !== null && read.value >= 0n) return read.value
    problems.push(
      refused('plan-amount', `${label}“${text.trim()}”不对，应是最多两位小数的数，不能为负`, { field }),
    )
    return 0n
  }
}

/** What is known of a member at the end of the year. */
export interface MemberFacts {
  number: string
  name: string
  contribution: Fen
  reserveBefore: Fen
  /** Whether it counts where all are counted alike. */
  head: boolean
  /** By direction and product, volumes in thousandths. */
  trades: readonly {
    direction: 'delivered' | 'supplied'
    product: string
    unit: string
    volume: bigint
    amount: Fen
  }[]
}

/** The members as the division takes them: trades that count, reserves quantified before by contributions where none are kept. */
export function membersOf(
  facts: readonly MemberFacts[],
  of: { counted: Counted; reserveBefore: Fen },
): Member[] {
  const contributed = facts.some((one) => one.contribution > 0n)
  const spread =
    of.reserveBefore > 0n && contributed
      ? allocate(
          of.reserveBefore,
          facts.map((one) => one.contribution),
        )
      : facts.map(() => 0n)
  return facts.map((one, at) => ({
    id: one.number,
    name: one.name,
    contribution: one.contribution,
    reserveShare: one.reserveBefore + spread[at]!,
    subsidyShare: 0n,
    giftShare: 0n,
    head: one.head,
    trades: one.trades
      .filter(({ direction }) => of.counted === 'both' || direction === of.counted)
      .map(({ product, volume, amount }) => ({ product, volume, amount })),
  }))
}
