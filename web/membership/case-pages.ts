import { lazy } from 'react'
import { memberChange, memberDeath, memberJoining, memberLeaving } from '#core/membership/member-cases.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

const detail = lazy(async () => ({ default: (await import('./case-detail.tsx')).CaseDetail }))
const vote = lazy(async () => ({ default: (await import('./case-parts.tsx')).VotePart }))
const enter = lazy(async () => ({ default: (await import('./case-parts.tsx')).EnterPart }))
const heirs = lazy(async () => ({ default: (await import('./case-parts.tsx')).HeirsPart }))
const settle = lazy(async () => ({ default: (await import('./case-parts.tsx')).SettlePart }))
const repay = lazy(async () => ({ default: (await import('./case-parts.tsx')).RepayPart }))
const account = lazy(async () => ({ default: (await import('./case-parts.tsx')).AccountPart }))

const button = (procedure: 'Joining' | 'Leaving' | 'Death' | 'Change') =>
  lazy(async () => ({ default: (await import('./case-buttons.tsx'))[`${procedure}Button`] }))

const COMMON = { itemWord: '事项', units: false, Detail: detail } as const

/** 入社: application, vote, roll. */
export const memberJoiningPages: ProcedurePages = {
  ...COMMON,
  of: memberJoining,
  title: '入社',
  says: '书面申请、理事会受理、成员（代表）大会表决、登入名册，一步一步办（社法第24条）',
  empty: '还没有入社申请，按“受理入社申请”开始',
  Actions: button('Joining'),
  parts: { vote, enter },
}

/** 退社与除名: notice, end of the year, settlement, repayment. */
export const memberLeavingPages: ProcedurePages = {
  ...COMMON,
  of: memberLeaving,
  title: '退社与除名',
  says: '按提出日期算出资格哪天终止，到期结算应退的出资额和公积金份额（社法第25、26、28条）',
  empty: '还没有退社或除名，按“受理退社、除名”开始',
  Actions: button('Leaving'),
  parts: { vote, settle, repay },
}

/** 亡故与继承: frozen, heirs, taken over or repaid. */
export const memberDeathPages: ProcedurePages = {
  ...COMMON,
  of: memberDeath,
  title: '亡故与继承',
  says: '登记当天起份额冻结、应得的钱记着不付；继承人凭文书登记，愿意入社的表决，不入社的退还',
  empty: '还没有登记，按“登记成员亡故”开始',
  Actions: button('Death'),
  parts: { vote, name: heirs, inherit: enter, settle, repay },
}

/** 户内变更: payee, account, household, address, split. */
export const memberChangePages: ProcedurePages = {
  ...COMMON,
  of: memberChange,
  title: '户内变更',
  says: '换收款人、换银行卡、挂失、换户主、迁居、分户；从所写的日期起算，以前的不变',
  empty: '还没有户内变更，按“受理户内变更”开始',
  Actions: button('Change'),
  parts: { vote, change: account, divide: enter },
}
