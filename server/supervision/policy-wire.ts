/** A document as its reader sees it: every clause with what answers it, its live figures, values through time, doubts. */
import type { z } from 'zod'
import type * as contract from '#contract/supervision/policies.ts'
import { clashesOf, type StandingClash } from '#core/kernel/clash.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { Literal } from '#core/kernel/literal.ts'
import type { Clause, Override, Parameter, PolicyDocument, StatedNumber } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { countAnswered, describeAnswer } from './policy-answers.ts'
import type { SupervisionServices } from './services.ts'

export interface Around {
  document: PolicyDocument
  inForce: InForce
  /** What places have set, of all documents. */
  overrides: readonly Override[]
  /** Clashes of all documents with what was chosen, those that stand here first. */
  clashes: readonly StandingClash[]
  counts: ReadonlyMap<string, { fails: number; unknown: number }>
  areaName: (area: string) => string
  services: SupervisionServices
}

/** The head of a document. */
export function wireDocument(document: PolicyDocument, inForce: InForce): contract.PolicyDocumentHead {
  const { clauses: clauseCount, ...counts } = countAnswered(document)
  const { id, title, number, issuer, from, to, term, source, note, hash } = document
  return {
    ...counts,
    id,
    title,
    number,
    issuer,
    from,
    to,
    term,
    source,
    note,
    hash,
    clauseCount,
    kind: document.level,
    place: document.area === '' ? null : document.area,
    inForce: inForce.documents.some((one) => one.document.id === id),
    slots: document.slots.map((slot) => ({ id: slot.id, label: slot.label, kind: slot.kind })),
  }
}

/** One clause with everything that hangs on it. */
export function wireClause(clause: Clause, around: Around): contract.PolicyClause {
  const { document } = around
  const here = <T extends { clause: string }>(all: readonly T[]) =>
    all.filter((one) => one.clause === clause.id)
  return {
    id: clause.id,
    heading: clause.heading,
    summary: clause.summary,
    question: clause.question,
    clashes: wireClashes(clause, around),
    answers: clause.answers.filter(({ kind }) => kind !== 'planned').map((one) => wireAnswer(one, around)),
    planned: clause.answers.filter(({ kind }) => kind === 'planned').length,
    noSoftware: clause.noSoftware,
    rules: here(document.rules).map((rule) => {
      const { id, label, remedy, severity } = rule
      const { fails = 0, unknown = 0 } = around.counts.get(id) ?? {}
      return { rule: id, label, remedy, severity, fails, unknown, off: whyOff(id, around) }
    }),
    parameters: here(document.parameters).map((one) => wireParameter(one, around)),
    targets: here(document.targets).map(({ id, label, comparator, value, by, base, question }) => {
      const wanted = `${comparator === 'at_least' ? '不低于' : '不高于'}${printLiteral(value, '')}`
      return { id: `${document.id}/${id}`, label, wanted, by, base, question }
    }),
    stages: here(document.stages).map((one) => ({ ...one })),
    numbers: here(document.numbers).map((one) => wireNumber(one, around)),
  }
}

function wireClashes(clause: Clause, { document, clashes }: Around) {
  const at = `${document.id}#${clause.id}`
  return clashes
    .filter(({ clash }) => clash.sides.some((side) => side.at === at))
    .map(({ clash: { id, label }, choice }) => ({ id, label, chosen: choice !== null }))
}

/** Why a rule is not judged here. */
function whyOff(rule: string, { inForce }: Around): string | null {
  if (inForce.rules.some((one) => one.id === rule)) return null
  const off = inForce.off.find((one) => one.rule.id === rule)
  if (off === undefined) return '本地没有执行这份文件，不判定'
  const label = off.parameter && inForce.parameters.get(off.parameter)?.parameter.label
  return label ? `“${label}”待确认，暂不判定` : '条文待核实，暂不判定'
}

const WAYS = {
  higher: '法律底线，地方只能更高',
  lower: '法律底线，地方只能更低',
  fixed: '法律定数，不能另定',
}

