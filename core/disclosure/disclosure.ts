import { itemProcedure } from '../kernel/item-procedure.ts'

const OWN = ['chair', 'accountant', 'township', 'county']
const waits = (says: string) => ({ roles: ['chair', 'accountant'], of: 'all' as const, says })

/** 财务公开: made from closed books, signed by a supervisor on paper, hung on the board with a photograph (K01–K04). */
export const disclosure = itemProcedure('disclosure', {
  label: '财务公开',
  answers: ['K01', 'K02', 'K03', 'K04'],
  prefix: 'GK',
  of: 'body',
  opens: OWN,
  waiting: {
    made: waits('请打印，由监事审签后拍照登记'),
    signed: waits('监事已审签，请张贴到公开栏，拍照登记'),
  },
  initial: 'made',
  states: {
    made: { label: '待监事审签' },
    signed: { label: '待张贴' },
    posted: { label: '已公开', final: true },
    withdrawn: { label: '已撤回', final: true },
  },
  actions: {
    sign: {
      label: '监事审签',
      happens: '监事在打印的公开表上签字，由别人拍照代录；理事长、会计、出纳不能签',
      from: ['made'],
      to: 'signed',
      roles: OWN,
      needs: ['files'],
      onPaper: true,
    },
    post: {
      label: '登记张贴',
      happens: '写明贴在哪里、哪一天贴的，上传照片；从这天起算已公开',
      from: ['signed'],
      to: 'posted',
      roles: OWN,
      needs: ['files'],
    },
    withdraw: {
      label: '撤回重做',
      happens: '这一期作废并留在记录里，可以重新制作',
      from: ['made', 'signed'],
      to: 'withdrawn',
      roles: OWN,
      needs: ['note'],
    },
  },
})
