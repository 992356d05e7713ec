import { itemProcedure } from '../kernel/item-procedure.ts'

/** The cooperative does it; township and county where it has nobody with an account. */
const OWN = ['chair', 'accountant', 'township', 'county']
const waits = (says: string) => ({ roles: ['chair', 'accountant'], of: 'all' as const, says })

/** Conditions of the world, found out by the server. */
export const DAY_COME = 'dayCome'
export const COUNTED = 'counted'
export const QUORUM = 'quorum'
export const NO_QUORUM = 'noQuorum'

/** 成员（代表）大会: called with its agenda, counted, voted item by item, sealed with the signed minutes (社法 29–32; B07). */
export const generalMeeting = itemProcedure('general_meeting', {
  label: '成员大会',
  answers: ['B07'],
  prefix: 'DH',
  of: 'body',
  opens: OWN,
  waiting: {
    planned: waits('请核对议题后向成员发出通知'),
    called: waits('通知已发，开会后按签到表登记到会和表决'),
    held: waits('表决已登记，请上传签字的会议记录定案'),
  },
  initial: 'planned',
  states: {
    planned: { label: '筹备中' },
    called: { label: '已通知' },
    held: { label: '待定案' },
    sealed: { label: '已定案', final: true },
    failed: { label: '流会', final: true },
    cancelled: { label: '已取消', final: true },
  },
  actions: {
    call: {
      label: '登记通知',
      happens: '写明哪天、怎样通知了成员；议题里的分配方案随之登记为已通知开会，从此议题不再变动',
      from: ['planned'],
      to: 'called',
      roles: OWN,
      needs: [],
    },
    revise: {
      label: '修改时间、地点和议题',
      happens: '还没有通知的可以改；已经通知的先“撤回通知”',
      from: ['planned'],
      to: 'planned',
      roles: OWN,
      needs: [],
    },
    attend: {
      label: '登记到会',
      happens: '按签到表勾选到会的成员，写上书面委托；出席不足成员总数三分之二的，决议不成立（社法第30条）',
      from: ['called'],
      to: 'called',
      roles: OWN,
      needs: [],
      conditions: { [DAY_COME]: '还没有到开会的日子' },
    },
    vote: {
      label: '登记表决',
      happens: '逐项写上赞成、反对、弃权各几票；每项按法律或章程要求的票数算出通过没有',
      from: ['called'],
      to: 'held',
      roles: OWN,
      needs: [],
      conditions: {
        [COUNTED]: '请先“登记到会”',
        [QUORUM]: '出席不足成员总数的三分之二，不能表决；请“登记流会”，重新召集',
      },
    },
    seal: {
      label: '会议记录定案',
      happens: '上传签字的会议记录和签到表；决议随之锁定，通过的方案、入社退社等事项按它办下去，以后不能再改',
      from: ['held'],
      to: 'sealed',
      roles: OWN,
      needs: ['files'],
    },
    correct: {
      label: '更正到会和表决',
      happens: '定案以前发现登记有误的，退回重新登记；原来的登记留在经过里',
      from: ['held'],
      to: 'called',
      roles: OWN,
      needs: ['note'],
    },
    recall: {
      label: '撤回通知',
      happens: '改期、改议题的，先撤回；改好以后重新通知成员',
      from: ['called'],
      to: 'planned',
      roles: OWN,
      needs: ['note'],
    },
    fail: {
      label: '登记流会',
      happens: '到会不足法定人数，没有形成决议；另开一次',
      from: ['called'],
      to: 'failed',
      roles: OWN,
      needs: ['note'],
      conditions: { [COUNTED]: '请先“登记到会”', [NO_QUORUM]: '到会已足法定人数，请登记表决' },
    },
    cancel: {
      label: '取消',
      from: ['planned', 'called'],
      to: 'cancelled',
      roles: OWN,
      needs: ['note'],
    },
  },
})
