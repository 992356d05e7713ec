import { lazy } from 'react'
import { memberChange, memberDeath, memberJoining, memberLeaving } from '#core/membership/member-cases.ts'
import { memberResettlement } from '#core/membership/resettlement-case.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

const detail = lazy(async () => ({ default: (await import('./case-detail.tsx')).CaseDetail }))
const vote = lazy(async () => ({ default: (await import('./case-parts.tsx')).VotePart }))
const check = lazy(async () => ({ default: (await import('./joining-parts.tsx')).CheckPart }))
const board = lazy(async () => ({ default: (await import('./joining-parts.tsx')).BoardPart }))
const enter = lazy(async () => ({ default: (await import('./case-parts.tsx')).EnterPart }))
const heirs = lazy(async () => ({ default: (await import('./case-parts.tsx')).HeirsPart }))
const settle = lazy(async () => ({ default: (await import('./case-parts.tsx')).SettlePart }))
const repay = lazy(async () => ({ default: (await import('./case-parts.tsx')).RepayPart }))
const account = lazy(async () => ({ default: (await import('./case-parts.tsx')).AccountPart }))

const resettle = lazy(async () => ({ default: (await import('./case-parts.tsx')).ResettlePart }))

const button = (procedure: 'Joining' | 'Leaving' | 'Death' | 'Change' | 'Resettlement') =>
  lazy(async () => ({ default: (await import('./case-buttons.tsx'))[`${procedure}Button`] }))

const enterPlace = (item: { id: string }): string => `/member-joinings/${item.id}/enter`

const COMMON = { itemWord: '事项', units: false, Detail: detail } as const

/** 入社: application, vote, roll. */
export const memberJoiningPages: ProcedurePages = {
  ...COMMON,
  of: memberJoining,
  title: '入社',
  says: '申请、村级核实、理事会受理、成员（代表）大会表决、登入名册，一步一步办（社法第24条）；登入名册时一并登记出资、打印入口码',
  empty: '还没有入社申请，按“受理入社申请”开始',
  Head: lazy(async () => ({ default: (await import('./joining-head.tsx')).JoiningHead })),
  Actions: button('Joining'),
  parts: { check, vote, board, ratify: vote },
  places: { enter: enterPlace, admit: enterPlace },
  ends: ['decline', 'withdraw', 'overrule'],
  asks: { check: { files: '本人签字的申请或证明' }, board: { files: '理事会会议记录（出席理事签名）' } },
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
  ends: ['cancel'],
}

/** 亡故与继承: frozen, heirs, taken over or repaid. */
export const memberDeathPages: ProcedurePages = {
  ...COMMON,
  of: memberDeath,
  title: '亡故与继承',
  says: '登记当天起份额冻结、应得的钱记着不付；继承人凭文书登记，愿意入社的表决，不入社的退还',
  empty: '还没有登记，按“登记成员亡故”开始',
  Actions: button('Death'),
  ends: ['mistake'],
  parts: { vote, name: heirs, inherit: enter, settle, repay },
}

/** 补充清算: once more with whoever was settled, with voucher. */
export const memberResettlementPages: ProcedurePages = {
  ...COMMON,
  of: memberResettlement,
  title: '补充清算',
  says: '已经结算退款的成员，后来发现在社期间的亏损、债务，或终止当年的公积金份额后来入账的，再算一次：补退或补收（社法第28条）',
  empty: '还没有补充清算，按“登记补充清算”开始',
  Actions: button('Resettlement'),
  ends: ['cancel'],
  parts: { settle: resettle, pay: repay },
  asks: { settle: { files: '决议、方案或清算单' }, pay: { files: '收付款凭据' } },
}

/** 户内变更: payee, account, household, address, split. */
export const memberChangePages: ProcedurePages = {
  ...COMMON,
  of: memberChange,
  title: '户内变更',
  says: '换收款人、换银行卡、挂失、换户主、迁居、分户；从所写的日期起算，以前的不变',
  empty: '还没有户内变更，按“受理户内变更”开始',
  Actions: button('Change'),
  ends: ['refuse'],
  parts: { vote, change: account, divide: enter },
}
