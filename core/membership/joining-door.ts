/**
 * The door at which somebody who is no member applies: what it asks, what is told before, how long anything is kept. Telephones
 * run this as well, so that nothing stands here that Chromium 78 lacks (replaceAll, toReversed).
 */

export const DOOR_RULES = {
  /** Days after which an application that nobody answered is deleted. */
  keptDays: 60,
  /** Days for which a receipt still tells of what was withdrawn or declined. */
  toldDays: 30,
  /** And of what was taken over into a case. */
  takenDays: 365,
  /** Applications of one address (a whole meeting on one network), of one cooperative within a day, and unanswered at once. */
  perAddress: 60,
  perBody: 100,
  open: 300,
} as const

/** Letters and digits that are not mistaken for each other. */
export const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const DOOR_SIGNS = 10
export const RECEIPT_SIGNS = 16

/** What is wanted of who joins, by law, in plain words. */
export const CONDITIONS: readonly string[] = [
  '这里只是报名。村里核实后，要签一张书面申请，由成员（代表）大会表决，通过才是成员（社法第24条）。',
  '能自己作主办事的人，或做本社这一行的企业、单位，用得上本社的服务、愿意守章程的，都可以申请；管公共事务的单位不能入社（社法第19条）。',
  '入社以后一人一票；要守章程、执行大会决议，和本社交易；亏了，以自己账户里的出资和公积金份额为限承担（社法第6、22、23条）。',
  '可以退社：个人在年终前 3 个月书面提出，出资和公积金份额按章程退还，退社以前的亏损按章程分摊（社法第25、28条）。',
  '劳务、信用、姓名不能作为出资（社法第13条）。',
]

/** What the applicant agrees to; the wording that was agreed to is kept by its name. */
export const CONSENT = {
  version: '2026-11',
  says: [
    '填的姓名、电话、村组、种养情况，只用来办这一次入社申请。',
    '看得到的人：这家合作社的理事长、会计，和负责这家合作社的乡镇、县经办人。不给别人，不作别用。',
    '60 天没有人受理，自动删除；您随时可以凭回执号撤回，撤回当时就删除。',
    '受理以后转进正式的入社申请，由合作社按成员档案保管。不同意的，可以不在网上填，到合作社当面申请。',
  ],
} as const

/** Who applies, in the words of the form, and what becomes of it in the roll. */
export const APPLICANTS = {
  small: { label: '小农户', farm: '小农户', kind: '农民' },
  farm: { label: '家庭农场', farm: '家庭农场', kind: '农民' },
  person: { label: '不是农民的个人', farm: '其他', kind: '其他自然人' },
  company: { label: '企业', farm: '其他', kind: '企业' },
  other: { label: '事业单位、社会组织', farm: '其他', kind: '社会组织' },
  collective: { label: '村集体经济组织', farm: '其他', kind: '农村集体经济组织' },
} as const
export type Applicant = keyof typeof APPLICANTS

/** 7K3M-Q9XT-2HWF-8PRD, as it is shown. */
export function printReceipt(receipt: string): string {
  return (receipt.match(/.{1,4}/g) || []).join('-')
}

/** The signs of a receipt as somebody typed it; '' where it is none. */
export function readReceipt(typed: string): string {
  const signs = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return signs.length === RECEIPT_SIGNS && Array.from(signs).every((one) => SIGNS.indexOf(one) >= 0)
    ? signs
    : ''
}

/** The digits of a telephone as somebody typed it; '' where it can be none. */
export function readPhone(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\+?\d{7,15}$/.test(plain) ? plain : ''
}

/** The address in the two-dimensional code of a poster. */
export function doorLink(origin: string, code: string): string {
  return `${origin}/m/join/${code}`
}

/** How a request stands, told to who applied. */
export function standing(of: {
  state: string
  caseState: string | null
  said: string | null
  wantsOut: boolean
}): { label: string; says: string } {
  if (of.wantsOut && of.caseState !== null && ENDED.indexOf(of.caseState) < 0)
    return { label: '已要求撤回', says: '合作社已经受理，您要求撤回的话已经转给合作社，办好以后这里会显示。' }
  if (of.state === 'taken') return CASE_WORDS[of.caseState ?? ''] ?? CASE_WORDS['applied']!
  if (of.state === 'declined')
    return {
      label: '没有受理',
      says: `合作社的答复：${of.said ?? ''}。您填的内容已经删除，可以到合作社当面问。`,
    }
  if (of.state === 'withdrawn') return { label: '已撤回', says: '您已经撤回，填的内容已经删除。' }
  return { label: '已收到', says: '合作社还没有受理，请等电话。等不及的，可以直接到合作社问。' }
}

const ENDED = ['entered', 'admitted', 'declined', 'withdrawn', 'overruled']

const CASE_WORDS: Readonly<Record<string, { label: string; says: string }>> = {
  applied: { label: '已受理，等村里核实', says: '村里会来核实，请准备好身份证，签一张书面申请。' },
  checked: { label: '村里已核实', says: '等合作社理事会收下申请，再提请大会表决。' },
  accepted: { label: '等大会表决', says: '要由成员（代表）大会表决，开会前合作社会通知。' },
  voted: { label: '大会已通过', says: '请到合作社登记出资，登入名册以后就是成员。' },
  resolved: { label: '理事会已同意', says: '请到合作社登记出资，登入名册以后就是成员。' },
  admitted: { label: '已入社', says: '已经登入名册，下一次成员大会追认。请向合作社要一张手机查账的入口码。' },
  entered: {
    label: '已入社',
    says: '已经登入名册，这里不能再撤回；不想当成员了，向合作社书面提出退社。请向合作社要一张手机查账的入口码。',
  },
  declined: { label: '没有通过', says: '没有通过，理由请问合作社。' },
  overruled: { label: '大会没有追认', says: '成员大会没有追认，怎样退还请问合作社。' },
  withdrawn: { label: '已撤回', says: '这件申请已经撤回。' },
}
