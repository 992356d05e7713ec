import { itemProcedure } from '../kernel/item-procedure.ts'

const COUNTY = ['county']

/** 抽查抽取: who is audited by the county, drawn by a number that is spoken before witnesses (D09, J02). */
export const auditDraw = itemProcedure('audit_draw', {
  label: '抽查抽取',
  answers: ['D09'],
  prefix: 'CQ',
  of: 'area',
  opens: COUNTY,
  waiting: {
    frozen: { roles: COUNTY, of: 'area', says: '总体已定，请当众报出种子数抽取' },
    drawn: { roles: COUNTY, of: 'area', says: '已抽出，请见证人签字后列入审计计划' },
  },
  initial: 'frozen',
  states: {
    frozen: { label: '待抽取' },
    drawn: { label: '已抽取' },
    listed: { label: '已列入计划', final: true },
    void: { label: '已作废', final: true },
  },
  actions: {
    draw: {
      label: '抽取',
      happens: '按当众报出的种子数抽出名单；种子只能用一次，名单不能再改',
      from: ['frozen'],
      to: 'drawn',
      roles: COUNTY,
      needs: [],
    },
    list: {
      label: '列入审计计划',
      happens: '上传见证人签字的抽取记录，抽中的各列一件抽查审计',
      from: ['drawn'],
      to: 'listed',
      roles: COUNTY,
      needs: ['files'],
    },
    void: {
      label: '作废',
      happens: '写明理由；这次抽取留在记录里，以后的抽取记录上写明作废过几次',
      from: ['frozen', 'drawn'],
      to: 'void',
      roles: COUNTY,
      needs: ['note'],
      notByWhoDid: 'draw',
      onPaper: true,
    },
  },
})
