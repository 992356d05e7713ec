/** What can move a share: every kind of contribution and change, and what the law bars as one. */

/** in: new capital of one member; out: capital that leaves; move: from one member to another. */
export type ShareEffect = 'in' | 'out' | 'move'

export interface ShareKind {
  id: string
  label: string
  effect: ShareEffect
  /** Needs a basis of valuation: what is not money has to be worth something that can be shown. */
  valued: boolean
  /** Needs the resolution that allowed it. */
  approved: boolean
}

const kind = (
  [id, label]: readonly [id: string, label: string],
  effect: ShareEffect,
  needs: { valued?: true; approved?: true } = {},
): ShareKind => ({ id, label, effect, valued: needs.valued ?? false, approved: needs.approved ?? false })

export const SHARE_KINDS: readonly ShareKind[] = [
  kind(['opening', '期初出资'], 'in'),
  kind(['cash', '货币出资'], 'in'),
  kind(['goods', '实物作价出资'], 'in', { valued: true }),
  kind(['intellectual', '知识产权作价出资'], 'in', { valued: true }),
  kind(['land', '土地经营权作价出资'], 'in', { valued: true }),
  kind(['forest', '林权作价出资'], 'in', { valued: true }),
  kind(['collective', '村集体资源资产作价出资'], 'in', { valued: true, approved: true }),
  kind(['homestead', '闲置宅基地使用权作价出资'], 'in', { valued: true }),
  kind(['land_swap', '土地置换入股'], 'in', { valued: true, approved: true }),
  kind(['subsidy', '补助资金折为集体股'], 'in', { approved: true }),
  kind(['reserve', '公积金转为出资'], 'in', { approved: true }),
  kind(['surplus', '盈余转为出资'], 'in', { approved: true }),
  kind(['transfer', '转让'], 'move', { approved: true }),
  kind(['gift', '股权赠与'], 'move', { approved: true }),
  kind(['inheritance', '继承'], 'move', { approved: true }),
  kind(['withdrawal', '退社退还出资'], 'out', { approved: true }),
  kind(['reduction', '减少出资'], 'out', { approved: true }),
]

/** What somebody who joins can bring of his own. */
export const FIRST_KINDS: readonly ShareKind[] = SHARE_KINDS.filter(
  ({ id, effect }) => effect === 'in' && !['opening', 'subsidy', 'reserve', 'surplus'].includes(id),
)

/** Chosen in the form by whoever has it before him, so that the refusal can say why and what else there is. */
export const BARRED_KINDS: Readonly<Record<string, { label: string; says: string }>> = {
  labour: { label: '劳务', says: '劳务不能作为出资；提供的劳务请按应付劳务费记账' },
  credit: { label: '信用', says: '信用不能作为出资；请改用货币或可以估价并转让的财产' },
  name: { label: '自然人姓名', says: '自然人姓名不能作为出资；请改用货币或可以估价并转让的财产' },
  goodwill: { label: '商誉', says: '商誉不能作为出资；请改用货币或可以估价并转让的财产' },
  franchise: { label: '特许经营权', says: '特许经营权不能作为出资；请改用货币或可以估价并转让的财产' },
  encumbered: { label: '设定担保的财产', says: '设定担保的财产不能作为出资；请先解除担保，再作价出资' },
  claim: {
    label: '对本社或其他成员的债权',
    says: '不得以债权充抵出资，也不得以出资抵销债务；请先收回款项，再以货币出资',
  },
}

export const BARRED_CLAUSE = '《农民专业合作社法》第十三条；《市场主体登记管理条例》第十三条'

const BY_ID = new Map(SHARE_KINDS.map((one) => [one.id, one]))

/** The kind of that id. */
export function shareKind(id: string): ShareKind | undefined {
  return BY_ID.get(id)
}
