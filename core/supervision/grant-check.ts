/** 补助资金使用检查: what stands against one grant, in plain words, each with the next step (D10). */
import type { Day } from '../values/day.ts'
import { daysBetween } from '../values/day.ts'
import { printYuan, type Fen } from '../values/money.ts'

export interface GrantLineFigures {
  item: string
  amount: Fen
  /** Null where nobody said. */
  spent: Fen | null
  photos: number
}

/** Everything about one grant as of a day. Null is unknown: no books here, and nothing reported. */
export interface GrantFigures {
  /** Whether it stands in the register, and not only on vouchers. */
  registered: boolean
  books: boolean
  /** What was granted. */
  amount: Fen | null
  received: Fen | null
  spent: Fen | null
  returned: Fen
  firstReceived: Day | null
  /** The lowest that the money on hand ever was. */
  lowest: Fen | null
  useBy: Day | null
  lines: readonly GrantLineFigures[]
  /** Spending vouchers; those without receipt or photograph; those that are on no line of the budget. */
  vouchers: number
  bare: number
  loose: number
  photos: number
  /** What became assets, and what asset cards say of it. */
  formed: Fen | null
  carded: Fen
  cards: number
  idle: number
  quantified: Fen | null
  /** Of what was formed in years that are over. */
  unquantified: Fen | null
  /** Of it, what a division that was posted left out. */
  missed: Fen | null
  /** 1 January after the first year of which something is open; null where nothing is, or nobody knows the year. */
  unquantifiedSince: Day | null
}

export type GrantCode =
  | 'unregistered'
  | 'noBudget'
  | 'overLine'
  | 'overGrant'
  | 'ahead'
  | 'waiting'
  | 'pastTerm'
  | 'unknownSpent'
  | 'bare'
  | 'loose'
  | 'noPhoto'
  | 'uncarded'
  | 'idle'
  | 'unquantified'
  | 'mismatch'

/** What helps: the page knows where each is done. */
export type GrantStep =
  | 'register'
  | 'budget'
  | 'record'
  | 'attach'
  | 'assign'
  | 'photo'
  | 'card'
  | 'assets'
  | 'divide'
  | 'report'
  | 'spent'

export interface GrantFinding {
  code: GrantCode
  says: string
  step: GrantStep
}

interface Told {
  label: string
  /** What the figure of the list means. */
  formula: string
}

/** The exceptions in the order in which a grant lives. */
export const GRANT_CODES: Readonly<Record<GrantCode, Told>> = {
  unregistered: { label: '没有登记项目', formula: '凭证上写了这项补助，补助项目台账里没有' },
  noBudget: { label: '没有预算', formula: '登记了项目，没有一条预算' },
  overLine: { label: '超预算', formula: '归到这条预算的支出大于预算金额' },
  overGrant: { label: '超批复金额', formula: '支出合计大于批复金额' },
  ahead: { label: '没到账先支出', formula: '按日期累计，支出加退回曾大于到账' },
  waiting: { label: '到账没有动用', formula: '从第一笔到账起满规定天数，没有一笔支出' },
  pastTerm: { label: '到期没有用完', formula: '使用期限已过，还有结余' },
  unknownSpent: { label: '支出待补', formula: '账不在这里，报表上也没有填支出' },
  bare: { label: '凭证没有票据照片', formula: '支出补助的凭证没有附任何票据或照片' },
  loose: { label: '凭证没有归到预算', formula: '有两条以上预算，凭证还没有说明属于哪一条' },
  noPhoto: { label: '没有现场照片', formula: '已有支出的预算没有一张现场照片' },
  uncarded: { label: '资产没有建卡', formula: '转入专项基金的补助大于资产卡片上“用补助”的合计' },
  idle: { label: '资产闲置', formula: '用补助购建的资产最近一次变动为闲置' },
  unquantified: {
    label: '没有量化到成员',
    formula: '分配已经入账而没有把专项基金平均量化到成员，或过了确认的天数还没有量化',
  },
  mismatch: { label: '量化与形成不一致', formula: '量化到成员的合计大于形成的专项基金' },
}

const money = (amount: Fen): string => `${printYuan(amount)} 元`

/** What is on hand. */
export function balanceOf(of: Pick<GrantFigures, 'received' | 'spent' | 'returned'>): Fen | null {
  return of.received === null || of.spent === null ? null : of.received - of.spent - of.returned
}

/** The day, and the terms as far as somebody confirmed them: without one, being late is not judged. */
export interface GrantTerms {
  day: Day
  /** From the first money to the first spending. */
  waitDays: number | null
  /** From 1 January after a grant became assets to its quantifying. */
  quantifyDays: number | null
}

/** All that stands against the grant. */
export function judgeGrant(of: GrantFigures, at: GrantTerms): GrantFinding[] {
  return [
    ...budgetFindings(of),
    ...moneyFindings(of, at),
    ...evidenceFindings(of),
    ...assetFindings(of),
    ...quantifyFindings(of, at),
  ]
}

