/** Rewards for services: costs of the year, before there is a surplus to divide (D08). */
import {
  account,
  amount,
  credit,
  CREDIT_MEMBER,
  debit,
  group,
  member,
  OWING_PARTY,
  paid,
  party,
} from './template-words.ts'
import type { Ask } from './template.ts'

/** Which services are rewarded. */
export const REWARD_KINDS = ['管理报酬', '技术报酬', '信息报酬', '商标报酬', '其他服务报酬'] as const

const service: Ask = {
  key: 'service',
  label: '什么服务',
  kind: 'item',
  options: REWARD_KINDS.map((one) => ({ value: one, label: one })),
}
const where = account('where', '算在哪里', [
  { value: '523', label: '管理费用（管理、信息、商标等，为全社的）' },
  { value: '521', label: '经营支出（直接为生产、销售的技术服务等）' },
])
const resolution: Ask = {
  key: 'resolution',
  label: '经哪次大会决议',
  kind: 'resolution',
  optional: true,
  hint: '选已定案大会通过的议题，或写纸质决议的名称、文号；没有的先记，方案里会提示',
}

export const REWARDS = group('服务报酬', [
  [
    'reward-member',
    '付成员的服务报酬',
    '成员为社里做管理、技术、信息，或把商标给社里用，经大会同意付给的报酬；列入费用以后再算盈余。',
    '37号 523、521',
    [service, member('付给哪位成员'), amount, where, paid(CREDIT_MEMBER), resolution],
    [debit('@where'), credit('@money')],
  ],
  [
    'reward-party',
    '付社外单位、个人的服务报酬',
    '请社外的人或单位做管理、技术、信息，或用他的商标，付给的报酬。',
    '37号 523、521',
    [service, party('付给谁'), amount, where, paid(OWING_PARTY), resolution],
    [debit('@where'), credit('@money')],
  ],
])

/** Templates whose vouchers are rewards. */
export const REWARD_TEMPLATES: readonly string[] = REWARDS.map((one) => one.id)
