/** What is told of the year's rewards for services, in the costs or not: by resolution, to whom, how large (D08). */
import { type Fen, printYuan } from '../values/money.ts'
import type { Finding } from './findings.ts'
import { sayPercent, WHOLE, type YearFigures, type YearReward } from './year.ts'

/** Rewards of the year that the costs have already. */
export function rewardsBooked({ rewards = [] }: Pick<YearFigures, 'rewards'>): Fen {
  return rewards.filter((one) => one.booked).reduce((sum, one) => sum + one.amount, 0n)
}

/** How large all rewards are beside the surplus before any of them, whose resolution is not known, who holds a post. */
export function rewardFindings(year: YearFigures): Finding[] {
  const { rewards = [] } = year
  const unresolved = rewards.filter((one) => one.booked && one.resolution === null)
  const officers = rewards.filter((one) => one.post !== null)
  return [
    ...largeFindings(year),
    ...(unresolved.length > 0
      ? [
          {
            code: 'rewards-unresolved',
            clause: '社法第29条；章程',
            says: `已列支的服务报酬中，${listed(unresolved)}没有写经哪次大会决议`,
            remedy: '补开大会表决，或把凭证冲销后重新记入并选上决议；没有决议的报酬应当退回',
          },
        ]
      : []),
    ...(officers.length > 0
      ? [
          {
            code: 'rewards-officer',
            clause: '社法第29、36条',
            says: `服务报酬付给在本社任职的人：${listed(officers)}`,
            remedy: '在大会上单独说明做了什么、为什么付这么多，由大会逐项表决，收款人不经手付款',
          },
        ]
      : []),
  ]
}

function largeFindings(year: YearFigures): Finding[] {
  const { rewardLimit, surplus, serviceRewards } = year
  if (rewardLimit === null || rewardLimit === undefined) return []
  const booked = rewardsBooked(year)
  const all = serviceRewards + booked
  const before = surplus + booked
  if (all <= 0n || all * WHOLE <= before * rewardLimit) return []
  const parts =
    booked > 0n ? `（已列支 ${printYuan(booked)} 元，尚未列支 ${printYuan(serviceRewards)} 元）` : ''
  return [
    {
      code: 'rewards-large',
      clause: '本地方案的服务报酬比例',
      says: `服务报酬共 ${printYuan(all)} 元${parts}，超过列支报酬以前的本年盈余 ${printYuan(before)} 元的 ${sayPercent(rewardLimit)}`,
      remedy: '核对收款人、服务内容和依据，在大会上逐项说明；偏高的减少报酬，留给成员分配',
    },
  ]
}

const SAID = 5

function listed(rewards: readonly YearReward[]): string {
  const said = rewards
    .slice(0, SAID)
    .map(
      (one) =>
        `${one.payee}${one.post === null ? '' : `（${one.post}）`}${one.what} ${printYuan(one.amount)} 元`,
    )
  return `${said.join('、')}${rewards.length > SAID ? ` 等 ${rewards.length} 笔` : ''}`
}
