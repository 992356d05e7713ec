/** The life of a membership: what each case holds, how it is opened, and what is known of a member on a day. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const day = z.iso.date('日期写成 2023-03-15')
const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`)
const name = words(100).min(1, '请填写姓名（名称）')

export const MEMBER_KINDS = [
  '农民',
  '其他自然人',
  '企业',
  '事业单位',
  '社会组织',
  '农村集体经济组织',
  '农民专业合作社',
] as const

export const FARMS = ['小农户', '家庭农场', '其他'] as const

/** What is asked where a case of this procedure is opened. */
export const openCase = z.discriminatedUnion('procedure', [
  z.object({
    procedure: z.literal('member_joining'),
    person: name,
    kind: z.enum(MEMBER_KINDS, '请选择成员类型'),
    village: words(200).optional(),
    phone: words(20).optional(),
    appliedOn: day,
    /** How it came: a signed paper, or a call or the public door, which a paper has to follow. */
    channel: z.enum(['paper', 'phone', 'public']).optional(),
    farm: z.enum(FARMS).optional(),
    /** What is grown or bred, and how much, in words. */
    grows: words(200).optional(),
    /** What is to be contributed, in words: 货币 5000 元. */
    contribution: words(100).optional(),
    /** The signed application, photographed; asked for where it is one on paper. */
    files: z.array(z.uuid()).max(10, '照片最多 10 张').optional(),
  }),
  z.object({
    procedure: z.literal('member_leaving'),
    member: z.uuid('请选择成员'),
    way: z.enum(['left', 'expelled']),
    noticedOn: day,
    /** Months of notice by the charter, with its clause, where they differ from the law's. */
    months: z.number().int().min(0).max(12).optional(),
    charter: words(100).optional(),
    reason: words(200).optional(),
  }),
  z.object({
    procedure: z.literal('member_death'),
    member: z.uuid('请选择成员'),
    diedOn: day,
    reportedBy: words(50).min(1, '请写明由谁报告'),
  }),
  z.object({
    procedure: z.literal('member_change'),
    member: z.uuid('请选择成员'),
    what: z.enum(['household', 'payee', 'holder', 'lost', 'moved', 'split']),
    from: day,
    person: words(100).optional(),
    relation: words(20).optional(),
    village: words(200).optional(),
    /** Of a split: the shares that go along. */
    amount: words(20).optional(),
    reason: words(200).optional(),
  }),
  z.object({
    procedure: z.literal('member_resettlement'),
    member: z.uuid('请选择成员'),
    /** What was found, of which year, and what decided on it. */
    reason: words(200).min(2, '请写明发现了什么'),
    year: z.number('请填写是哪一年的').int().min(2007).max(2100),
    resolution: words(200).min(2, '请写明依据哪次大会的决议或哪个方案'),
    resolvedOn: day,
  }),
])
export type OpenCase = z.infer<typeof openCase>

export const settlementLine = z.object({
  label: z.string(),
  amount: z.string(),
  effect: z.enum(['repaid', 'taken', 'kept', 'apart']),
  clause: z.string(),
})
export const settlement = z.object({
  day: z.string(),
  lines: z.array(settlementLine),
  total: z.string(),
  lossOnContribution: z.string(),
  lossOnReserve: z.string(),
  contribution: z.string(),
  reserve: z.string(),
  ground: z.string(),
  settledOn: z.string(),
})
export type WireSettlement = z.infer<typeof settlement>

/** An additional settlement: what came into the account since, what of a loss is borne or given back. */
export const resettlement = z.object({
  lines: z.array(settlementLine),
  /** Above zero is due to him, below it he gives back. */
  total: z.string(),
  contribution: z.string(),
  reserve: z.string(),
  loss: z.string(),
  back: z.string(),
  ground: z.string(),
  settledOn: z.string(),
})
export type WireResettlement = z.infer<typeof resettlement>

/** What a board decided where the charter lets it; the meeting confirms it afterwards. */
export const heldBoard = z.object({
  heldOn: z.string(),
  seats: z.number(),
  present: z.number(),
  yes: z.number(),
  resolution: z.string(),
  charter: z.string(),
})

export const heldVote = z.object({
  heldOn: z.string(),
  members: z.number(),
  present: z.number(),
  extraVotes: z.number(),
  yes: z.number(),
  resolution: z.string(),
})

