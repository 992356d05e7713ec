import { itemProcedure, OWN_AREA } from '../kernel/item-procedure.ts'

const OWN = { [OWN_AREA]: '由开展评定的一级办理' }
const COUNTY = ['county']

/** 评定批次: a call for applications by a scheme, closed, ranked, put on notice, decided (H02, H04, H08). */
export const ratingRound = itemProcedure('rating_round', {
  label: '评定批次',
  answers: ['H01', 'H02', 'H04', 'H06', 'H08'],
  prefix: 'PD',
  of: 'area',
  opens: COUNTY,
  waiting: {
    reviewing: { roles: COUNTY, of: 'area', says: '申报已截止，核查评分完成后排序' },
    ranked: { roles: COUNTY, of: 'area', says: '已排序，核对后公示' },
    noticed: { roles: COUNTY, of: 'area', says: '公示期满且异议处理完后认定' },
  },
  initial: 'applying',
  states: {
    applying: { label: '受理申报' },
    reviewing: { label: '核查评分' },
    ranked: { label: '已排序' },
    noticed: { label: '公示中' },
    decided: { label: '已认定', final: true },
    cancelled: { label: '已取消', final: true },
  },
  actions: {
    close: {
      label: '截止申报',
      happens: '不再受理新的申报，已受理的继续核查评分',
      from: ['applying'],
      to: 'reviewing',
      roles: COUNTY,
      needs: [],
      conditions: OWN,
    },
    rank: {
      label: '按评分排序',
      happens: '按方案、名额和同分规则排出拟认定名单，分数和当日数据一并冻结',
      from: ['reviewing'],
      to: 'ranked',
      roles: COUNTY,
      needs: [],
      conditions: { ...OWN, allScored: '还有申报没有乡镇意见或没有现场核查评分' },
    },
    reopen: {
      label: '退回核查',
      happens: '名单作废，改分后重新排序',
      from: ['ranked'],
      to: 'reviewing',
      roles: COUNTY,
      needs: ['note'],
      conditions: OWN,
    },
    publish: {
      label: '公示',
      happens: '拟认定名单在公开页公示，不登录也能看；公示期内登记异议',
      from: ['ranked'],
      to: 'noticed',
      roles: COUNTY,
      needs: [],
      conditions: OWN,
      onPaper: true,
    },
    decide: {
      label: '认定',
      happens: '拟认定的列入名录，其余的不予认定；上传认定文件',
      from: ['noticed'],
      to: 'decided',
      roles: COUNTY,
      needs: ['files', 'note'],
      notByWhoDid: 'publish',
      conditions: { ...OWN, noticeOver: '公示期还没有满', noObjection: '还有异议没有处理完' },
      onPaper: true,
    },
    cancel: {
      label: '取消本批次',
      happens: '本批次不再进行，申报全部作废',
      from: ['applying', 'reviewing', 'ranked', 'noticed'],
      to: 'cancelled',
      roles: COUNTY,
      needs: ['note'],
      conditions: OWN,
    },
  },
})