function wireParameter(parameter: Parameter, around: Around): contract.PolicyParameter {
  const { inForce, overrides, clashes, areaName } = around
  const held = inForce.parameters.get(parameter.id)
  const own = held?.parameter.document === parameter.document ? held : undefined
  const dated = parameter.values.findLast((one) => one.from <= inForce.day) ?? parameter.values.at(-1)
  const value = own?.value ?? dated?.value
  const local = overrides.filter(
    (one) =>
      one.document === parameter.document &&
      one.parameter === parameter.id &&
      inForce.area.startsWith(one.area),
  )
  const confirmed = own?.confirmed ?? parameter.confirmed
  return {
    id: parameter.id,
    label: parameter.label,
    value: value ? printLiteral(value, parameter.unit) : '—',
    from: (own && local.findLast((one) => one.ground === own.ground)?.from) ?? dated?.from ?? '',
    ground: own !== undefined && !own.ground.includes('#') ? own.ground : null,
    confirmed,
    floor: parameter.floor && WAYS[parameter.floor],
    note:
      [confirmed ? null : '原文未核实，待确认前不据以判定', parameter.note].filter(Boolean).join('；') ||
      null,
    series: parameter.values.map((one) => ({ from: one.from, ...sized(one.value, parameter) })),
    local: local.map((one) => ({
      from: one.from,
      ...(one.value === null ? { value: '撤回', size: null } : sized(one.value, parameter)),
      areaName: areaName(one.area),
      ground: one.ground,
    })),
    clashes: clashesOf(clashes, { parameter: parameter.id }).map(({ clash: { id, label }, choice }) => ({
      id,
      label,
      chosen: choice !== null,
    })),
  }
}

/** As printed, and how high it stands in a chart: percent, yuan or a count; a word and a day have no height. */
function sized(literal: Literal, { unit }: Parameter): { value: string; size: number | null } {
  const value = printLiteral(literal, unit)
  if (literal.type === 'ratio') {
    const { num, den } = literal.value
    return { value, size: den > 0n ? Number((num * 10_000n) / den) / 100 : null }
  }
  if (literal.type === 'money') return { value, size: Number(literal.value / 100n) }
  return { value, size: literal.type === 'count' ? literal.value : null }
}

function wireNumber(stated: StatedNumber, around: Around) {
  const { says, what, binds, none } = stated
  if (binds === null) return { says, what, binds: none ?? '' }
  const [kind = '', id = ''] = binds.split(':')
  if (kind === 'planned') return { says, what, binds: '以后的版本落实' }
  if (kind === 'document') return { says, what, binds: '文件的期限' }
  const answer = { kind: kind as Clause['answers'][number]['kind'], id }
  const { label } = describeAnswer(answer, homeOf(around))
  return { says, what, binds: `${KIND_LABELS[answer.kind]}“${label}”` }
}

const KIND_LABELS: Record<Clause['answers'][number]['kind'], string> = {
  rule: '规则',
  target: '目标',
  parameter: '参数',
  register: '台账',
  procedure: '流程',
  report: '报表公文',
  stage: '阶段',
  duty: '定期事项',
  tariff: '补助标准',
  scheme: '评定办法',
  calendar: '日历',
  planned: '计划中',
}

function wireAnswer(
  answer: Clause['answers'][number],
  around: Around,
): z.infer<typeof contract.policyClause>['answers'][number] {
  const { id, label } = describeAnswer(answer, homeOf(around))
  return { kind: KIND_LABELS[answer.kind], id, label, link: linkOf(answer.kind, id) }
}

function homeOf({ document, services }: Around) {
  const registers = new Map(services.registers.map((one) => [one.id, one.label]))
  return { document, documents: services.documents, registers }
}

const PROCEDURE_PAGES: Readonly<Record<string, string>> = {
  problem_case: '/cases',
  dossier_acceptance: '/registers/body',
  handout: '/handouts',
  surplus_plan: '/surplus',
}
const REPORT_PAGES: Readonly<Record<string, string>> = {
  check: '/check',
  unknown_list: '/unknown',
  problem_list: '/findings',
  overview: '/overview',
  targets: '/targets',
  policy_reader: '/policies',
  books: '/books',
  shares: '/shares',
  trades: '/trades',
  member_accounts: '/surplus',
  directory: '/directory',
  clashes: '/clashes',
  imports: '/imports',
  users: '/admin/users',
  audit: '/admin/audit',
  inbox: '/',
  households: '/households',
  statistics_table: '/reports/statistics_table',
  demonstration_form: '/reports/demonstration_form',
  annual_report_sheet: '/reports/annual_report_sheet',
}

/** The page on which an answer is met; a rule and a parameter have their own place in the clause. */
function linkOf(kind: string, id: string): string | null {
  if (kind === 'register') return `/registers/${id}`
  if (kind === 'rule') return `/findings?rule=${encodeURIComponent(id)}`
  if (kind === 'procedure') return PROCEDURE_PAGES[id] ?? `/procedures/${id}`
  if (kind === 'target') return `/targets?target=${encodeURIComponent(id)}`
  if (kind === 'calendar') return '/admin/calendar'
  return kind === 'report' ? (REPORT_PAGES[id] ?? null) : null
}
