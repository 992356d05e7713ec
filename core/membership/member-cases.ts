/** The life of a membership as procedures: joining, leaving and expulsion, death and succession, changes of a household (C08, C09). */
import { itemProcedure } from '../kernel/item-procedure.ts'

/** The cooperative does it; township and county where it has nobody with an account. */
const OWN = ['chair', 'accountant', 'township', 'county']
const waits = (says: string) => ({ roles: ['chair', 'accountant'], of: 'all' as const, says })

/** Conditions of the world, found out by the server. */
export const VOLUNTARY = 'voluntary'
export const EXPELLED = 'expelled'
export const YEAR_OVER = 'yearOver'
export const NO_SPLIT = 'noSplit'
export const SPLIT = 'split'
export const WRITTEN = 'written'

const vote = (from: string, to: string) => ({
  label: '登记表决结果',
  happens: '按成员（代表）大会的记录登记出席和票数；不足法定人数或票数的不能登记为通过',
  from: [from],
  to,
  roles: OWN,
  needs: ['files'] as const,
})
const ending = ([label, happens]: readonly [string, string], from: readonly string[], to: string) => ({
  label,
  happens,
  from,
  to,
  roles: OWN,
  needs: ['note'] as const,
})
const ENTER = {
  label: '登入名册',
  happens: '一次办成：写入成员名册、登记第一笔出资、打印入口码；单位成员、农民比例超限的不能登记',
  roles: OWN,
  needs: [],
}
const SETTLE = {
  label: '结算',
  happens: '按终止日的成员账户算出应退的出资额和公积金份额，减去分摊的亏损；补助、捐赠量化份额不退',
  roles: OWN,
  needs: ['note'] as const,
}
const REPAY = {
  label: '登记退款',
  happens: '登记一笔退还出资；建了账的同时记一张凭证。收款人为当日登记的收款人',
  roles: OWN,
  needs: ['files'] as const,
}

/** 入社: applied for on paper or by telephone, checked in the village, accepted by the board, voted, entered into the roll (社法 24; C13). */
export const memberJoining = itemProcedure('member_joining', {
  label: '入社',
  answers: ['C08', 'C13', 'A03'],
  prefix: 'RS',
  of: 'body',
  opens: OWN,
  waiting: {
    applied: {
      roles: ['village', 'township', 'chair', 'accountant'],
      of: 'all' as const,
      says: '请村里核实身份和户，再由理事长或理事会受理',
    },
    checked: waits('村里已核实，请由理事长或理事会受理'),
    accepted: waits('请提请成员（代表）大会表决'),
    voted: waits('表决已通过，请登入成员名册'),
    resolved: waits('理事会已同意，请登入成员名册'),
    admitted: waits('按章程由理事会决定入社的，请提请下一次成员（代表）大会追认'),
  },
  initial: 'applied',
  states: {
    applied: { label: '待受理' },
    checked: { label: '已核实待受理' },
    accepted: { label: '待表决' },
    voted: { label: '待登记' },
    resolved: { label: '理事会已同意待登记' },
    admitted: { label: '已入社待追认' },
    entered: { label: '已入社', final: true },
    overruled: { label: '大会未追认', final: true },
    declined: { label: '未通过', final: true },
    withdrawn: { label: '已撤回', final: true },
  },
  actions: {
    accept: {
      label: '受理申请',
      happens: '书面申请由理事长或理事会受理，交成员（代表）大会表决',
      from: ['applied', 'checked'],
      to: 'accepted',
      roles: OWN,
      needs: [],
      conditions: {
        [WRITTEN]: '电话、网上申请还没有书面的：请村里“村级核实”，附上本人签字的申请（社法第24条要求书面）',
      },
      onPaper: true,
    },
    check: {
      label: '村级核实',
      happens: '核实身份、户和种养情况，附上本人签字的申请或证明；核实的结果随入社写进名册',
      from: ['applied'],
      to: 'checked',
      roles: ['village', 'township', 'county'],
      needs: ['files'],
    },
    vote: vote('accepted', 'voted'),
    board: {
      label: '登记理事会决定',
      happens:
        '章程写明由理事会决定入社的才用：写明章程条款和票数。社法第24条要求成员（代表）大会表决，登记后还要请下一次大会追认',
      from: ['accepted'],
      to: 'resolved',
      roles: OWN,
      needs: ['files'],
    },
    enter: { ...ENTER, from: ['voted'], to: 'entered' },
    admit: { ...ENTER, from: ['resolved'], to: 'admitted' },
    ratify: {
      ...vote('admitted', 'entered'),
      label: '登记大会追认',
      happens: '下一次成员（代表）大会对理事会的决定表决；通过的登记出席和票数，入社就此办结',
    },
    overrule: ending(
      ['登记大会未追认', '写明大会的决定并告知本人；已经入册、出资的，另按“退社与除名”结算退还'],
      ['admitted'],
      'overruled',
    ),
    decline: ending(['登记未通过', '写明理由并告知申请人'], ['applied', 'checked', 'accepted'], 'declined'),
    withdraw: ending(
      ['申请人撤回', '申请人不再要求入社'],
      ['applied', 'checked', 'accepted', 'voted', 'resolved'],
      'withdrawn',
    ),
  },
})