/** What an item carries, of whichever procedure; what is not of it is left out. */
export const caseContent = z.object({
  member: z.string().optional(),
  memberName: z.string().optional(),
  person: z.string().optional(),
  kind: z.string().optional(),
  village: z.string().optional(),
  phone: z.string().optional(),
  appliedOn: z.string().optional(),
  channel: z.enum(['paper', 'phone', 'public']).optional(),
  farm: z.enum(FARMS).optional(),
  grows: z.string().optional(),
  vulnerable: z.boolean().optional(),
  checkedOn: z.string().optional(),
  contribution: z.string().optional(),
  way: z.enum(['left', 'expelled']).optional(),
  noticedOn: z.string().optional(),
  months: z.number().optional(),
  charter: z.string().optional(),
  clause: z.string().optional(),
  endsOn: z.string().optional(),
  reason: z.string().optional(),
  diedOn: z.string().optional(),
  reportedBy: z.string().optional(),
  end: z.string().optional(),
  what: z.enum(['household', 'payee', 'holder', 'lost', 'moved', 'split']).optional(),
  from: z.string().optional(),
  relation: z.string().optional(),
  amount: z.string().optional(),
  vote: heldVote.optional(),
  board: heldBoard.optional(),
  /** The signed application. */
  files: z.array(z.string()).optional(),
  /** The first contribution, in the share ledger. */
  share: z.object({ id: z.string(), label: z.string(), amount: z.string() }).optional(),
  joinedOn: z.string().optional(),
  entered: z.string().optional(),
  heirs: z.string().optional(),
  heir: z.string().optional(),
  payee: z.string().optional(),
  accountTail: z.string().optional(),
  settlement: settlement.optional(),
  /** The case of the first settlement, with its number. */
  first: z.string().optional(),
  firstCode: z.string().optional(),
  firstProcedure: z.string().optional(),
  year: z.number().optional(),
  resolution: z.string().optional(),
  resolvedOn: z.string().optional(),
  resettlement: resettlement.optional(),
  paidOn: z.string().optional(),
  paidTo: z.string().optional(),
  voucher: z.string().nullable().optional(),
})
export type CaseContent = z.infer<typeof caseContent>

const bodyParams = z.object({ body: z.string() })

export const openMemberCase = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/member-cases',
  params: bodyParams,
  body: openCase,
  response: z.object({ id: z.string(), procedure: z.string() }),
})

/** What will happen where this case is opened: the days by law, what is frozen, what is refused. */
export const previewMemberCase = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/member-cases/preview',
  params: bodyParams,
  body: openCase,
  response: z.object({ happens: z.array(z.string()) }),
})

export const roleSpan = z.object({
  role: z.enum(['entitled', 'household', 'payee', 'holder']),
  label: z.string(),
  says: z.string(),
  person: z.string(),
  relation: z.string().nullable(),
  account: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  ground: z.string().nullable(),
})

/** What is known of a member on a day. */
export const memberLife = z.object({
  body: z.string(),
  bodyName: z.string(),
  name: z.string(),
  on: z.string(),
  joinedOn: z.string().nullable(),
  ended: z.object({ day: z.string(), label: z.string() }).nullable(),
  /** Who holds each role on the day. */
  now: z.array(roleSpan),
  /** Everything that was said, the latest first. */
  past: z.array(roleSpan),
  cases: z.array(
    z.object({
      id: z.string(),
      procedure: z.string(),
      code: z.string(),
      title: z.string(),
      stateLabel: z.string(),
      openedOn: z.string(),
    }),
  ),
  standing: z.object({
    contribution: z.string(),
    reserve: z.string(),
    subsidy: z.string(),
    gift: z.string(),
    unpaidSurplus: z.string(),
  }),
  /** What was settled when the membership ended and since, the latest first. */
  settlements: z.array(
    z.object({
      id: z.string(),
      procedure: z.string(),
      code: z.string(),
      stateLabel: z.string(),
      /** 应退 120.00 元. */
      says: z.string(),
      reason: z.string().nullable(),
      settledOn: z.string(),
      paidOn: z.string().nullable(),
      voucher: z.string().nullable(),
    }),
  ),
  /** Whether he was settled and paid, so that an additional settlement can follow. */
  settled: z.boolean(),
  mayWrite: z.boolean(),
})
export type MemberLife = z.infer<typeof memberLife>

/** A member as of a day: the four who stand behind the membership, its end, its cases, what is in the account. */
export const readMemberLife = endpoint({
  method: 'GET',
  path: '/api/members/:member/life',
  params: z.object({ member: z.string() }),
  query: z.object({ on: day.optional() }),
  response: memberLife,
})

/** Members of a body who may be chosen for a case. */
export const listCaseMembers = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/case-members',
  params: bodyParams,
  response: z.object({
    bodyName: z.string(),
    members: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string().nullable() })),
    /** Who left and was settled. */
    settled: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string().nullable() })),
  }),
})

/** The application, statement or settlement to be printed and signed (.docx). */
export const CASE_PAPER_PATH = '/api/member-cases/:procedure/:id/paper.docx'
