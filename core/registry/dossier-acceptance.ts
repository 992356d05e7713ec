import { procedure } from '../kernel/procedure.ts'

/** 一社一档备案: the township accepts the dossier with a dated receipt, or returns it with what is missing (A02). */
export const dossierAcceptance = procedure('dossier_acceptance', {
  label: '档案备案',
  answers: ['A02'],
  initial: 'open',
  states: {
    open: { label: '未备案' },
    returned: { label: '退回补正' },
    accepted: { label: '已备案' },
  },
  actions: {
    accept: {
      label: '接收备案',
      from: ['open', 'returned'],
      to: 'accepted',
      roles: ['township', 'county'],
      needs: [],
      onPaper: true,
    },
    return: {
      label: '退回补正',
      from: ['open'],
      to: 'returned',
      roles: ['township', 'county'],
      needs: ['note'],
    },
    withdraw: {
      label: '撤回备案',
      from: ['accepted'],
      to: 'open',
      roles: ['township', 'county'],
      needs: ['note'],
    },
  },
})
