import type { Values } from '#core/kernel/field.ts'
import type { BodyKind } from '#core/values/body-name.ts'
import type { Chance } from './chance.ts'
import type { ExampleDays } from './days.ts'
import type { Records } from './example-body.ts'
import { annualReports, dividendsOf, drawFunds, surveyOf, yuanOf } from './money-records.ts'
import { plainName } from './names.ts'

/** What the records of a body are drawn from. */
export interface RecordPlan {
  kind: BodyKind
  registeredYear: number
  capital: bigint
  invested: 'households' | 'village' | 'both' | null
}

/** The records of a body with which everything is in order; stories change single figures of them. */
export function ordinaryRecords(plan: RecordPlan, chance: Chance, days: ExampleDays): Records {
  const funds = plan.invested ? drawFunds(plan.invested, chance) : null
  const cooperative = plan.kind === '农民专业合作社'
  const hasMembers = cooperative || plan.kind === '农民专业合作社联合社'
  const runs = hasMembers || plan.kind === '公司' || plan.kind === '家庭农场'
  return {
    ...(hasMembers && { member_summary: [memberSummary(plan, chance, days)] }),
    ...(hasMembers && { annual_report: annualReports(plan.registeredYear, chance, days) }),
    ...(runs && { operating_status: [runningWell(chance, days)] }),
    ...(cooperative && { five_haves: [fiveHaves(chance, days)], document: papers(plan, chance) }),
    ...(funds && { survey: [surveyOf(funds, chance, days)], dividend_summary: dividendsOf(funds, days) }),
  }
}

function memberSummary(plan: RecordPlan, chance: Chance, days: ExampleDays): Values {
  if (plan.kind === '农民专业合作社联合社') return federationMembers(plan, chance, days)
  const members = chance.weighted([
    [chance.int(5, 9), 30],
    [chance.int(10, 45), 45],
    [chance.int(46, 130), 20],
    [chance.int(151, 240), 5],
  ])
  const allowed = members <= 20 ? 1 : Math.floor(members / 20)
  const organisations = chance.hit(1, 4) ? chance.int(0, allowed) : 0
  const others = chance.hit(1, 3) ? Math.floor(members / 10) : 0
  const contributions = chance.hit(2, 3) ? plan.capital : (plan.capital * 6n) / 10n
  return {
    asOf: days.yearEnd,
    members,
    farmers: members - organisations - others,
    organisations,
    publicUnits: 0,
    ledHouseholds: chance.int(8, 180),
    contributions,
    largestContribution: (contributions * BigInt(chance.int(12, 20))) / 100n,
    memberAccounts: true,
  }
}

/** The members of a federation are cooperatives; 章程 and law count them, not farmers (社法 56). */
function federationMembers(plan: RecordPlan, chance: Chance, days: ExampleDays): Values {
  const members = chance.int(4, 7)
  return {
    asOf: days.yearEnd,
    members,
    farmers: 0,
    organisations: members,
    publicUnits: 0,
    ledHouseholds: chance.int(120, 600),
    contributions: plan.capital,
    largestContribution: plan.capital / BigInt(members),
    memberAccounts: true,
  }
}

function runningWell(chance: Chance, days: ExampleDays): Values {
  return {
    status: '正常',
    since: `${days.lastYear}-0${chance.int(1, 9)}-01`,
    lastBusinessOn: `${days.lastYear}-1${chance.int(0, 2)}-${chance.int(10, 28)}`,
    suspensionFiled: false,
    suspensionUntil: null,
    evidence: chance.pick(['现场查看，正在生产', '查看销售票据', '查看用电和饲料台账', '电话核实并有照片']),
    photos: null,
  }
}

function fiveHaves(chance: Chance, days: ExampleDays): Values {
  const all = { site: true, sign: true, rules: true, books: true, organisation: true }
  return { checkedOn: days.surveyedOn, ...all, checker: plainName(chance), photos: null }
}

const BASIC_PAPERS = ['营业执照', '章程', '成员名册'] as const

/** 证照资料 as a township keeps them: every cooperative its licence and charter, most the rest. */
function papers(plan: RecordPlan, chance: Chance): Values[] {
  const kinds = [...BASIC_PAPERS, ...['财务制度', '内部管理制度'].filter(() => chance.hit(2, 3))]
  return kinds.map((kind) => ({
    kind,
    title: kind,
    issuedOn: `${plan.registeredYear}-12-${chance.int(10, 28)}`,
    validUntil: null,
    shelf: `档案柜${chance.int(1, 4)}-${chance.int(1, 12)}`,
    files: null,
  }))
}

/** The capital of a body, in fen: quartiles as real lists show them (50, 120, 300 万元). */
export function drawCapital(chance: Chance): bigint {
  const wan = chance.weighted([
    [chance.int(3, 30), 15],
    [50, 20],
    [100, 20],
    [chance.int(60, 180), 15],
    [200, 10],
    [300, 10],
    [500, 6],
    [chance.int(600, 1200), 4],
  ])
  return yuanOf(wan * 10_000)
}
