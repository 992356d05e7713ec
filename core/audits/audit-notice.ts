import { itemProcedure } from '../kernel/item-procedure.ts'

const OWN = ['chair', 'accountant', 'township', 'county']
/** Done with the report of the audit, never by itself. */
const BY_AUDIT = { byAudit: '审计报告有误的，在审计里“退回报告”；新的报告登记后通报随之重做' }
const waits = (says: string) => ({ roles: ['chair', 'accountant', 'township'], of: 'all' as const, says })

/** 审计结果通报: what an audit found, told to the members; a supervisor signs, a photograph proves it (K04). */
export const auditNotice = itemProcedure('audit_notice', {
  label: '审计结果通报',
  answers: ['D09', 'K04'],
  prefix: 'TB',
  of: 'body',
  opens: ['township', 'county'],
  waiting: {
    made: waits('请打印通报，由监事签字后拍照登记'),
    signed: waits('监事已签字，请张贴或在成员大会上通报，拍照登记'),
  },
  initial: 'made',
  states: {
    made: { label: '待监事审签' },
    signed: { label: '待通报' },
    posted: { label: '已通报', final: true },
    withdrawn: { label: '等新的报告' },
  },
  actions: {
    sign: {
      label: '监事审签',
      happens: '监事在打印的通报上签字，由别人拍照代录；理事长、经理、会计、出纳不能签',
      from: ['made'],
      to: 'signed',
      roles: OWN,
      needs: ['files'],
      onPaper: true,
    },
    post: {
      label: '登记通报',
      happens: '写明贴在哪里或哪次成员大会上、哪一天，上传照片；从这天起算已通报，成员在手机上也看得到',
      from: ['signed'],
      to: 'posted',
      roles: OWN,
      needs: ['files'],
    },
    withdraw: {
      label: '作废',
      from: ['made', 'signed'],
      to: 'withdrawn',
      roles: ['township', 'county'],
      needs: [],
      conditions: BY_AUDIT,
    },
    remake: {
      label: '按新的报告重做',
      from: ['withdrawn'],
      to: 'made',
      roles: ['township', 'county'],
      needs: [],
      conditions: BY_AUDIT,
    },
  },
})