/** 退社与除名: notice in time, membership until the end of the fiscal year, settlement, repayment (社法 25, 26, 28). */
export const memberLeaving = itemProcedure('member_leaving', {
  label: '退社与除名',
  answers: ['C09', 'A03'],
  prefix: 'TS',
  of: 'body',
  opens: OWN,
  waiting: {
    applied: waits('请受理退社申请；除名的请先听取本人陈述'),
    heard: waits('本人陈述已记录，请提请成员（代表）大会表决除名'),
    ended: waits('成员资格已终止，请结算应退的款项'),
    settled: waits('已结算，请按章程规定的期限退款'),
  },
  initial: 'applied',
  states: {
    applied: { label: '待受理' },
    heard: { label: '待表决' },
    accepted: { label: '待年度终了' },
    ended: { label: '待结算' },
    settled: { label: '待退款' },
    repaid: { label: '已退款', final: true },
    cancelled: { label: '已撤回', final: true },
  },
  actions: {
    accept: {
      label: '受理退社',
      happens: '理事长或理事会收下书面申请；成员资格到会计年度终了才终止，此前权利义务不变',
      from: ['applied'],
      to: 'accepted',
      roles: OWN,
      needs: [],
      conditions: { [VOLUNTARY]: '除名要先听取本人陈述，再由成员（代表）大会表决（社法第26条）' },
      onPaper: true,
    },
    hear: {
      label: '记录本人陈述',
      happens: '除名前要给本人陈述意见的机会，写明时间、地点和意见；拒绝陈述的也写明',
      from: ['applied'],
      to: 'heard',
      roles: OWN,
      needs: ['note'],
      conditions: { [EXPELLED]: '自愿退社不用陈述，请直接受理' },
    },
    vote: vote('heard', 'accepted'),
    end: {
      label: '终止成员资格',
      happens: '名册写上退社日期；此后不能再以其名义登记交易和股金增加',
      from: ['accepted'],
      to: 'ended',
      roles: OWN,
      needs: [],
      conditions: { [YEAR_OVER]: '成员资格自会计年度终了时终止（社法第25、26条），还没有到那一天' },
    },
    settle: { ...SETTLE, from: ['ended'], to: 'settled' },
    repay: { ...REPAY, from: ['settled'], to: 'repaid' },
    cancel: ending(
      ['撤回', '不再退社或不再除名，成员资格不变'],
      ['applied', 'heard', 'accepted'],
      'cancelled',
    ),
  },
})

/** 亡故与继承: the share is frozen on the day, an heir joins by the charter's steps or is repaid. */
export const memberDeath = itemProcedure('member_death', {
  label: '亡故与继承',
  answers: ['C09', 'A03'],
  prefix: 'JC',
  of: 'body',
  opens: OWN,
  waiting: {
    reported: waits('份额已冻结，请核实死亡证明'),
    certified: waits('请登记继承人'),
    named: waits('继承人要入社的请提请表决，不入社的请结算退还'),
    voted: waits('表决已通过，请把继承人登入名册'),
    settled: waits('已结算，请退还给继承人'),
  },
  initial: 'reported',
  states: {
    reported: { label: '已冻结待核实' },
    certified: { label: '待定继承人' },
    named: { label: '待定去向' },
    voted: { label: '待登记' },
    settled: { label: '待退款' },
    inherited: { label: '已由继承人入社', final: true },
    repaid: { label: '已退还继承人', final: true },
    mistaken: { label: '误报已更正', final: true },
  },
  actions: {
    certify: {
      label: '核实死亡证明',
      happens: '上传医院、公安或村委会出具的证明；份额继续冻结，应得的钱记着不付',
      from: ['reported'],
      to: 'certified',
      roles: OWN,
      needs: ['files'],
    },
    name: {
      label: '登记继承人',
      happens: '凭公证书、继承协议或法院文书写明权利人和收款人；从登记之日起，尚欠的盈余可以付给收款人',
      from: ['certified'],
      to: 'named',
      roles: OWN,
      needs: ['files'],
    },
    vote: vote('named', 'voted'),
    inherit: {
      label: '继承人登入名册',
      happens: '继承人写入名册，亡故成员的全部股金转到其名下',
      from: ['voted'],
      to: 'inherited',
      roles: OWN,
      needs: [],
    },
    settle: { ...SETTLE, from: ['named'], to: 'settled' },
    repay: { ...REPAY, from: ['settled'], to: 'repaid' },
    mistake: ending(
      ['更正误报', '解除冻结，成员资格和份额恢复原样；登记和更正都留在记录里'],
      ['reported', 'certified'],
      'mistaken',
    ),
  },
})

/** 户内变更: another payee, account or head of household, a move, a lost card, a household that divides. */
export const memberChange = itemProcedure('member_change', {
  label: '户内变更',
  answers: ['C01', 'C09'],
  prefix: 'HB',
  of: 'body',
  opens: OWN,
  waiting: {
    asked: waits('请核对成员本人签字的申请后办理'),
    voted: waits('表决已通过，请办理分户'),
  },
  initial: 'asked',
  states: {
    asked: { label: '待核对' },
    voted: { label: '待分户' },
    changed: { label: '已变更', final: true },
    refused: { label: '不予办理', final: true },
  },
  actions: {
    change: {
      label: '核对并变更',
      happens: '从所写的日期起按新的登记；以前的登记和已经付过的钱不变',
      from: ['asked'],
      to: 'changed',
      roles: OWN,
      needs: ['files'],
      conditions: { [NO_SPLIT]: '分户会多一名成员，要先由成员（代表）大会表决（社法第24条）' },
    },
    vote: { ...vote('asked', 'voted'), conditions: { [SPLIT]: '只有分户要表决' } },
    divide: {
      label: '办理分户',
      happens: '分出的一户写入名册，议定的股金转到其名下；不分股金的只写入名册',
      from: ['voted'],
      to: 'changed',
      roles: OWN,
      needs: [],
    },
    refuse: ending(['不予办理', '写明理由并告知成员'], ['asked', 'voted'], 'refused'),
  },
})
