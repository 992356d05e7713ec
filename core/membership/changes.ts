/** What can change within a household, with what has to be said of it. */

export interface Change {
  label: string
  happens: string
  /** Fields that have to be filled in. */
  asks: readonly ('person' | 'village')[]
  words: Readonly<Partial<Record<'person' | 'village' | 'relation' | 'amount', string>>>
}

export const CHANGES = {
  payee: {
    label: '换收款人',
    happens: '兑付清单和明白纸改由新的收款人签收；份额仍是成员本人的',
    asks: ['person'],
    words: { person: '新的收款人', relation: '与成员的关系' },
  },
  holder: {
    label: '换银行卡',
    happens: '银行代发改打到新的账号；办理时再填账号，系统只显示后四位',
    asks: ['person'],
    words: { person: '户名', relation: '与成员的关系' },
  },
  lost: {
    label: '银行卡挂失',
    happens: '原账号停用，补办新卡前改付现金；补办后用“换银行卡”登记新账号',
    asks: [],
    words: { person: '户名（不填为成员本人）' },
  },
  household: {
    label: '换户主',
    happens: '成员改记在新的户主名下；份额和收款人不变',
    asks: ['person'],
    words: { person: '户主姓名', relation: '与成员的关系' },
  },
  moved: {
    label: '迁居',
    happens: '名册上的住址改为新址；成员资格不因搬家而终止',
    asks: ['village'],
    words: { village: '新的住址' },
  },
  split: {
    label: '分户',
    happens:
      '分出的一户要单独成为成员，先经成员（代表）大会表决（社法第24条）；议定的股金随之转让，公积金份额按比例一并转过去',
    asks: ['person'],
    words: {
      person: '分出的一户由谁入社',
      amount: '分出的股金（元，不分的不填）',
      village: '住址（可不填）',
    },
  },
} as const satisfies Record<string, Change>

export type ChangeId = keyof typeof CHANGES
