import { procedure } from '../kernel/procedure.ts'

/** 问题整改: from a group of findings of one body to the check that finds them mended (F03, F10, N10). */
export const problemCase = procedure('problem_case', {
  label: '问题整改',
  answers: ['F03', 'F10', 'F12', 'N10'],
  initial: 'proposed',
  states: {
    proposed: { label: '待交办' },
    assigned: { label: '整改中' },
    reported: { label: '待核验' },
    closed: { label: '已销号', final: true },
    dismissed: { label: '已撤销', final: true },
  },
  actions: {
    assign: {
      label: '交办',
      from: ['proposed'],
      to: 'assigned',
      roles: ['county', 'township'],
      needs: ['owner', 'dueOn'],
      dueInWorkingDays: 20,
      onPaper: true,
    },
    plan: {
      label: '制定措施',
      from: ['assigned'],
      to: 'assigned',
      roles: ['county', 'township', 'chair', 'counsellor'],
      needs: ['measures'],
    },
    extend: {
      label: '延期',
      from: ['assigned'],
      to: 'assigned',
      roles: ['county'],
      needs: ['dueOn', 'note'],
      dueInWorkingDays: 10,
      onPaper: true,
    },
    report: {
      label: '报送整改结果',
      from: ['assigned'],
      to: 'reported',
      roles: ['county', 'township', 'village', 'chair', 'accountant', 'counsellor'],
      needs: ['note'],
    },
    sendBack: {
      label: '退回继续整改',
      from: ['reported'],
      to: 'assigned',
      roles: ['county', 'township'],
      needs: ['note'],
    },
    signOff: {
      label: '核验销号',
      from: ['reported'],
      to: 'closed',
      roles: ['county', 'township'],
      needs: ['note'],
      notByWhoDid: 'report',
      conditions: { mended: '复查还没有通过：对应的问题仍然存在，请先改正台账数据并重新体检' },
      onPaper: true,
    },
    dismiss: {
      label: '撤销（不属实）',
      from: ['proposed', 'assigned'],
      to: 'dismissed',
      roles: ['county'],
      needs: ['note'],
      onPaper: true,
    },
  },
})
