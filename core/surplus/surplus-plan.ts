import { procedure } from '../kernel/procedure.ts'

const KEEPERS = ['chair', 'accountant']

/** 盈余分配方案: frozen, laid open at the office, put to the meeting, posted (D05; 社法 40, 30, 44). */
export const surplusPlan = procedure('surplus_plan', {
  label: '盈余分配方案',
  answers: ['D05', 'B07'],
  initial: 'frozen',
  states: {
    frozen: { label: '已定稿' },
    laid: { label: '备查中' },
    called: { label: '已通知开会' },
    resolved: { label: '已通过' },
    rejected: { label: '未通过', final: true },
    withdrawn: { label: '已撤回', final: true },
    posted: { label: '已入账', final: true },
  },
  actions: {
    layOpen: { label: '备查', from: ['frozen'], to: 'laid', roles: KEEPERS, needs: [] },
    call: { label: '通知开会', from: ['laid'], to: 'called', roles: KEEPERS, needs: [] },
    recall: { label: '撤回通知', from: ['called'], to: 'laid', roles: KEEPERS, needs: ['note'] },
    vote: { label: '登记通过', from: ['called'], to: 'resolved', roles: KEEPERS, needs: ['files'] },
    reject: { label: '登记未通过', from: ['called'], to: 'rejected', roles: KEEPERS, needs: ['files'] },
    withdraw: {
      label: '撤回',
      from: ['frozen', 'laid', 'called'],
      to: 'withdrawn',
      roles: KEEPERS,
      needs: ['note'],
    },
    post: { label: '入账', from: ['resolved'], to: 'posted', roles: KEEPERS, needs: [] },
  },
})

/** Days for which the reports stand open before the meeting (社法 40). */
export const LAID_OPEN_DAYS = 15
