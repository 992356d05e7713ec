import { itemProcedure, OWN_AREA } from '../kernel/item-procedure.ts'

/** 分类认定: the class that the rules give with the figures of the day, frozen for a year, confirmed by an officer (G01, G02, G04). */
export const classReview = itemProcedure('class_review', {
  label: '分类认定',
  answers: ['G01', 'G02', 'G04'],
  prefix: 'FL',
  of: 'body',
  opens: ['county', 'township'],
  waiting: {
    proposed: { roles: ['township'], of: 'area', says: '请核对系统初判和依据，提出认定意见' },
    proposedBy: { roles: ['county'], of: 'area', says: '乡镇已提出意见，请复核认定' },
  },
  initial: 'proposed',
  states: {
    proposed: { label: '待乡镇意见' },
    proposedBy: { label: '待县级认定' },
    confirmed: { label: '已认定', final: true },
  },
  actions: {
    propose: {
      label: '提出意见',
      happens: '写明认定为哪一类；与系统初判不同的要说明理由',
      from: ['proposed'],
      to: 'proposedBy',
      roles: ['township', 'county', 'counsellor'],
      needs: [],
      onPaper: true,
    },
    confirm: {
      label: '认定',
      happens: '类别当年有效，连同当日的数据和依据一起冻结',
      from: ['proposedBy'],
      to: 'confirmed',
      roles: ['county'],
      needs: [],
      notByWhoDid: 'propose',
      conditions: { [OWN_AREA]: '由县级认定' },
      onPaper: true,
    },
    sendBack: {
      label: '退回重报',
      happens: '写明要核实什么，退给乡镇',
      from: ['proposedBy'],
      to: 'proposed',
      roles: ['county'],
      needs: ['note'],
    },
  },
})

/** The five, each with the field of its flag and of its photographs. */
export const FIVE = [
  { key: 'site', label: '有场地', photos: 'sitePhotos' },
  { key: 'sign', label: '有牌子', photos: 'signPhotos' },
  { key: 'rules', label: '有制度', photos: 'rulesPhotos' },
  { key: 'books', label: '有账本', photos: 'booksPhotos' },
  { key: 'organisation', label: '有组织机构', photos: 'organisationPhotos' },
] as const
