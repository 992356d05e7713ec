import { itemProcedure } from '../kernel/item-procedure.ts'

const OFFICES = ['township', 'county']
const waits = (says: string) => ({ roles: ['township'], of: 'area' as const, says })

/** Conditions of the world, found out by the server. */
export const ARRANGED = 'auditArranged'
export const HAS_POINTS = 'auditHasPoints'
export const SETTLED = 'auditSettled'
export const TOLD = 'auditTold'
export const UNTOLD = 'auditUntold'
export const WAIVER_ASKED = 'auditWaiverAsked'
export const NO_WAIVER = 'auditNoWaiver'

/** 审计: of the books of one cooperative, from the plan to the day on which its points are mended and its members told (D09). */
export const bookAudit = itemProcedure('book_audit', {
  label: '审计',
  answers: ['D09'],
  prefix: 'SJ',
  of: 'body',
  opens: OFFICES,
  waiting: {
    planned: waits('请确定由谁审计，按期进点'),
    running: waits('审计实施中，收到报告后登记'),
    reported: waits('报告已到：有问题的交办整改，结果向成员通报后办结'),
    mending: waits('请督促整改和通报，问题全部销号后办结'),
  },
  initial: 'planned',
  states: {
    planned: { label: '已列入计划' },
    running: { label: '审计实施中' },
    reported: { label: '报告已出' },
    mending: { label: '问题整改中' },
    closed: { label: '已办结', final: true },
    dropped: { label: '已取消', final: true },
  },
  actions: {
    start: {
      label: '进点实施',
      happens: '审计开始，登记报告以前在这里等着',
      from: ['planned'],
      to: 'running',
      roles: OFFICES,
      needs: [],
      conditions: { [ARRANGED]: '还没有确定由谁审计，请先“安排审计”' },
    },
    arrange: {
      label: '安排审计',
      happens: '写明由谁审计、哪天以前出报告',
      from: ['planned'],
      to: 'planned',
      roles: OFFICES,
      needs: ['dueOn'],
    },
    report: {
      label: '登记审计报告',
      happens: '上传报告，逐条写明问题；通报单随即生成，期限是向成员通报的最后一天',
      from: ['running'],
      to: 'reported',
      roles: OFFICES,
      needs: ['files', 'dueOn'],
      dueInWorkingDays: 20,
      freshDue: true,
    },
    raise: {
      label: '交办整改',
      happens: '每条问题立一件整改，写明责任人和期限；整改全部销号审计才能办结',
      from: ['reported'],
      to: 'mending',
      roles: OFFICES,
      needs: ['owner', 'dueOn'],
      dueInWorkingDays: 20,
      freshDue: true,
      conditions: { [HAS_POINTS]: '报告没有提出问题，不用交办' },
    },
    askWaiver: {
      label: '申请免予整改',
      happens: '写明哪几条、为什么不用改；由另一人同意才算',
      from: ['mending'],
      to: 'mending',
      roles: OFFICES,
      needs: ['note'],
      conditions: { [NO_WAIVER]: '已有一件申请等着答复' },
    },
    grantWaiver: {
      label: '同意免予整改',
      happens: '所申请的问题不再整改，它们的整改单撤销，理由留在记录里',
      from: ['mending'],
      to: 'mending',
      roles: OFFICES,
      needs: ['note'],
      notByWhoDid: 'askWaiver',
      conditions: { [WAIVER_ASKED]: '没有等着答复的申请' },
      onPaper: true,
    },
    denyWaiver: {
      label: '不同意免予整改',
      happens: '照原来的期限整改',
      from: ['mending'],
      to: 'mending',
      roles: OFFICES,
      needs: ['note'],
      conditions: { [WAIVER_ASKED]: '没有等着答复的申请' },
    },
    close: {
      label: '办结',
      happens: '问题都已整改或免予整改，结果已向成员通报，审计办结',
      from: ['reported', 'mending'],
      to: 'closed',
      roles: OFFICES,
      needs: [],
      conditions: {
        [SETTLED]: '还有审计问题没有整改销号',
        [TOLD]: '结果还没有向成员通报，请先办完“审计结果通报”',
      },
    },
    takeBack: {
      label: '退回报告',
      happens: '报告有误：通报单作废，重新登记报告；原来的留在记录里',
      from: ['reported'],
      to: 'running',
      roles: OFFICES,
      needs: ['note'],
      conditions: { [UNTOLD]: '结果已经向成员通报，不能退回' },
    },
    drop: {
      label: '取消审计',
      happens: '这次审计不做了，写明理由',
      from: ['planned', 'running'],
      to: 'dropped',
      roles: OFFICES,
      needs: ['note'],
    },
  },
})
