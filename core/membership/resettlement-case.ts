/** 补充清算 as a procedure: who was settled is settled again where a loss, a debt or a share of his time is found later (社法 28). */
import { itemProcedure } from '../kernel/item-procedure.ts'

const OWN = ['chair', 'accountant', 'township', 'county']
const waits = (says: string) => ({ roles: ['chair', 'accountant'], of: 'all' as const, says })

/** Opened for a member who was settled and paid; reckoned, then paid or collected with a voucher. */
export const memberResettlement = itemProcedure('member_resettlement', {
  label: '补充清算',
  answers: ['C09', 'A03'],
  prefix: 'BQ',
  of: 'body',
  opens: OWN,
  waiting: {
    asked: waits('请按决议或方案核算补充清算的金额'),
    settled: waits('补充清算已核算，请收付款并登记'),
  },
  initial: 'asked',
  states: {
    asked: { label: '待核算' },
    settled: { label: '待收付' },
    paid: { label: '已结清', final: true },
    cancelled: { label: '已撤回', final: true },
  },
  actions: {
    settle: {
      label: '核算',
      happens:
        '补退原结算以后才进账户的出资和公积金份额，减去补分摊的亏损；连同以前分摊的，最多到出资额加公积金份额为止（社法第6、28条）',
      from: ['asked'],
      to: 'settled',
      roles: OWN,
      needs: ['note', 'files'],
    },
    pay: {
      label: '登记收付',
      happens: '应退的付给当日登记的收款人，应收的由其交回；建了账的同时记一张凭证',
      from: ['settled'],
      to: 'paid',
      roles: OWN,
      needs: ['files'],
    },
    cancel: {
      label: '撤回',
      happens: '不再补充清算，原来的结算不变；写明原因',
      from: ['asked', 'settled'],
      to: 'cancelled',
      roles: OWN,
      needs: ['note'],
    },
  },
})
