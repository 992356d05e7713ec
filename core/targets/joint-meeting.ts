import { itemProcedure, OWN_AREA } from '../kernel/item-procedure.ts'

const BY_OWN = { [OWN_AREA]: '由召开会议的一级归档' }

/** 联席会议: who came for which unit, what was decided; decisions are tasks from the moment of the record (L12). */
export const jointMeeting = itemProcedure('joint_meeting', {
  label: '联席会议',
  answers: ['L12'],
  prefix: 'HY',
  of: 'area',
  opens: ['county', 'township'],
  waiting: {
    recorded: { roles: ['county', 'township'], of: 'area', says: '纪要签字盖章后请拍照归档' },
  },
  initial: 'recorded',
  states: { recorded: { label: '已记录' }, archived: { label: '已归档', final: true } },
  actions: {
    archive: {
      label: '归档签字纪要',
      happens: '上传签字盖章的纪要，会议记录不再变动；决定事项的办理不受影响',
      from: ['recorded'],
      to: 'archived',
      roles: ['county', 'township'],
      needs: ['files'],
      conditions: BY_OWN,
    },
  },
})
