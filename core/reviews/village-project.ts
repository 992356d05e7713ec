import { itemProcedure } from '../kernel/item-procedure.ts'

const OFFICES = ['township', 'county']
const waits = (says: string) => ({ roles: ['township'], of: 'area' as const, says })

/** Conditions of the world, found out by the server. */
export const NO_NEW_DEBT = 'noNewDebt'
export const WITHIN_RATIO = 'withinRatio'
export const HELD_BY_DEBT = 'heldByDebt'

/** 项目论证: a village's project from its paper over the meeting of experts to the approval, with a gate on debt (J01, D12). */
export const villageProject = itemProcedure('village_project', {
  label: '项目论证',
  answers: ['D12', 'J01'],
  prefix: 'XM',
  of: 'area',
  opens: OFFICES,
  waiting: {
    proposed: waits('请组织论证会，登记论证意见'),
    argued: waits('论证意见已登记，请批准或不予批准'),
  },
  initial: 'proposed',
  states: {
    proposed: { label: '待论证' },
    argued: { label: '已论证' },
    approved: { label: '已批准', final: true },
    refused: { label: '不予批准', final: true },
    withdrawn: { label: '已撤回', final: true },
  },
  actions: {
    argue: {
      label: '登记论证意见',
      happens: '写明论证会的结论（可行性、风险、收益和前景），上传论证记录',
      from: ['proposed'],
      to: 'argued',
      roles: OFFICES,
      needs: ['note', 'files'],
      onPaper: true,
    },
    revise: {
      label: '修改资金来源',
      happens: '改用自有资金、补助的，改好再批；原来的留在经过里',
      from: ['proposed', 'argued'],
      to: 'proposed',
      roles: OFFICES,
      needs: ['note'],
    },
    approve: {
      label: '批准',
      happens: '不借款、不超过债务比例的，可以批准',
      from: ['argued'],
      to: 'approved',
      roles: OFFICES,
      needs: [],
      conditions: {
        [NO_NEW_DEBT]:
          '项目要借款，会新增村级债务（方案四（二）6、五（三））：请“修改资金来源”，或由县级“经研究同意举债”',
        [WITHIN_RATIO]:
          '村级债务超过或判不了规定的比例，见下面“债务情况”：请先登记或化解，或由县级“经研究同意举债”',
      },
      onPaper: true,
    },
    allow: {
      label: '经研究同意举债',
      happens:
        '县级研究同意的，写明理由和还款来源，上传会议纪要；要借款的写明向谁借、什么条件，随即登记到“村级债务”',
      from: ['argued'],
      to: 'approved',
      roles: ['county'],
      needs: ['note', 'files'],
      conditions: { [HELD_BY_DEBT]: '没有被债务拦住，直接批准就可以' },
    },
    refuse: {
      label: '不予批准',
      happens: '不合理、风险高、前景差或者盲目举债的不批，写明理由',
      from: ['proposed', 'argued'],
      to: 'refused',
      roles: OFFICES,
      needs: ['note'],
    },
    withdraw: {
      label: '撤回',
      from: ['proposed', 'argued'],
      to: 'withdrawn',
      roles: OFFICES,
      needs: ['note'],
    },
  },
})