function budgetFindings(of: GrantFigures): GrantFinding[] {
  if (!of.registered)
    return [
      { code: 'unregistered', says: '凭证上有这项补助，还没有登记批复文号、金额和预算', step: 'register' },
    ]
  const over = of.lines.filter((one) => one.spent !== null && one.spent > one.amount)
  return [
    ...(of.lines.length === 0
      ? [{ code: 'noBudget', says: '还没有登记预算，花得对不对没有依据可比', step: 'budget' } as const]
      : []),
    ...over.map((one): GrantFinding => ({
      code: 'overLine',
      says: `“${one.item}”支出 ${money(one.spent ?? 0n)}，超过预算 ${money((one.spent ?? 0n) - one.amount)}`,
      step: of.books ? 'assign' : 'spent',
    })),
    ...(of.amount !== null && of.spent !== null && of.spent > of.amount
      ? [
          {
            code: 'overGrant',
            says: `支出合计 ${money(of.spent)}，超过批复金额 ${money(of.spent - of.amount)}`,
            step: stepOfMoney(of),
          } as const,
        ]
      : []),
  ]
}

/** Where money is put right: on a voucher, or in the figures that were reported. */
const stepOfMoney = (of: GrantFigures): GrantStep => (of.books ? 'record' : 'spent')

function moneyFindings(of: GrantFigures, at: GrantTerms): GrantFinding[] {
  const found: GrantFinding[] = []
  if (of.spent === null || of.received === null)
    found.push({
      code: 'unknownSpent',
      says: `账不在这里，${of.received === null ? '到账' : '支出'}金额待补，请据报表填写`,
      // What came in stands with the grant, what went out with its budget.
      step: of.received === null ? 'report' : 'spent',
    })
  if (of.lowest !== null && of.lowest < 0n)
    found.push({ code: 'ahead', says: `到账之前已支出 ${money(-of.lowest)}`, step: stepOfMoney(of) })
  const left = balanceOf(of)
  const untouched = of.spent === 0n && of.returned === 0n && (of.received ?? 0n) > 0n
  if (untouched && of.firstReceived !== null && at.waitDays !== null) {
    const days = daysBetween(of.firstReceived, at.day)
    if (days > at.waitDays)
      found.push({ code: 'waiting', says: `到账 ${days} 天，还没有一笔支出`, step: stepOfMoney(of) })
  }
  if (left !== null && left > 0n && of.useBy !== null && at.day > of.useBy)
    found.push({
      code: 'pastTerm',
      says: `使用期限 ${of.useBy} 已过，还有结余 ${money(left)}`,
      step: stepOfMoney(of),
    })
  return found
}

function evidenceFindings(of: GrantFigures): GrantFinding[] {
  const dark = of.lines.filter((one) => (one.spent ?? 0n) > 0n && one.photos === 0)
  const spentDark = of.photos === 0 && dark.length > 0
  return [
    ...(of.bare > 0
      ? [{ code: 'bare', says: `有 ${of.bare} 张支出凭证没有附票据或照片`, step: 'attach' } as const]
      : []),
    ...(of.loose > 0
      ? [{ code: 'loose', says: `有 ${of.loose} 张支出凭证没有归到预算`, step: 'assign' } as const]
      : []),
    ...(spentDark
      ? [
          {
            code: 'noPhoto',
            says: `${dark.map((one) => `“${one.item}”`).join('、')}已有支出，没有现场照片`,
            step: 'photo',
          } as const,
        ]
      : []),
  ]
}

function assetFindings(of: GrantFigures): GrantFinding[] {
  const { formed, carded, quantified } = of
  return [
    ...(of.books && formed !== null && formed > carded
      ? [
          {
            code: 'uncarded',
            says: `形成资产 ${money(formed)}，卡片上只有 ${money(carded)}，差 ${money(formed - carded)}`,
            step: 'card',
          } as const,
        ]
      : []),
    ...(of.idle > 0
      ? [{ code: 'idle', says: `有 ${of.idle} 项用补助购建的资产闲置`, step: 'assets' } as const]
      : []),
    ...(formed !== null && quantified !== null && quantified > formed
      ? [
          {
            code: 'mismatch',
            says: `量化到成员 ${money(quantified)}，比形成的专项基金多 ${money(quantified - formed)}`,
            step: of.books ? 'divide' : 'report',
          } as const,
        ]
      : []),
  ]
}

/** What a posted division left out stands at once; what no division has come to yet, only after a confirmed term. */
function quantifyFindings(of: GrantFigures, at: GrantTerms): GrantFinding[] {
  const { missed, unquantified, unquantifiedSince } = of
  const step = of.books ? 'divide' : 'report'
  if (missed !== null && missed > 0n)
    return [
      {
        code: 'unquantified',
        says: `盈余分配已经入账，形成的专项基金没有平均量化到成员的还有 ${money(missed)}`,
        step,
      },
    ]
  if (unquantified === null || unquantified === 0n) return []
  if (unquantifiedSince === null || at.quantifyDays === null) return []
  const days = daysBetween(unquantifiedSince, at.day)
  if (days <= at.quantifyDays) return []
  return [
    {
      code: 'unquantified',
      says: `以前年度形成的专项基金还有 ${money(unquantified)} 没有平均量化到成员，年度结束已经 ${days} 天`,
      step,
    },
  ]
}
