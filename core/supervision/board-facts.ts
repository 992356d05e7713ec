import { fact, type Fact } from '../kernel/fact.ts'

const OFFICERS = { register: 'officer', fields: ['post', 'person', 'since', 'until'] }
const KIN = { register: 'officer_kin', fields: ['person', 'relation', 'other'] }
const AGENCY = { register: 'bookkeeping_agency', fields: ['agency', 'since', 'until'] }

/** Whether a few decide, pay and watch themselves; who keeps the books (B13, D02; 社法 37). */
export const boardFacts: readonly Fact[] = [
  fact('kin_supervisors', {
    label: '监事与管理人员互为亲属',
    type: 'count',
    unit: '对',
    formula:
      '申报了亲属关系的在任监事与在任理事长、理事、经理、财务会计、出纳的对数；没有这样的申报而在任监事都申报过的为0，还有监事没有申报过的为未知',
    reads: [OFFICERS, KIN],
    dependsOnDay: true,
  }),
  fact('kin_accountants', {
    label: '财会人员与理事长、经理互为亲属',
    type: 'count',
    unit: '对',
    formula:
      '申报了亲属关系的在任财务会计、出纳与在任理事长、经理的对数；没有这样的申报而在任财会人员都申报过的为0，其余为未知',
    reads: [OFFICERS, KIN],
    dependsOnDay: true,
  }),
  fact('one_hand_money', {
    label: '一人兼会计和出纳',
    type: 'count',
    unit: '名',
    formula: '当日同时在任财务会计和出纳的人数；没有登记财务会计的为未知',
    reads: [OFFICERS],
    dependsOnDay: true,
  }),
  fact('rival_posts', {
    label: '在别的合作社任职的理事长、理事、经理',
    type: 'count',
    unit: '名',
    formula:
      '在任理事长、理事、经理中，身份证号相同的人当日在另一家在册合作社任理事长、理事、监事、经理的人数；没有一人登记身份证号的为未知；业务是否相同由人核对',
    reads: [OFFICERS],
    dependsOnDay: true,
  }),
  fact('chair_payments', {
    label: '理事长一人经手的付款',
    type: 'count',
    unit: '笔',
    formula:
      '该日前一年内，由理事长本人制单而没有别人审核的付款凭证，和由理事长本人制作的盈余兑付批次：批准付款的和记账付款的是同一人',
    reads: [OFFICERS],
    dependsOnDay: true,
  }),
  fact('related_payments', {
    label: '付给关联方的款项',
    type: 'count',
    unit: '笔',
    formula:
      '该日前一年内付款凭证的对方，是任职人员申报的亲属、关联主体台账里的主体，或法定代表人在本社任职的主体；工资、盈余分配、退股不计',
    reads: [OFFICERS, KIN, { register: 'body_link', fields: ['other'] }],
    dependsOnDay: true,
  }),
  fact('accountant_kept', {
    label: '有财会人员或代理记账',
    type: 'flag',
    formula: '当日有在任财务会计，或有在委托期内的代理记账机构的为是；两样台账都没有记录的为未知',
    reads: [OFFICERS, AGENCY],
    dependsOnDay: true,
  }),
]
