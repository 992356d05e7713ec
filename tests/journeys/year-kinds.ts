/** The kinds of lines that the statements of the invented year have. */

/** What a line of a statement is: its memo, whom it concerns, and the account on the other side of the money. */
export interface Kind {
  memo: string
  side: 1 | -1
  other: string
  who: 'customer' | 'supplier' | 'member' | 'stranger' | 'nobody'
  /** Between these, in fen. */
  from: number
  to: number
}

export const KINDS = {
  sale: { memo: '货款', side: 1, other: '501', who: 'customer', from: 4_000_00, to: 12_000_00 },
  service: { memo: '作业费', side: 1, other: '501', who: 'customer', from: 2_000_00, to: 6_000_00 },
  memberPays: { memo: '往来款', side: 1, other: '114', who: 'member', from: 300_00, to: 900_00 },
  toMember: { memo: '收购款', side: -1, other: '114', who: 'member', from: 500_00, to: 2_500_00 },
  feed: { memo: '饲料', side: -1, other: '401', who: 'supplier', from: 800_00, to: 3_000_00 },
  seed: { memo: '化肥种子', side: -1, other: '401', who: 'supplier', from: 500_00, to: 2_000_00 },
  fuel: { memo: '柴油', side: -1, other: '521', who: 'supplier', from: 400_00, to: 1_500_00 },
  freight: { memo: '运费', side: -1, other: '521', who: 'supplier', from: 200_00, to: 800_00 },
  wages: { memo: '代发工资', side: -1, other: '212', who: 'nobody', from: 6_000_00, to: 6_000_00 },
  fee: { memo: '短信费', side: -1, other: '523', who: 'nobody', from: 2_00, to: 20_00 },
  interest: { memo: '结息', side: 1, other: '524', who: 'nobody', from: 10_00, to: 90_00 },
  retail: { memo: '菜款', side: 1, other: '501', who: 'stranger', from: 10_00, to: 200_00 },
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS

/** The account on the other side of a line with this memo. */
export function otherOf(memo: string): string {
  const found = Object.values<Kind>(KINDS).find((one) => one.memo === memo)
  if (found === undefined) throw new Error(`no kind of line is called ${memo}`)
  return found.other
}
